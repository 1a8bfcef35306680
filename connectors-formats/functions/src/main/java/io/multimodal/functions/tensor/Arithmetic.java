// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions.tensor;

import io.multimodal.functions.spec.Call;
import io.multimodal.media.tensor.TensorData;
import io.multimodal.media.tensor.TensorMath;
import io.multimodal.types.DType;
import io.multimodal.types.failure.MediaException;
import java.util.Arrays;

/**
 * What is done element by element, as NumPy does it: integers wrap, and become float64 where they
 * are divided.
 */
public enum Arithmetic {
    ADD {
        @Override
        double of(double a, double b) {
            return a + b;
        }

        @Override
        long of(long a, long b) {
            return a + b;
        }
    },
    SUBTRACT {
        @Override
        double of(double a, double b) {
            return a - b;
        }

        @Override
        long of(long a, long b) {
            return a - b;
        }
    },
    MULTIPLY {
        @Override
        double of(double a, double b) {
            return a * b;
        }

        @Override
        long of(long a, long b) {
            return a * b;
        }
    },
    DIVIDE {
        @Override
        double of(double a, double b) {
            return a / b;
        }

        @Override
        long of(long a, long b) {
            throw new IllegalStateException("Integers are divided as float64");
        }
    };

    abstract double of(double a, double b);

    abstract long of(long a, long b);

    /**
     * The result for two tensors of one element type and one shape; one of them may have a single
     * element, which counts for all.
     *
     * @throws MediaException REFUSED if they are not alike
     */
    public TensorData of(TensorData a, TensorData b) throws MediaException {
        if (a.dtype() != b.dtype() || a.dtype() == DType.BOOL) {
            throw Call.refused(
                    "Tensors of %s and %s cannot be computed with; TENSOR_CAST gives both one element type, of numbers"
                            .formatted(a.dtype(), b.dtype()));
        } else if (!Arrays.equals(a.shape(), b.shape()) && a.size() != 1 && b.size() != 1) {
            throw Call.refused(
                    "Tensors of shape %s and %s cannot be computed with: they have one shape, or one has one element"
                            .formatted(Arrays.toString(a.shape()), Arrays.toString(b.shape())));
        }
        boolean whole = !a.dtype().isFloat();
        DType dtype = whole && this == DIVIDE ? DType.FLOAT64 : a.dtype();
        boolean second = a.size() == 1 && (b.size() != 1 || b.shape().length > a.shape().length);
        TensorData result = TensorMath.zeros(dtype, (second ? b : a).shape());
        int stepA = a.size() == 1 ? 0 : 1;
        int stepB = b.size() == 1 ? 0 : 1;
        for (int i = 0; i < result.size(); i++) {
            if (whole && this != DIVIDE) {
                result.setLong(i, of(a.getLong(i * stepA), b.getLong(i * stepB)));
            } else {
                result.set(i, of(a.get(i * stepA), b.get(i * stepB)));
            }
        }
        return result;
    }
}
