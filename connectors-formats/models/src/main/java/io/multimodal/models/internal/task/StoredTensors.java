// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.task;

import io.multimodal.media.MediaRuntime;
import io.multimodal.media.tensor.TensorData;
import io.multimodal.models.spi.ElementType;
import io.multimodal.models.spi.OutputTensor;
import io.multimodal.store.Payload;
import io.multimodal.types.DType;
import io.multimodal.types.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.Arrays;
import java.util.Optional;

/** Outputs of models as values of TENSOR. */
final class StoredTensors {
    private StoredTensors() {}

    /** The element type of a TENSOR that holds such elements; empty for strings. */
    static Optional<DType> dtype(ElementType type) {
        return switch (type) {
            case FLOAT -> Optional.of(DType.FLOAT32);
            case DOUBLE -> Optional.of(DType.FLOAT64);
            case INT8 -> Optional.of(DType.INT8);
            case INT16 -> Optional.of(DType.INT16);
            case INT32 -> Optional.of(DType.INT32);
            case INT64 -> Optional.of(DType.INT64);
            case UINT8 -> Optional.of(DType.UINT8);
            case BOOL -> Optional.of(DType.BOOL);
            case STRING -> Optional.empty();
        };
    }

    /** Puts an output into the store; small ones ride in the reference. Blocks. */
    static Tensor put(MediaRuntime media, OutputTensor output) throws IOException {
        long[] shape = Arrays.stream(output.shape()).asLongStream().toArray();
        TensorData data = TensorData.zeros(dtype(output.type()).orElseThrow(), shape);
        ByteBuffer target = data.elements();
        switch (output.type()) {
            case FLOAT -> target.asFloatBuffer().put(((FloatBuffer) output.elements()).duplicate());
            case DOUBLE ->
                    target.asDoubleBuffer().put(((DoubleBuffer) output.elements()).duplicate());
            case INT16 -> target.asShortBuffer().put(((ShortBuffer) output.elements()).duplicate());
            case INT32 -> target.asIntBuffer().put(((IntBuffer) output.elements()).duplicate());
            case INT64 -> target.asLongBuffer().put(((LongBuffer) output.elements()).duplicate());
            case INT8, UINT8, BOOL -> target.put(((ByteBuffer) output.elements()).duplicate());
            case STRING -> throw new IllegalStateException("A TENSOR holds no strings");
        }
        return Tensor.of(media.stores().put(Payload.of(data.object())), data.dtype(), data.shape());
    }
}
