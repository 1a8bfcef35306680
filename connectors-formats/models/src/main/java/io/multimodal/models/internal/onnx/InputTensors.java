// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.platform.Fp16Conversions;
import io.multimodal.models.runtime.NativeBuffers;
import io.multimodal.models.spi.ModelBinding;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Makes a model's input of rows of floats: in the element type that the model takes, and as many
 * rows as it wants. Floats of as many rows are taken as they are. Thread-safe.
 */
final class InputTensors implements AutoCloseable {
    private final ModelBinding binding;
    private final OnnxJavaType type;

    /** Bounded by what is converted at once: one batch for each lane. */
    private final NativeBuffers converted = new NativeBuffers(Long.MAX_VALUE);

    InputTensors(ModelBinding binding) {
        this.binding = binding;
        this.type = OnnxJavaType.valueOf(binding.input().dtype());
    }

    /** An input until it is closed. */
    record Input(OnnxTensor tensor, NativeBuffers.Lease memory) implements AutoCloseable {
        @Override
        public void close() {
            tensor.close();
            if (memory != null) {
                memory.close();
            }
        }
    }

    Input of(OrtEnvironment environment, FloatBuffer rows, long[] shape)
            throws OrtException, InterruptedException {
        long[] ofRun = shape.clone();
        ofRun[0] = binding.rowsOfRun((int) shape[0]);
        long[] declared =
                binding.batchRows() == ModelBinding.NO_BATCH
                        ? Arrays.copyOfRange(ofRun, 1, ofRun.length)
                        : ofRun;
        if (type == OnnxJavaType.FLOAT && ofRun[0] == shape[0]) {
            return new Input(OnnxTensor.createTensor(environment, rows, declared), null);
        }
        int elements = Math.toIntExact(Arrays.stream(ofRun).reduce(1, Math::multiplyExact));
        int bytes = Math.multiplyExact(elements, type.size);
        NativeBuffers.Lease memory = converted.acquire((bytes + Float.BYTES - 1) / Float.BYTES);
        boolean done = false;
        try {
            ByteBuffer target = memory.bytes(bytes);
            write(rows.duplicate(), target);
            while (target.hasRemaining()) {
                target.put((byte) 0);
            }
            Input input =
                    new Input(
                            OnnxTensor.createTensor(environment, target.flip(), declared, type),
                            memory);
            done = true;
            return input;
        } finally {
            if (!done) {
                memory.close();
            }
        }
    }

    private void write(FloatBuffer rows, ByteBuffer target) {
        while (rows.hasRemaining()) {
            float value = rows.get();
            switch (type) {
                case FLOAT -> target.putFloat(value);
                case FLOAT16 -> target.putShort(Fp16Conversions.floatToFp16(value));
                case DOUBLE -> target.putDouble(value);
                case UINT8 -> target.put((byte) within(value, 0, 255));
                case INT8 -> target.put((byte) within(value, Byte.MIN_VALUE, Byte.MAX_VALUE));
                case INT16 ->
                        target.putShort((short) within(value, Short.MIN_VALUE, Short.MAX_VALUE));
                case INT32 -> target.putInt(Math.round(value));
                case INT64 -> target.putLong(Math.round(value));
                default -> throw new IllegalStateException("No input is made of type " + type);
            }
        }
    }

    private static int within(float value, int least, int most) {
        return Math.max(least, Math.min(most, Math.round(value)));
    }

    /** Frees what is idle. */
    @Override
    public void close() {
        converted.close();
    }
}
