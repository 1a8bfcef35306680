// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RangeTreeTest {
    private static final int MIB = 1 << 20;

    @Test
    void separatesLeavesFromNodes() {
        byte[] object = random(2 * MIB + 5);
        byte[] a = sha(new byte[] {0}, Arrays.copyOfRange(object, 0, MIB));
        byte[] b = sha(new byte[] {0}, Arrays.copyOfRange(object, MIB, 2 * MIB));
        byte[] c = sha(new byte[] {0}, Arrays.copyOfRange(object, 2 * MIB, object.length));
        byte[] root = sha(new byte[] {1}, sha(new byte[] {1}, a, b), c);
        assertThat(build(object, 1000).root()).isEqualTo(ContentId.of(root));
    }

    @Test
    void doesNotDependOnHowTheBytesPassBy() {
        byte[] object = random(3 * MIB);
        ContentId whole = build(object, object.length).root();
        for (int step : new int[] {1_000_003, MIB, MIB - 1, 77}) {
            assertThat(build(object, step).root()).isEqualTo(whole);
        }
    }

    @Test
    void verifiesEachLeafAndNothingElse() {
        byte[] object = random(2 * MIB + 5);
        RangeTree tree = RangeTree.of(build(object, MIB).leaves());
        assertThat(tree.verifies(1, object, MIB, MIB)).isTrue();
        assertThat(tree.verifies(2, object, 2 * MIB, 5)).isTrue();
        assertThat(tree.verifies(0, object, MIB, MIB)).isFalse();
        assertThat(tree.verifies(2, object, 2 * MIB, 4)).isFalse();
        object[MIB + 99] ^= 1;
        assertThat(tree.verifies(1, object, MIB, MIB)).isFalse();
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
