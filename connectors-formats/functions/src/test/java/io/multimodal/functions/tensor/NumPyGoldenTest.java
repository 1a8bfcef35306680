// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.multimodal.media.audio.AudioReader;
import io.multimodal.media.content.ArrayHandle;
import io.multimodal.media.image.ImageReader;
import io.multimodal.media.tensor.TensorData;
import io.multimodal.media.tensor.TensorMath;
import io.multimodal.media.tensor.lazy.TensorReader;
import io.multimodal.store.ObjectHandle;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.ref.InlineRef;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.DType;
import io.multimodal.types.Tensor;
import io.multimodal.types.config.Limits;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.TensorFacts;
import io.multimodal.types.program.TensorOp;
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
    private static final TensorReader READER =
            TensorReader.open(
                    NumPyGoldenTest::open,
                    ImageReader.open(NumPyGoldenTest::open, Limits.DEFAULT),
                    AudioReader.open(NumPyGoldenTest::open, Limits.DEFAULT),
                    Limits.DEFAULT);

    private static final List<Long> TWO = List.of(0L, 0L);

    private static ObjectHandle open(ObjectRef ref) {
        return new ArrayHandle(((InlineRef) ref).content());
    }

    @Test
    void computesAsNumPy() throws IOException, InvalidReferenceException {
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

    private static Object run(String[] fields) throws IOException, InvalidReferenceException {
        TensorData a = tensor(fields[1]);
        return switch (fields[0]) {
            case "ADD", "SUBTRACT", "MULTIPLY", "DIVIDE" ->
                    Arithmetic.valueOf(fields[0]).of(a, tensor(fields[2]));
            case "CAST" -> lazily(a, new TensorOp.Cast(DType.named(fields[2])));
            case "RESHAPE" -> lazily(a, new TensorOp.Reshape(longs(fields[2])));
            case "SLICE" -> lazily(a, new TensorOp.Slice(longs(fields[2]), longs(fields[3])));
            case "STACK" -> TensorFunctions.stack(List.of(a, tensor(fields[2])));
            case "NORMALIZE" -> lazily(a, new TensorOp.Normalise());
            case "MIN" -> TensorFunctions.min(a);
            case "MAX" -> TensorFunctions.max(a);
            case "MEAN" -> TensorFunctions.mean(a);
            case "DOT" -> TensorFunctions.dot(a, tensor(fields[2]));
            case "NORM1" -> TensorFunctions.norm(a, 1);
            case "NORM2" -> TensorFunctions.norm(a, 2);
            default -> throw new IllegalArgumentException(fields[0]);
        };
    }

    /** What the step makes of the tensor, with its shape known where it is appended, and not. */
    private static TensorData lazily(TensorData data, TensorOp op)
            throws IOException, InvalidReferenceException {
        ObjectRef ref = new InlineRef(data.object());
        TensorFacts facts = TensorFacts.of(data.dtype(), data.shape());
        Tensor known = TensorFunctions.then(facts.tensor(ref), op);
        Tensor unknown = TensorFunctions.then(Tensor.of(ref), op);
        TensorData result = READER.read(known);
        assertThat(READER.read(unknown).object()).isEqualTo(result.object());
        return result;
    }

    private static TensorData tensor(String base64) throws IOException {
        return TensorData.read(Base64.getDecoder().decode(base64));
    }

    private static List<Long> longs(String text) {
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(",", -1)).map(Long::valueOf).toList();
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
        refuses(() -> lazily(four, new TensorOp.Reshape(List.of(3L, -1L))), "4 elements");
        refuses(() -> lazily(four, new TensorOp.Reshape(List.of(1L << 62, 16L))), "4 elements");
        refusesArgument(() -> TensorMath.zeros(DType.INT8, -1), "not negative");
        refusesArgument(() -> TensorMath.zeros(DType.INT64, 1L << 40, 1L << 40), "cannot be");
        refusesArgument(() -> lazily(four, new TensorOp.Slice(TWO, TWO)), "up to 1");
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
