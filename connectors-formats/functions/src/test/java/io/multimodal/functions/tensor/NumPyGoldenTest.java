// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.multimodal.media.tensor.TensorData;
import io.multimodal.types.DType;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Compares with NumPy; {@code src/test/golden/make-golden.py} made what is compared with. */
class NumPyGoldenTest {
    @Test
    void computesAsNumPy() throws IOException {
        List<String> lines;
        try (InputStream in = NumPyGoldenTest.class.getResourceAsStream("/tensors.tsv")) {
            lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
        for (String line : lines) {
            String[] fields = line.split("\t", -1);
            String expected = fields[fields.length - 1];
            Object observed = run(fields);
            if (observed instanceof Double number) {
                double wanted = expected.equals("nan") ? Double.NaN : Double.parseDouble(expected);
                if (Double.isNaN(wanted)) {
                    assertThat(number).as(fields[0]).isNaN();
                } else {
                    assertThat(number)
                            .as(fields[0])
                            .isCloseTo(wanted, within(1e-12 * Math.max(1, Math.abs(wanted))));
                }
            } else {
                same(fields[0], (TensorData) observed, tensor(expected));
            }
        }
        assertThat(lines).hasSizeGreaterThan(300);
    }

    private static void same(String what, TensorData observed, TensorData expected) {
        String as = "%s of %s".formatted(what, observed.dtype());
        assertThat(observed.dtype()).as(as).isEqualTo(expected.dtype());
        assertThat(observed.shape()).as(as).containsExactly(expected.shape());
        for (int i = 0; i < expected.size(); i++) {
            double wanted = expected.get(i);
            double slack = what.equals("NORMALIZE") ? Math.abs(wanted) * 1e-7 : 0;
            if (slack == 0) {
                assertThat(observed.get(i))
                        .as("%s, element %d", as, i)
                        .isEqualTo(Double.valueOf(wanted));
            } else {
                assertThat(observed.get(i)).as(as).isCloseTo(wanted, within(slack));
            }
        }
    }

    private static Object run(String[] fields) throws IOException {
        TensorData a = tensor(fields[1]);
        return switch (fields[0]) {
            case "ADD", "SUBTRACT", "MULTIPLY", "DIVIDE" ->
                    Arithmetic.valueOf(fields[0]).of(a, tensor(fields[2]));
            case "CAST" -> TensorFunctions.cast(a, DType.named(fields[2]));
            case "RESHAPE" -> TensorFunctions.reshape(a, longs(fields[2]));
            case "SLICE" -> TensorFunctions.slice(a, longs(fields[2]), longs(fields[3]));
            case "STACK" -> TensorFunctions.stack(List.of(a, tensor(fields[2])));
            case "NORMALIZE" -> TensorFunctions.normalize(a);
            case "MIN" -> TensorFunctions.min(a);
            case "MAX" -> TensorFunctions.max(a);
            case "MEAN" -> TensorFunctions.mean(a);
            case "DOT" -> TensorFunctions.dot(a, tensor(fields[2]));
            case "NORM1" -> TensorFunctions.norm(a, 1);
            case "NORM2" -> TensorFunctions.norm(a, 2);
            default -> throw new IllegalArgumentException(fields[0]);
        };
    }

    private static TensorData tensor(String base64) throws IOException {
        return TensorData.read(Base64.getDecoder().decode(base64));
    }

    private static long[] longs(String text) {
        return text.isEmpty()
                ? new long[0]
                : Arrays.stream(text.split(",", -1)).mapToLong(Long::parseLong).toArray();
    }

    @Test
    void refusesTensorsThatAreNotAlike() {
        TensorData floats = TensorData.of(new float[] {1, 2, 3, 4}, 2, 2);
        TensorData row = TensorData.of(new float[] {1, 2}, 2);
        TensorData doubles = TensorData.zeros(DType.FLOAT64, 2, 2);
        refuses(() -> Arithmetic.ADD.of(floats, row), "[2, 2] and [2]");
        refuses(() -> Arithmetic.ADD.of(floats, doubles), "float32 and float64");
        refuses(() -> TensorFunctions.dot(floats, row), "[2, 2] and [2]");
        refuses(() -> TensorFunctions.stack(List.of(floats, row)), "[2, 2]");
        refuses(() -> TensorFunctions.stack(List.of()), "shape");
    }

    @Test
    void refusesShapesThatCannotBe() {
        TensorData four = TensorData.of(new float[] {1, 2, 3, 4}, 4);
        refuses(() -> TensorFunctions.reshape(four, 3, -1), "4 elements");
        refuses(() -> TensorFunctions.reshape(four, -1, -1), "4 elements");
        refuses(() -> TensorFunctions.reshape(four, 1L << 62, 16), "4 elements");
        refusesArgument(() -> TensorFunctions.zeros(DType.INT8, -1), "not negative");
        refusesArgument(() -> TensorFunctions.zeros(DType.INT64, 1L << 40, 1L << 40), "cannot be");
        refusesArgument(() -> TensorFunctions.slice(four, new long[2], new long[2]), "up to 1");
        refuses(() -> TensorFunctions.min(TensorData.zeros(DType.INT8, 0)), "without elements");
        refuses(() -> TensorFunctions.ofElements(new byte[3], "int16", 2), "takes 4 bytes");
        refusesArgument(() -> TensorFunctions.ofElements(new byte[3], "float", 2), "'float'");
    }

    private static void refuses(ThrowingCallable call, String words) {
        fails(call, ErrorCode.REFUSED, words);
    }

    private static void refusesArgument(ThrowingCallable call, String words) {
        fails(call, ErrorCode.INVALID_ARGUMENT, words);
    }

    private static void fails(ThrowingCallable call, ErrorCode code, String words) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        MediaException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(words);
    }
}
