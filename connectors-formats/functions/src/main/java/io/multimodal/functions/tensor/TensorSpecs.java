// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions.tensor;

import static io.multimodal.types.failure.ErrorCode.REFUSED;
import static org.apache.flink.table.api.DataTypes.ARRAY;
import static org.apache.flink.table.api.DataTypes.BIGINT;
import static org.apache.flink.table.api.DataTypes.DOUBLE;
import static org.apache.flink.table.api.DataTypes.FLOAT;
import static org.apache.flink.table.api.DataTypes.INT;
import static org.apache.flink.table.api.DataTypes.STRING;

import io.multimodal.functions.spec.Allowed;
import io.multimodal.functions.spec.Body;
import io.multimodal.functions.spec.Call;
import io.multimodal.functions.spec.FunctionSpec;
import io.multimodal.media.tensor.TensorData;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.ref.DerivedRef;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.DType;
import io.multimodal.types.MultimodalTypes;
import io.multimodal.types.Tensor;
import io.multimodal.types.TensorType;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.TensorFacts;
import io.multimodal.types.program.TensorOp;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.table.types.DataType;

/**
 * The functions over tensors. Those with one tensor as argument and result are lazy; each other one
 * reads its tensors whole, up to the limit of bytes.
 */
public final class TensorSpecs {
    private static final DataType TENSOR = MultimodalTypes.tensor();

    /** The names of element types. */
    public static final Allowed DTYPE = Allowed.words(DType.names().toArray(String[]::new));

    private TensorSpecs() {}

    /** In the order of the documentation. */
    public static List<FunctionSpec> all() {
        List<FunctionSpec> all =
                new ArrayList<>(List.of(reshape(), slice(), cast(), normalize(), stack()));
        all.add(arithmetic(Arithmetic.ADD, "The sums", "[2.0, 4.0, 6.0, 8.0, 10.0, 12.0]"));
        all.add(
                arithmetic(
                        Arithmetic.SUBTRACT, "The differences", "[0.0, 0.0, 0.0, 0.0, 0.0, 0.0]"));
        all.add(
                arithmetic(
                        Arithmetic.MULTIPLY, "The products", "[1.0, 4.0, 9.0, 16.0, 25.0, 36.0]"));
        all.add(
                arithmetic(
                        Arithmetic.DIVIDE,
                        "The quotients, of integers as float64,",
                        "[1.0, 1.0, 1.0, 1.0, 1.0, 1.0]"));
        all.add(
                ofTwo(
                        "TENSOR_DOT",
                        "The sum of the products of the elements of two tensors of one shape.",
                        "91.0000",
                        TensorFunctions::dot));
        all.add(
                ofTwo(
                        "TENSOR_COSINE",
                        "The cosine of the angle between two tensors of one shape, -1 to 1; NaN where one is zero.",
                        "1.0000",
                        TensorFunctions::cosine));
        all.add(norm());
        all.add(
                ofOne(
                        "TENSOR_MIN",
                        "Returns the smallest element, or NaN if any element is NaN.",
                        "1.0000",
                        TensorFunctions::min));
        all.add(
                ofOne(
                        "TENSOR_MAX",
                        "Returns the largest element, or NaN if any element is NaN.",
                        "6.0000",
                        TensorFunctions::max));
        all.add(
                ofOne(
                        "TENSOR_MEAN",
                        "Returns the mean of the elements.",
                        "3.5000",
                        TensorFunctions::mean));
        all.add(toArray());
        all.add(fromArray());
        return all;
    }

    private static FunctionSpec.Builder step(String name) {
        return FunctionSpec.lazy(name)
                .argument("tensor", TENSOR, "the tensor")
                .returns(TENSOR)
                .fails(REFUSED);
    }

    /** A step that is appended to the program of the first argument; {@code TRY_} marks it. */
    private static Body lazily(Step step) {
        return call -> {
            Tensor result = TensorFunctions.then(call.tensor(0), step.of(call));
            return call.nullOnError() ? TensorFunctions.orNull(result) : result;
        };
    }

    /** The step that a call asks for. */
    @FunctionalInterface
    private interface Step extends Serializable {
        TensorOp of(Call call) throws MediaException;
    }

    private static FunctionSpec.Builder over(String name) {
        return FunctionSpec.reading(name).argument("tensor", TENSOR, "the tensor").fails(REFUSED);
    }

    private static TensorData read(Call call, int position)
            throws IOException, InvalidReferenceException {
        return read(call, call.tensor(position));
    }

    private static TensorData read(Call call, Tensor tensor)
            throws IOException, InvalidReferenceException {
        // What is made of it is about as large.
        call.admit(2 * Math.min(bytes(call, tensor), Long.MAX_VALUE / 2));
        return call.media().tensors().read(tensor);
    }

    /** An estimate; what a program makes says nothing of it where its shape is not known. */
    private static long bytes(Call call, Tensor tensor)
            throws IOException, InvalidReferenceException {
        ObjectRef ref = tensor.reference();
        return ref instanceof DerivedRef
                ? TensorFacts.of(tensor).bytes().orElse(0)
                : call.media().stores().open(ref).sizeBytes();
    }

    private static FunctionSpec reshape() {
        return step("TENSOR_RESHAPE")
                .description("Returns the same elements in another shape.")
                .argument(
                        "shape",
                        ARRAY(BIGINT()),
                        "the lengths of the dimensions; one can be -1, which stands for the length that remains")
                .example("TENSOR_RESHAPE(numbers, ARRAY[3, -1]).shape", "[3, 2]")
                .implementation(lazily(call -> new TensorOp.Reshape(longs(call, 1))));
    }

