// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.platform.Fp16Conversions;
import io.multimodal.models.internal.cuda.MemoryLock;
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
    private static final int PIECE = 1 << 13;

    private final ModelBinding binding;
    private final OnnxJavaType type;

    /** Bounded by what is converted at once: one batch for each lane. */
    private final NativeBuffers converted;

    /**
     * @param lock for the memory that a GPU copies from
     */
    InputTensors(ModelBinding binding, MemoryLock lock) {
        this.converted = new NativeBuffers(Long.MAX_VALUE, lock);
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

    /** Piece by piece through arrays, whose loops Java compiles well: a batch has millions. */
    private void write(FloatBuffer rows, ByteBuffer target) {
        if (type == OnnxJavaType.FLOAT) {
            target.asFloatBuffer().put(rows.duplicate());
            target.position(target.position() + rows.remaining() * Float.BYTES);
            return;
        }
        float[] values = new float[Math.min(PIECE, rows.remaining())];
        while (rows.hasRemaining()) {
            int count = Math.min(values.length, rows.remaining());
            rows.get(values, 0, count);
            switch (type) {
                case FLOAT16 -> halves(values, count, target);
                case UINT8 -> bytes(values, count, 0, 255, target);
                case INT8 -> bytes(values, count, Byte.MIN_VALUE, Byte.MAX_VALUE, target);
                default -> each(values, count, target);
            }
        }
    }

    private static void halves(float[] values, int count, ByteBuffer target) {
        short[] halves = new short[count];
        for (int i = 0; i < count; i++) {
            halves[i] = Fp16Conversions.floatToFp16(values[i]);
        }
        target.asShortBuffer().put(halves);
        target.position(target.position() + count * Short.BYTES);
    }

    private static void bytes(float[] values, int count, int least, int most, ByteBuffer target) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) within(values[i], least, most);
        }
        target.put(bytes);
    }

    private void each(float[] values, int count, ByteBuffer target) {
        for (int i = 0; i < count; i++) {
            float value = values[i];
            switch (type) {
                case DOUBLE -> target.putDouble(value);
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
