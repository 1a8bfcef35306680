// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.ref;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RangeTreeTest {
    private static final int LEAF = RangeTree.LEAF_BYTES;
    private static final long GIB = 1L << 30;

    @Test
    void separatesLeavesFromNodes() {
        byte[] object = random(2 * LEAF + 5);
        byte[] a = sha(new byte[] {0}, Arrays.copyOfRange(object, 0, LEAF));
        byte[] b = sha(new byte[] {0}, Arrays.copyOfRange(object, LEAF, 2 * LEAF));
        byte[] c = sha(new byte[] {0}, Arrays.copyOfRange(object, 2 * LEAF, object.length));
        byte[] root = sha(new byte[] {1}, sha(new byte[] {1}, a, b), c);
        assertThat(build(object, 1000).root()).isEqualTo(ContentId.of(root));
    }

    @Test
    void doesNotDependOnHowTheBytesPassBy() {
        byte[] object = random(3 * LEAF);
        ContentId whole = build(object, object.length).root();
        for (int step : new int[] {1_000_003, LEAF, LEAF - 1, 77}) {
            assertThat(build(object, step).root()).isEqualTo(whole);
        }
    }

    @Test
    void verifiesEachSegmentAndNothingElse() {
        byte[] object = random(2 * LEAF + 5);
        RangeTree tree = RangeTree.of(build(object, LEAF).digests());
        assertThat(tree.verifies(1, object, LEAF, LEAF)).isTrue();
        assertThat(tree.verifies(2, object, 2 * LEAF, 5)).isTrue();
        assertThat(tree.verifies(0, object, LEAF, LEAF)).isFalse();
        assertThat(tree.verifies(2, object, 2 * LEAF, 4)).isFalse();
        object[LEAF + 99] ^= 1;
        assertThat(tree.verifies(1, object, LEAF, LEAF)).isFalse();
    }

    @Test
    void segmentsGrowWithTheObject() {
        assertThat(RangeTree.segmentBytes(RangeTree.THRESHOLD_BYTES + 1)).isEqualTo(LEAF);
        assertThat(RangeTree.segmentBytes(8 * GIB)).isEqualTo(LEAF);
        assertThat(RangeTree.segmentBytes(8 * GIB + 1)).isEqualTo(2 * LEAF);
        assertThat(RangeTree.segmentBytes(1024 * GIB)).isEqualTo(4 << 20);
        assertThat(RangeTree.encodedBytes(1024 * GIB)).isEqualTo(8 << 20);
        assertThat(RangeTree.segmentBytes(Long.MAX_VALUE)).isPositive();
    }

    /**
     * Leaves of zeros, so that the tree over as many as a long object has is known without hashing
     * them: each level has one node, and one at its end.
     */
    @Test
    void keepsTheLevelThatFitsTheLength() {
        keepsTheLevelThatFits(RangeTree.THRESHOLD_BYTES + 1);
    }

    static void keepsTheLevelThatFits(long length) {
        RangeTree tree = zeros(length);

        long segment = RangeTree.segmentBytes(length);
        byte[] full = new byte[(int) segment];
        long last = (length - 1) / segment;
        assertThat(tree.digests().length).isEqualTo((int) RangeTree.encodedBytes(length));
        assertThat(tree.root()).isEqualTo(ContentId.of(rootOfZeros(length)));
        assertThat(tree.verifies(0, full, 0, full.length)).isTrue();
        assertThat(tree.verifies(last - 1, full, 0, full.length)).isTrue();
        assertThat(tree.verifies(last, full, 0, (int) (length - last * segment))).isTrue();
        full[full.length - 1] = 1;
        assertThat(tree.verifies(0, full, 0, full.length)).isFalse();
    }

    private static RangeTree zeros(long length) {
        byte[] step = new byte[1 << 20];
        RangeTree.Builder builder = new RangeTree.Builder();
        for (long at = 0; at < length; at += step.length) {
            builder.update(step, 0, (int) Math.min(step.length, length - at));
        }
        return builder.build();
    }

    private static byte[] rootOfZeros(long length) {
        byte[] inner = sha(new byte[] {0}, new byte[LEAF]);
        long nodes = (length - 1) / LEAF + 1;
        byte[] end = sha(new byte[] {0}, new byte[(int) (length - (nodes - 1) * LEAF)]);
        while (nodes > 1) {
            end = nodes % 2 == 0 ? sha(new byte[] {1}, inner, end) : end;
            inner = sha(new byte[] {1}, inner, inner);
            nodes = (nodes + 1) / 2;
        }
        return end;
    }

    private static RangeTree build(byte[] object, int step) {
        RangeTree.Builder builder = new RangeTree.Builder();
        for (int at = 0; at < object.length; at += step) {
            builder.update(object, at, Math.min(step, object.length - at));
        }
        return builder.build();
    }

    private static byte[] sha(byte[]... parts) {
        MessageDigest sha = ContentId.newDigest();
        Arrays.stream(parts).forEach(sha::update);
        return sha.digest();
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
