// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.tensor;

import io.multimodal.annotation.Public;
import io.multimodal.types.DType;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.util.Arrays;

/** Computes tensors of tensors in memory. Thread-safe; nothing blocks. */
@Public
public final class TensorMath {
    private TensorMath() {}

    /**
     * A tensor of zeros.
     *
     * @throws MediaException INVALID_ARGUMENT if a length is negative, or they are too many for
     *     memory
     */
    public static TensorData zeros(DType dtype, long... shape) throws MediaException {
        for (long length : shape) {
            if (length < 0) {
                throw new MediaException(
                        ErrorCode.INVALID_ARGUMENT,
                        "The lengths of a tensor's dimensions are not negative: "
                                + Arrays.toString(shape));
            }
        }
        try {
            return TensorData.zeros(dtype, shape);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new MediaException(
                    ErrorCode.INVALID_ARGUMENT, "Such a tensor cannot be: " + e.getMessage());
        }
    }

    /** The same numbers of another element type, as a cast in C makes them: integers wrap. */
    public static TensorData cast(TensorData tensor, DType dtype) throws MediaException {
        TensorData result = zeros(dtype, tensor.shape());
        boolean whole = !dtype.isFloat() && dtype != DType.BOOL;
        boolean exact = whole && !tensor.dtype().isFloat();
        for (int i = 0; i < result.size(); i++) {
            if (exact) {
                result.setLong(i, tensor.getLong(i));
            } else {
                result.set(i, tensor.get(i));
            }
        }
        return result;
    }

    /**
     * A tensor of floats divided by its norm: of length 1. Zeros stay zeros.
     *
     * @throws MediaException REFUSED if the elements are no floats
     */
    public static TensorData normalise(TensorData tensor) throws MediaException {
        if (!tensor.dtype().isFloat()) {
            throw new MediaException(
                    ErrorCode.REFUSED,
                    "Floats can be normalised, not "
                            + tensor.dtype()
                            + "; TENSOR_CAST makes floats");
        }
        double norm = Math.sqrt(sumOfSquares(tensor));
        TensorData result = zeros(tensor.dtype(), tensor.shape());
        for (int i = 0; i < result.size(); i++) {
            result.set(i, norm == 0 ? 0 : tensor.get(i) / norm);
        }
        return result;
    }

    /** The square of the length. */
    public static double sumOfSquares(TensorData tensor) {
        double sum = 0;
        for (int i = 0; i < tensor.size(); i++) {
            double value = tensor.get(i);
            sum += value * value;
        }
        return sum;
    }
}
