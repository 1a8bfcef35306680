// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.multimodal.models.internal.cuda.MemoryLock;
import io.multimodal.models.runtime.batch.FloatElements;
import io.multimodal.models.runtime.batch.NativeBuffers;
import io.multimodal.models.spi.ElementType;
import io.multimodal.models.spi.InputTensor;
import io.multimodal.models.spi.ModelBinding;
import io.multimodal.models.spi.ModelSignature;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Makes one of a model's inputs of rows: in the element type that the model takes, and as many rows
 * as it wants. Rows of that type, as many as that, are taken as they are; floats are converted to
 * any type. Thread-safe.
 */
final class InputTensors implements AutoCloseable {
    private final ModelBinding binding;
    private final OnnxJavaType type;

    /** Bounded by what is converted at once: one batch for each lane. */
    private final NativeBuffers converted;

    /**
     * @param input of the model
     * @param lock for the memory that a GPU copies from
     */
    InputTensors(ModelSignature.Tensor input, ModelBinding binding, MemoryLock lock) {
        this.converted = new NativeBuffers(Long.MAX_VALUE, lock);
        this.binding = binding;
        this.type = OnnxJavaType.valueOf(input.dtype());
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

    /** The input of rows of any type; those that are not floats have the model's type. */
    Input of(OrtEnvironment environment, InputTensor rows)
            throws OrtException, InterruptedException {
        if (rows.type() == ElementType.FLOAT) {
            return of(environment, rows.floats(), rows.shape());
        }
        if (!type.name().equals(rows.type().name())) {
            throw new IllegalStateException(
                    "The task prepares " + rows + " for an input of type " + type);
        }
        long[] ofRun = ofRun(rows.shape());
        if (ofRun[0] == rows.shape()[0]) {
            return new Input(
                    OnnxTensor.createTensor(environment, rows.elements(), declared(ofRun), type),
                    null);
        }
        return filled(environment, ofRun, target -> target.put(rows.elements().duplicate()));
    }

    private long[] ofRun(long... shape) {
        long[] ofRun = shape.clone();
        ofRun[0] = binding.rowsOfRun((int) shape[0]);
        return ofRun;
    }

    private long[] declared(long... ofRun) {
        return binding.batchRows() == ModelBinding.NO_BATCH
                ? Arrays.copyOfRange(ofRun, 1, ofRun.length)
                : ofRun;
    }

    /** The input of rows of floats. */
    Input of(OrtEnvironment environment, FloatBuffer rows, long[] shape)
            throws OrtException, InterruptedException {
        long[] ofRun = ofRun(shape);
        if (type == OnnxJavaType.FLOAT && ofRun[0] == shape[0]) {
            return new Input(OnnxTensor.createTensor(environment, rows, declared(ofRun)), null);
        }
        return filled(environment, ofRun, target -> FloatElements.write(rows, type.name(), target));
    }

    /** An input in memory of its own, with zeros behind what the writer writes. */
    private Input filled(OrtEnvironment environment, long[] ofRun, Consumer<ByteBuffer> writer)
            throws OrtException, InterruptedException {
        int elements = Math.toIntExact(Arrays.stream(ofRun).reduce(1, Math::multiplyExact));
        int bytes = Math.multiplyExact(elements, type.size);
        NativeBuffers.Lease memory = converted.acquire((bytes + Float.BYTES - 1) / Float.BYTES);
        boolean done = false;
        try {
            ByteBuffer target = memory.bytes(bytes);
            writer.accept(target);
            while (target.hasRemaining()) {
                target.put((byte) 0);
            }
            Input input =
                    new Input(
                            OnnxTensor.createTensor(
                                    environment, target.flip(), declared(ofRun), type),
                            memory);
            done = true;
            return input;
        } finally {
            if (!done) {
                memory.close();
            }
        }
    }

    /** Frees what is idle. */
    @Override
    public void close() {
        converted.close();
    }
}
