// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.error.CorruptObjectException;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.RangeTree;
import io.multimodal.store.ref.StoredRef;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Reference and object disagree: which of them is wrong, and what it costs to find out. */
class VerifiedHandleTest {
    private static final int LARGE = 40 * RangeTree.LEAF_BYTES + 77;

    private final byte[] original = random(LARGE);
    private final StoredRef ref = ref(original);
    private final RangeTrees trees = new RangeTrees();

    private byte[] stored = original;
    private Optional<byte[]> digests = Optional.of(tree(original));
    private long bytesRead;

    @Test
    void aForgedRootIsRefusedAndTheNextOneCostsNoReading() throws StoreException {
        for (int forged = 0; forged < 3; forged++) {
            StoredRef lie = with(ref.length(), ContentId.hash("forged " + forged));
            assertThatThrownBy(() -> read(lie, 0, 1))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("the object is sound");
            assertThat(bytesRead).as("once in all").isEqualTo(LARGE);
        }
        assertThat(read(ref, 7, 1)).containsExactly(original[7]);
        assertThat(bytesRead).isEqualTo(LARGE + RangeTree.LEAF_BYTES);
    }

    @Test
    void aForgedLengthIsRefusedToo() {
        for (long length : new long[] {LARGE - 1, LARGE + 1, 2L * LARGE, 1L << 50}) {
            assertThatThrownBy(() -> read(with(length, ref.treeRoot().get()), 0, 1))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining(LARGE + " bytes where the reference says " + length);
        }
        StoredRef small = new StoredRef(1, ref.id(), 1000, Optional.empty());
        assertThatThrownBy(() -> read(small, 0, 1)).isInstanceOf(RefusedException.class);
        // The object once, and its last segment before it.
        assertThat(bytesRead).isLessThanOrEqualTo(LARGE + RangeTree.LEAF_BYTES);
    }

    @Test
    void anObjectThatWasCutShortIsDamagedAndThatCostsLittle() {
        for (int length : new int[] {LARGE - 1, LARGE - 78, LARGE / 2}) {
            stored = Arrays.copyOf(original, length);
            assertThatThrownBy(() -> read(ref, 0, 1)).isInstanceOf(CorruptObjectException.class);
        }
        assertThat(bytesRead).isLessThanOrEqualTo(LARGE / 2 + RangeTree.LEAF_BYTES);
        stored = Arrays.copyOf(original, 1000);
        assertThatThrownBy(() -> read(ref, 0, 1)).isInstanceOf(CorruptObjectException.class);
    }

    @Test
    void anObjectWithOtherBytesIsDamagedWhateverTheReferenceSays() {
        stored = original.clone();
        stored[LARGE / 2] ^= 1;
        StoredRef lie = with(ref.length(), ContentId.hash("forged"));
        assertThatThrownBy(() -> read(lie, 0, 1)).isInstanceOf(CorruptObjectException.class);
        digests = Optional.empty();
        assertThatThrownBy(() -> read(ref, 0, 1)).isInstanceOf(CorruptObjectException.class);
    }

    /** A tree that fits other bytes under the digest makes them no more the object than before. */
    @Test
    void aComputedTreeIsBelievedOnlyWhereTheDigestIsRight() {
        stored = random(LARGE + 1);
        digests = Optional.empty();
        StoredRef fits = new StoredRef(1, ref.id(), LARGE + 1, ref(stored).treeRoot());
        assertThatThrownBy(() -> read(fits, 0, 1)).isInstanceOf(CorruptObjectException.class);
    }

    @Test
    void aLostTreeIsComputedOnce() throws StoreException {
        digests = Optional.empty();
        assertThat(read(ref, 5, 1)).containsExactly(original[5]);
        assertThat(read(ref, LARGE - 1L, 1)).containsExactly(original[LARGE - 1]);
        assertThat(bytesRead).isEqualTo(LARGE + RangeTree.LEAF_BYTES + 77);
    }

    private byte[] read(StoredRef of, long offset, int length) throws StoreException {
        return new VerifiedHandle(of, any -> new Raw(), trees).read(offset, length);
    }

    private StoredRef with(long length, ContentId root) {
        return new StoredRef(1, ref.id(), length, Optional.of(root));
    }

    private static StoredRef ref(byte[] bytes) {
        return hashed(bytes).ref(1);
    }

    private static byte[] tree(byte[] bytes) {
        return hashed(bytes).tree().digests();
    }

    private static HashedObject hashed(byte[] bytes) {
        try {
            byte[] rest = Arrays.copyOfRange(bytes, 1, bytes.length);
            return HashedObject.copy(
                    Arrays.copyOf(bytes, 1), new ByteArrayInputStream(rest), (chunk, count) -> {});
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private final class Raw implements RawObject {
        @Override
        public String place() {
            return "here";
        }

        @Override
        public long lengthBytes() {
            return stored.length;
        }

        @Override
        public byte[] read(long offset, int length) {
            bytesRead += length;
            return Arrays.copyOfRange(stored, (int) offset, (int) offset + length);
        }

        @Override
        public Optional<byte[]> treeDigests() {
            return digests;
        }

        @Override
        public void close() {}
    }
}