    private static FunctionSpec slice() {
        return step("TENSOR_SLICE")
                .description(
                        "Returns a box of a tensor, as `t[start:end, …]` in NumPy does. Only the box of a tensor in a store is read, so the tensor can be larger than memory.")
                .argument(
                        "starts",
                        ARRAY(BIGINT()),
                        "the first index for each of the first dimensions, from 0; negative numbers count from the end")
                .argument(
                        "ends",
                        ARRAY(BIGINT()),
                        "the index after the last one, for as many dimensions")
                .example(
                        "TENSOR_TO_ARRAY(TENSOR_SLICE(numbers, ARRAY[0, 1], ARRAY[2, 3]))",
                        "[2.0, 3.0, 5.0, 6.0]")
                .implementation(lazily(call -> new TensorOp.Slice(longs(call, 1), longs(call, 2))));
    }

    private static FunctionSpec cast() {
        return step("TENSOR_CAST")
                .description(
                        "Converts the elements to another element type. Integer types drop the fraction and wrap around.")
                .argument("dtype", STRING(), "`float32`, `uint8` …", DTYPE)
                .example("TENSOR_CAST(numbers, 'float16').dtype", "float16")
                .implementation(
                        lazily(call -> new TensorOp.Cast(TensorFunctions.dtype(call.text(1)))));
    }

    private static FunctionSpec normalize() {
        return step("TENSOR_NORMALIZE")
                .description(
                        "Divides float elements by their Euclidean norm. A tensor of zeros is unchanged.")
                .example(
                        "TENSOR_TO_ARRAY(TENSOR_NORMALIZE(TENSOR_FROM_ARRAY(ARRAY[3, 4])))",
                        "[0.6, 0.8]")
                .implementation(lazily(call -> new TensorOp.Normalise()));
    }

    private static List<Long> longs(Call call, int position) throws MediaException {
        return Arrays.stream(call.longs(position)).boxed().toList();
    }

    private static FunctionSpec stack() {
        return FunctionSpec.reading("TENSOR_STACK")
                .description("Tensors of one element type and shape in a new first dimension.")
                .argument("tensors", ARRAY(TENSOR), "at least one, none NULL")
                .returns(TENSOR)
                .fails(REFUSED)
                .example("TENSOR_STACK(ARRAY[numbers, numbers]).shape", "[2, 2, 3]")
                .implementation(
                        call -> {
                            List<TensorData> tensors = new ArrayList<>();
                            for (Tensor tensor : call.list(0, TensorType.TYPE)) {
                                tensors.add(read(call, tensor));
                            }
                            return TensorFunctions.put(
                                    call.media(), TensorFunctions.stack(tensors));
                        });
    }

    private static FunctionSpec arithmetic(Arithmetic arithmetic, String what, String result) {
        String name = "TENSOR_" + arithmetic;
        return over(name)
                .description(
                        what
                                + " of the elements of two tensors of one element type and shape; a tensor of one element counts for all. Integers wrap.")
                .argument("other", TENSOR, "the other one")
                .returns(TENSOR)
                .example("TENSOR_TO_ARRAY(" + name + "(numbers, numbers))", result)
                .implementation(
                        call ->
                                TensorFunctions.put(
                                        call.media(), arithmetic.of(read(call, 0), read(call, 1))));
    }

    /** A number of one tensor. */
    @FunctionalInterface
    private interface OfOne extends Serializable {
        double of(TensorData tensor) throws IOException;
    }

    /** A number of two tensors. */
    @FunctionalInterface
    private interface OfTwo extends Serializable {
        double of(TensorData tensor, TensorData other) throws IOException;
    }

    private static FunctionSpec ofOne(String name, String what, String result, OfOne number) {
        return over(name)
                .description(what)
                .returns(DOUBLE())
                .example(name + "(numbers)", result)
                .implementation(call -> number.of(read(call, 0)));
    }

    private static FunctionSpec ofTwo(String name, String what, String result, OfTwo number) {
        return over(name)
                .description(what)
                .argument("other", TENSOR, "the other one")
                .returns(DOUBLE())
                .example(name + "(numbers, numbers)", result)
                .implementation(call -> number.of(read(call, 0), read(call, 1)));
    }

    private static FunctionSpec norm() {
        return over("TENSOR_NORM")
                .description("Returns the norm of a tensor.")
                .optionalArgument(
                        "order",
                        INT(),
                        "2 for the Euclidean norm (the default), 1 for the sum of the absolute values",
                        Allowed.between(1, 2))
                .returns(DOUBLE())
                .example("TENSOR_NORM(numbers, 1)", "21.0000")
                .implementation(call -> TensorFunctions.norm(read(call, 0), call.integer(1, 2)));
    }

    private static FunctionSpec toArray() {
        return over("TENSOR_TO_ARRAY")
                .description(
                        "Returns the elements in C order (the last dimension varies fastest), for example for VECTOR_SEARCH.")
                .returns(ARRAY(FLOAT()))
                .example("TENSOR_TO_ARRAY(numbers)", "[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]")
                .implementation(call -> TensorFunctions.toArray(read(call, 0)));
    }

    private static FunctionSpec fromArray() {
        return FunctionSpec.reading("TENSOR_FROM_ARRAY")
                .description("A tensor of float32 with one dimension.")
                .argument("elements", ARRAY(FLOAT()), "none NULL")
                .returns(TENSOR)
                .fails(REFUSED)
                .example("TENSOR_FROM_ARRAY(ARRAY[1.5, 2.5]).shape", "[2]")
                .implementation(
                        call -> {
                            float[] elements = call.floats(0);
                            return TensorFunctions.put(
                                    call.media(), TensorData.of(elements, elements.length));
                        });
    }
}
