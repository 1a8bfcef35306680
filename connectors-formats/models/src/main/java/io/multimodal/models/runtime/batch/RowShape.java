// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.runtime.batch;

import io.multimodal.models.spi.InputShape;
import io.multimodal.models.spi.InputTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The shapes of the inputs of a row, without the batch, as a key; and where they lie in memory: one
 * after the other, each from a multiple of eight bytes on.
 *
 * @param inputs at least one
 */
public record RowShape(List<InputShape> inputs) {
    private static final int ALIGNMENT = Long.BYTES;

    public RowShape {
        inputs = List.copyOf(inputs);
    }

    /** One input of floats. */
    static RowShape of(int... lengths) {
        return new RowShape(List.of(InputShape.floats(lengths)));
    }

    /** The size of a row. */
    long bytes() {
        return bytes(1);
    }

    private long bytes(int rows) {
        if (inputs.size() == 1) {
            return Math.multiplyExact(inputs.get(0).bytes(), (long) rows);
        }
        long bytes = 0;
        for (InputShape input : inputs) {
            bytes = Math.addExact(bytes, aligned(Math.multiplyExact(input.bytes(), (long) rows)));
        }
        return bytes;
    }

    private static long aligned(long bytes) {
        return Math.addExact(bytes, ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    /**
     * The size of so many rows in floats, rounded up.
     *
     * @throws ArithmeticException if a buffer cannot be so large
     */
    public int floats(int rows) {
        int bytes = Math.toIntExact(aligned(bytes(rows)));
        return inputs.size() == 1
                ? (Math.toIntExact(bytes(rows)) + Float.BYTES - 1) / Float.BYTES
                : bytes / Float.BYTES;
    }

    /** The parts of memory that so many rows have, one for each input. */
    public List<ByteBuffer> parts(NativeBuffers.Lease memory, int rows) {
        ByteBuffer all = memory.bytes(Math.toIntExact(bytes(rows)));
        List<ByteBuffer> parts = new ArrayList<>(inputs.size());
        int from = 0;
        for (InputShape input : inputs) {
            int length = Math.toIntExact(input.bytes() * rows);
            parts.add(all.slice(from, length).order(ByteOrder.nativeOrder()));
            from += Math.toIntExact(aligned(length));
        }
        return parts;
    }

    /** The inputs that so many rows are, in memory that they have filled. */
    List<InputTensor> tensors(NativeBuffers.Lease memory, int rows) {
        List<ByteBuffer> parts = parts(memory, rows);
        List<InputTensor> tensors = new ArrayList<>(inputs.size());
        for (int i = 0; i < parts.size(); i++) {
            InputShape input = inputs.get(i);
            tensors.add(new InputTensor(input.type(), parts.get(i), ofRows(input, rows)));
        }
        return tensors;
    }

    private static long[] ofRows(InputShape input, int rows) {
        long[] shape = new long[input.lengths().size() + 1];
        shape[0] = rows;
        for (int i = 1; i < shape.length; i++) {
            shape[i] = input.lengths().get(i - 1);
        }
        return shape;
    }

    /** For messages. */
    @Override
    public String toString() {
        return inputs.toString();
    }
}
