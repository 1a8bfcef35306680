// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions.tensor;

import io.multimodal.functions.spec.Call;
import io.multimodal.media.MediaRuntime;
import io.multimodal.media.content.ArrayHandle;
import io.multimodal.media.tensor.TensorData;
import io.multimodal.store.Payload;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.types.DType;
import io.multimodal.types.Tensor;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;

/**
 * Functions over tensors. What is computed is in memory; {@link #read} and {@link #put} lead there
 * and back. Thread-safe; {@code read} and {@code put} block.
 */
public final class TensorFunctions {
    private TensorFunctions() {}

    /** The tensor behind a value, of at most {@code multimodal.limits.bytes}. */
    public static TensorData read(MediaRuntime media, Tensor tensor)
            throws IOException, InvalidReferenceException {
        return TensorData.read(media.stores().read(tensor.reference(), media.limits().maxBytes()));
    }

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
        TensorData tensor = zeros(dtype(dtype), shape);
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
     * The same elements in another shape.
     *
     * @param shape of which one length may be -1: what is left over
     */
    public static TensorData reshape(TensorData tensor, long... shape) throws MediaException {
        long[] whole = shape.clone();
        long known = 1;
        int open = -1;
        for (int i = 0; i < shape.length; i++) {
            if (shape[i] == -1 && open < 0) {
                open = i;
            } else {
                known = Math.multiplyHigh(known, shape[i]) == 0 ? known * shape[i] : -1;
            }
        }
        if (open >= 0 && known > 0) {
            whole[open] = tensor.size() / known;
            known *= whole[open];
        }
        if (known != tensor.size()) {
            throw Call.refused(
                    "A tensor of shape %s has %d elements, which do not make one of shape %s"
                            .formatted(
                                    Arrays.toString(tensor.shape()),
                                    tensor.size(),
                                    Arrays.toString(shape)));
        }
        return tensor.reshaped(whole);
    }

    /**
     * A box of a tensor, as {@code t[start:end, …]} in NumPy. Of the object no more is read, so
     * that it may be larger than memory.
     *
     * @param starts of the first dimensions; negative ones count from the end
     * @param ends behind the last element, of as many dimensions; negative ones count from the end,
     *     and what lies beyond it is cut off
     */
    public static TensorData slice(MediaRuntime media, Tensor tensor, long[] starts, long[] ends)
            throws IOException, InvalidReferenceException {
        return new TensorSlice(media.stores().open(tensor.reference()), starts, ends)
                .read(media.limits().maxBytes());
    }

    /** The same of a tensor in memory. */
    public static TensorData slice(TensorData tensor, long[] starts, long[] ends)
            throws IOException {
        return new TensorSlice(new ArrayHandle(tensor.object()), starts, ends).read(Long.MAX_VALUE);
    }

    /** The same numbers of another element type, as a cast in C makes them: integers wrap. */
    public static TensorData cast(TensorData tensor, DType dtype) throws MediaException {
        TensorData result = zeros(dtype, tensor.shape());
        boolean whole = !Arithmetic.FLOATS.contains(dtype) && dtype != DType.BOOL;
        boolean exact = whole && !Arithmetic.FLOATS.contains(tensor.dtype());
        for (int i = 0; i < result.size(); i++) {
            if (exact) {
                result.setLong(i, tensor.getLong(i));
            } else {
                result.set(i, tensor.get(i));
            }
        }
        return result;
    }

    /** A tensor of floats divided by its norm: of length 1. Zeros stay zeros. */
    public static TensorData normalize(TensorData tensor) throws MediaException {
        if (!Arithmetic.FLOATS.contains(tensor.dtype())) {
            throw Call.refused(
                    "Floats can be normalised, not "
                            + tensor.dtype()
                            + "; TENSOR_CAST makes floats");
        }
        double norm = norm(tensor, 2);
        TensorData result = zeros(tensor.dtype(), tensor.shape());
        for (int i = 0; i < result.size(); i++) {
            result.set(i, norm == 0 ? 0 : tensor.get(i) / norm);
        }
        return result;
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
        TensorData result = zeros(first.dtype(), shape);
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
        double sum = 0;
        for (int i = 0; i < tensor.size(); i++) {
            double value = tensor.get(i);
            sum += order == 1 ? Math.abs(value) : value * value;
        }
        return order == 1 ? sum : Math.sqrt(sum);
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

    /**
     * A tensor of zeros.
     *
     * @throws MediaException INVALID_ARGUMENT if a length is negative, or they are too many for
     *     memory
     */
    public static TensorData zeros(DType dtype, long... shape) throws MediaException {
        for (long length : shape) {
            if (length < 0) {
                throw Call.invalid(
                        "The lengths of a tensor's dimensions are not negative: "
                                + Arrays.toString(shape));
            }
        }
        try {
            return TensorData.zeros(dtype, shape);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw Call.invalid("Such a tensor cannot be: " + e.getMessage());
        }
    }
}
