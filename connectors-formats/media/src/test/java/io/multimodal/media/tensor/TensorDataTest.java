// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.media.Corpus;
import io.multimodal.types.DType;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TensorDataTest {
    /** {@code numpy.save} of {@code numpy.array([[1, -2, 3]], '<f2')}. */
    private static final String NUMPY =
            "k05VTVBZAQB2AHsnZGVzY3InOiAnPGYyJywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBl"
                    + "JzogKDEsIDMpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg"
                    + "ICAgICAgICAgICAgIAoAPADAAEI=";

    @Test
    void writesWhatNumPyWrites() throws IOException {
        TensorData tensor = TensorData.zeros(DType.FLOAT16, 1, 3);
        tensor.set(0, 1);
        tensor.set(1, -2);
        tensor.set(2, 3);

        assertThat(tensor.object()).isEqualTo(Base64.getDecoder().decode(NUMPY));
        TensorData read = TensorData.read(tensor.object());
        assertThat(read.dtype()).isEqualTo(DType.FLOAT16);
        assertThat(read.shape()).containsExactly(1, 3);
        assertThat(read.get(1)).isEqualTo(-2.0);
    }

    /**
     * {@code numpy.save} of {@code numpy.arange(24).reshape(2, 3, 4)}, as '>i2' and in Fortran's
     * order.
     */
    @Test
    void readsEveryOrderThatNumPyWrites() throws IOException {
        TensorData expected = TensorData.zeros(DType.INT16, 2, 3, 4);
        for (int i = 0; i < 24; i++) {
            expected.set(i, i);
        }
        for (String name : new String[] {"big", "fortran", "big-fortran"}) {
            byte[] object = Corpus.read("golden/" + name + ".npy");
            TensorData read = TensorData.read(object);

            assertThat(read.object()).as(name).isEqualTo(expected.object());
            assertThat(read.shape()).containsExactly(2, 3, 4);
        }
    }

    @ParameterizedTest
    @EnumSource
    void keepsNumbersOfEveryElementType(DType dtype) throws IOException {
        TensorData tensor = TensorData.zeros(dtype, 2);
        tensor.set(1, 1);
        assertThat(TensorData.read(tensor.object()).get(1)).isEqualTo(1.0);
        assertThat(TensorData.read(tensor.object()).get(0)).isZero();
    }

    @Test
    void roundsToHalfPrecisionAsIeeeSays() {
        TensorData half = TensorData.zeros(DType.FLOAT16, 1);
        for (int bits = 0; bits < 0x7c00; bits++) {
            float value = Float16.ofHalf((short) bits);
            half.set(0, value);
            assertThat(half.get(0)).as("%x", bits).isEqualTo(value);
        }
        half.set(0, 1 + 0x1p-11);
        assertThat(half.get(0)).as("a tie goes to the even one").isEqualTo(1);
        half.set(0, 1 + 0x3p-11);
        assertThat(half.get(0)).isEqualTo(1 + 0x1p-9);
        half.set(0, 65520);
        assertThat(half.get(0)).isInfinite();
        half.set(0, 65519);
        assertThat(half.get(0)).isEqualTo(65504);
    }

    @Test
    void countsUnsignedNumbersOf64Bits() {
        TensorData tensor = TensorData.zeros(DType.UINT64, 1);
        tensor.setLong(0, -1);
        assertThat(tensor.get(0)).isEqualTo(0x1p64);
        tensor.set(0, 0x1p63);
        assertThat(tensor.getLong(0)).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void refusesWhatIsNoTensorWithACode() {
        byte[] whole = TensorData.zeros(DType.INT32, 5, 4).object();
        fails(Arrays.copyOf(whole, whole.length - 1), ErrorCode.TRUNCATED);
        fails(Arrays.copyOf(whole, whole.length + 1), ErrorCode.CORRUPT);
        fails(new byte[0], ErrorCode.UNSUPPORTED);
        fails(with(whole, "<i4", ">c8"), ErrorCode.UNSUPPORTED);
        fails(with(whole, "<i4", ">i3"), ErrorCode.UNSUPPORTED);
        fails(with(whole, "(5, 4)", "(5,-4)"), ErrorCode.CORRUPT);
        fails(
                with(whole, "(5, 4), }              ", "(99999999999,9999999999)"),
                ErrorCode.CORRUPT);
    }

    /** Whatever the bytes are, they are a tensor or a MediaException, and take no memory for it. */
    @Test
    void answersEveryFlippedBitWithATensorOrACode() throws IOException {
        byte[] whole = TensorData.zeros(DType.FLOAT32, 2, 3).object();
        Random random = new Random(1);
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] flipped = whole.clone();
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                read += TensorData.read(flipped).size() >= 0 ? 1 : 0;
            } catch (MediaException e) {
                assertThat(e.code())
                        .isIn(ErrorCode.CORRUPT, ErrorCode.TRUNCATED, ErrorCode.UNSUPPORTED);
            }
        }
        assertThat(read).as("the loop also meets tensors").isPositive();
    }

    private static byte[] with(byte[] object, String old, String other) {
        String text = new String(object, java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThat(text).contains(old);
        return text.replace(old, other).getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    private static void fails(byte[] object, ErrorCode code) {
        assertThatThrownBy(() -> TensorData.read(object))
                .isInstanceOfSatisfying(
                        MediaException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
