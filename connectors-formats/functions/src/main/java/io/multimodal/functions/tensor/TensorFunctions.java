// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions.tensor;

import io.multimodal.functions.spec.Call;
import io.multimodal.functions.spec.Puts;
import io.multimodal.media.OpenMedia;
import io.multimodal.media.TensorData;
import io.multimodal.store.InvalidReferenceException;
import io.multimodal.types.DType;
import io.multimodal.types.Tensor;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.util.Arrays;

/**
 * Functions over tensors. What is computed is in memory; {@link #read} and {@link #put} lead there
 * and back. Thread-safe; {@code read} and {@code put} block.
 */
public final class TensorFunctions {
    private TensorFunctions() {}

    /** The tensor behind a value, of at most {@code multimodal.limits.bytes}. */
    public static TensorData read(OpenMedia media, Tensor tensor)
            throws IOException, InvalidReferenceException {
        return TensorData.read(media.stores().read(tensor.reference(), media.limits().maxBytes()));
    }

    /** Puts a tensor into the store that new objects go to; small ones ride in the reference. */
    public static Tensor put(OpenMedia media, TensorData data) throws IOException {
        return Tensor.of(Puts.put(media, data.object()), data.dtype(), data.shape());
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

    static DType dtype(String name) throws MediaException {
        try {
            return DType.named(name);
        } catch (IllegalArgumentException e) {
            throw Call.refused(e.getMessage());
        }
    }

    static TensorData zeros(DType dtype, long... shape) throws MediaException {
        for (long length : shape) {
            if (length < 0) {
                throw Call.refused(
                        "The lengths of a tensor's dimensions are not negative: "
                                + Arrays.toString(shape));
            }
        }
        try {
            return TensorData.zeros(dtype, shape);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw Call.refused("Such a tensor cannot be: " + e.getMessage());
        }
    }
}
