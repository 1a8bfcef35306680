// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.tensor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.ObjectHandle;
import io.multimodal.types.DType;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.TensorOp.Slice;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TensorSliceTest {
    private static final long ROWS = 1_000_000;
    private static final long COLUMNS = 10_000;

    @Test
    void readsARowOfATensorThatIsLargerThanMemory() throws IOException {
        Numbered tensor = new Numbered(DType.INT64, ROWS, COLUMNS);

        TensorData row = slice(tensor, new long[] {777_777}, new long[] {777_778});

        assertThat(row.shape()).containsExactly(1, COLUMNS);
        assertThat(row.getLong(0)).isEqualTo(777_777 * COLUMNS);
        assertThat(row.getLong((int) COLUMNS - 1)).isEqualTo(777_777 * COLUMNS + COLUMNS - 1);
        assertThat(tensor.read).isLessThan(COLUMNS * 8 + (128 << 10));
    }

    @Test
    void readsABoxOfThreeDimensionsByItsRuns() throws IOException {
        Numbered tensor = new Numbered(DType.INT64, 50_000, 3, 7, 10_000);

        TensorData box =
                slice(tensor, new long[] {-2, 1, 2, 5}, new long[] {Long.MAX_VALUE, 3, 4, -9_990});

        assertThat(box.shape()).containsExactly(2, 2, 2, 5);
        int i = 0;
        for (long a = 49_998; a < 50_000; a++) {
            for (long b = 1; b < 3; b++) {
                for (long c = 2; c < 4; c++) {
                    for (long d = 5; d < 10; d++) {
                        assertThat(box.getLong(i++)).isEqualTo(((a * 3 + b) * 7 + c) * 10_000 + d);
                    }
                }
            }
        }
    }

    @Test
    void readsARunThatIsLongerThanOneRead() throws IOException {
        Numbered tensor = new Numbered(DType.INT64, 4, 3 << 20);

        TensorData rows = slice(tensor, new long[] {1}, new long[] {3});

        assertThat(rows.size()).isEqualTo(6 << 20);
        for (int i = 0; i < rows.size(); i += 1001) {
            assertThat(rows.getLong(i)).isEqualTo((3 << 20) + i);
        }
        assertThat(tensor.mostAtOnce).isLessThanOrEqualTo(8 << 20);
    }

    @Test
    void readsAColumnOfManyRows() throws IOException {
        Numbered tensor = new Numbered(DType.INT64, 20_000, 3);

        TensorData column = slice(tensor, new long[] {0, 1}, new long[] {20_000, 2});

        for (int i = 0; i < 20_000; i++) {
            assertThat(column.getLong(i)).isEqualTo(3L * i + 1);
        }
    }

    /** Elements in the order of Fortran: each is its own number in the object. */
    @Test
    void readsABoxOfATensorInTheOrderOfFortran() throws IOException {
        Numbered tensor = new Numbered(DType.INT64, 10_000, 7, 50_000).inFortransOrder();

        TensorData box = slice(tensor, new long[] {5, 2, -2}, new long[] {8, 4, 50_000});

        assertThat(box.shape()).containsExactly(3, 2, 2);
        int i = 0;
        for (long a = 5; a < 8; a++) {
            for (long b = 2; b < 4; b++) {
                for (long c = 49_998; c < 50_000; c++) {
                    assertThat(box.getLong(i++)).isEqualTo((c * 7 + b) * 10_000 + a);
                }
            }
        }
        assertThat(tensor.read).isLessThan(256 << 10);
    }

    @Test
    void takesAllOfATensorWithoutDimensions() throws IOException {
        assertThat(slice(new Numbered(DType.INT64), new long[0], new long[0]).size()).isEqualTo(1);
    }

    @Test
    void refusesABoxThatIsLargerThanTheLimit() {
        Numbered tensor = new Numbered(DType.INT64, ROWS, COLUMNS);

        assertThatThrownBy(() -> slice(tensor, new long[] {0}, new long[] {ROWS}))
                .isInstanceOfSatisfying(
                        MediaException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.TOO_LARGE))
                .hasMessageContaining("[1000000, 10000]")
                .hasMessageContaining("'multimodal.limits.bytes'");
    }

    private static TensorData slice(ObjectHandle object, long[] starts, long[] ends)
            throws IOException {
        Slice slice =
                new Slice(
                        Arrays.stream(starts).boxed().toList(),
                        Arrays.stream(ends).boxed().toList());
        return new TensorSlice(object, slice).read(100 << 20);
    }

    /** A tensor each element of which is its own number, in no memory at all. */
    private static final class Numbered implements ObjectHandle {
        private final byte[] head;
        private final long size;
        private long read;
        private int mostAtOnce;

        Numbered(DType dtype, long... shape) {
            NpyHeader header = NpyHeader.of(dtype, shape);
            head = header.encode();
            size = header.objectBytes();
        }

        /** The same bytes, said to be in another order. */
        Numbered inFortransOrder() {
            byte[] other =
                    new String(head, ISO_8859_1).replace("False", "True ").getBytes(ISO_8859_1);
            System.arraycopy(other, 0, head, 0, head.length);
            return this;
        }

        @Override
        public long sizeBytes() {
            return size;
        }

        @Override
        public byte[] read(long offset, int length) {
            read += length;
            mostAtOnce = Math.max(mostAtOnce, length);
            byte[] bytes = new byte[length];
            for (int i = 0; i < length; i++) {
                long at = offset + i - head.length;
                bytes[i] =
                        at < 0
                                ? head[(int) offset + i]
                                : (byte) ((at / Long.BYTES) >>> (at % Long.BYTES * Byte.SIZE));
            }
            return bytes;
        }

        @Override
        public InputStream stream() {
            throw new UnsupportedOperationException(Arrays.toString(head));
        }
    }
}
