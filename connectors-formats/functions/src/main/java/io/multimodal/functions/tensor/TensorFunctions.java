// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions.tensor;

import io.multimodal.functions.spec.Call;
import io.multimodal.media.MediaRuntime;
import io.multimodal.media.tensor.TensorData;
import io.multimodal.media.tensor.TensorMath;
import io.multimodal.store.Payload;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.DType;
import io.multimodal.types.MediaValue;
import io.multimodal.types.Tensor;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.TensorFacts;
import io.multimodal.types.program.TensorOp;
import io.multimodal.types.program.TensorProgram;
import io.multimodal.types.program.TensorSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;

/**
 * Functions over tensors. {@link #then} and {@link #of} are lazy: they read nothing. What is
 * computed is in memory; {@link MediaRuntime#tensors} and {@link #put} lead there and back.
 * Thread-safe; {@code put} blocks.
 */
public final class TensorFunctions {
    private TensorFunctions() {}

    /** Puts a tensor into the store that new objects go to; small ones ride in the reference. */
    public static Tensor put(MediaRuntime media, TensorData data) throws IOException {
        return Tensor.of(media.stores().put(Payload.of(data.object())), data.dtype(), data.shape());
    }

    /**
     * A tensor of bare elements.
     *
     * @param bytes the elements in the order of C, little-endian
     */
    public static TensorData ofElements(byte[] bytes, String dtype, long... shape)
            throws MediaException {
        TensorData tensor = TensorMath.zeros(dtype(dtype), shape);
        if (tensor.elements().capacity() != bytes.length) {
            throw Call.refused(
                    "A tensor of %s and shape %s takes %d bytes, these are %d"
                            .formatted(
                                    dtype,
                                    Arrays.toString(shape),
                                    tensor.elements().capacity(),
                                    bytes.length));
        }
        tensor.elements().put(bytes);
        return tensor;
    }

    /**
     * The tensor with one step more: nothing is read. Of the result is known what can be worked
     * out.
     *
     * @throws MediaException REFUSED or INVALID_ARGUMENT if the step cannot be done with a tensor
     *     of its element type and shape
     */
    public static Tensor then(Tensor tensor, TensorOp op)
            throws MediaException, InvalidReferenceException {
        ObjectRef ref = tensor.reference();
        TensorFacts known = TensorFacts.of(tensor);
        TensorProgram program = TensorProgram.of(ref);
        TensorProgram longer = program.then(op, known);
        return longer.equals(program)
                ? tensor
                : TensorProgram.after(op, known).tensor(longer.applyTo(ref));
    }

    /** The tensor that a program makes of a medium: nothing is read. */
    public static Tensor of(MediaValue medium, TensorSource source, TensorFacts known)
            throws MediaException, InvalidReferenceException {
        return known.tensor(TensorProgram.of(source).applyTo(medium.reference()));
    }

    /** The same tensor, marked to be NULL instead of an error where it fails later. */
    public static Tensor orNull(Tensor tensor) throws MediaException, InvalidReferenceException {
        ObjectRef ref = tensor.reference();
        TensorProgram program = TensorProgram.of(ref);
        return program.nullOnError()
                ? tensor
                : TensorFacts.of(tensor).tensor(program.orNull().applyTo(ref));
    }

    /** Tensors of one element type and shape, one behind the other in a new first dimension. */
    public static TensorData stack(List<TensorData> tensors) throws MediaException {
        if (tensors.isEmpty()) {
            throw Call.refused("No tensors cannot be stacked: their shape is not known");
        }
        TensorData first = tensors.get(0);
        long[] shape = new long[first.shape().length + 1];
        shape[0] = tensors.size();
        System.arraycopy(first.shape(), 0, shape, 1, shape.length - 1);
        TensorData result = TensorMath.zeros(first.dtype(), shape);
        ByteBuffer output = result.elements();
        for (TensorData tensor : tensors) {
            if (tensor.dtype() != first.dtype() || !Arrays.equals(tensor.shape(), first.shape())) {
                throw Call.refused(
                        "Tensors that are stacked are alike, these are %s of %s and %s of %s"
                                .formatted(
                                        first.dtype(),
                                        Arrays.toString(first.shape()),
                                        tensor.dtype(),
                                        Arrays.toString(tensor.shape())));
            }
            output.put(tensor.elements());
        }
        return result;
    }

    /** The sum of the products of the elements of two tensors of one shape. */
    public static double dot(TensorData a, TensorData b) throws MediaException {
        if (!Arrays.equals(a.shape(), b.shape())) {
            throw Call.refused(
                    "Tensors of shape %s and %s have no dot product: they have one shape"
                            .formatted(Arrays.toString(a.shape()), Arrays.toString(b.shape())));
        }
        double sum = 0;
        for (int i = 0; i < a.size(); i++) {
            sum += a.get(i) * b.get(i);
        }
        return sum;
    }

    /** The cosine of the angle between two tensors, -1 to 1; not a number where one is zero. */
    public static double cosine(TensorData a, TensorData b) throws MediaException {
        return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
    }

    /**
     * How long a tensor is.
     *
     * @param order 1 for the sum of the absolute values, 2 for the length
     */
    public static double norm(TensorData tensor, int order) throws MediaException {
        if (order != 1 && order != 2) {
            throw Call.invalid("A norm is of order 1 or 2, not " + order);
        }
        if (order == 2) {
            return Math.sqrt(TensorMath.sumOfSquares(tensor));
        }
        double sum = 0;
        for (int i = 0; i < tensor.size(); i++) {
            sum += Math.abs(tensor.get(i));
        }
        return sum;
    }

    /** The least element; not a number if an element is not a number. */
    public static double min(TensorData tensor) throws MediaException {
        return over(tensor, Math::min);
    }

    /** The greatest element; not a number if an element is not a number. */
    public static double max(TensorData tensor) throws MediaException {
        return over(tensor, Math::max);
    }

    /** The average of the elements. */
    public static double mean(TensorData tensor) throws MediaException {
        return over(tensor, Double::sum) / tensor.size();
    }

    private static double over(TensorData tensor, DoubleBinaryOperator operator)
            throws MediaException {
        if (tensor.size() == 0) {
            throw Call.refused("A tensor without elements has no least, greatest or average one");
        }
        double result = tensor.get(0);
        for (int i = 1; i < tensor.size(); i++) {
            result = operator.applyAsDouble(result, tensor.get(i));
        }
        return result;
    }

    /** The elements in the order of C. */
    public static float[] toArray(TensorData tensor) {
        float[] values = new float[tensor.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) tensor.get(i);
        }
        return values;
    }

    /**
     * The element type of a name.
     *
     * @throws MediaException INVALID_ARGUMENT if there is none
     */
    public static DType dtype(String name) throws MediaException {
        try {
            return DType.named(name);
        } catch (IllegalArgumentException e) {
            throw Call.invalid(e.getMessage());
        }
    }
}
