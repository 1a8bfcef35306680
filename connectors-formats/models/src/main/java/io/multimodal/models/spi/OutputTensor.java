// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.spi;

import io.multimodal.annotation.Public;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.Arrays;

/**
 * One output of a model, of one row or of a batch, on the heap.
 *
 * @param type of its elements
 * @param elements in row-major order: the buffer of the type from position 0 to its limit, bytes
 *     for BOOL and UINT8; an array for STRING
 * @param shape of one row without the batch dimension
 */
@Public
@SuppressWarnings("ArrayRecordComponent") // Made once a row and read at once.
public record OutputTensor(ElementType type, Object elements, int[] shape) {
    /**
     * The part of one row of a batch; a view.
     *
     * @param row the index of the row, from 0
     */
    public OutputTensor row(int row) {
        int length = size() / shape[0];
        int from = row * length;
        Object part =
                elements instanceof Buffer buffer
                        ? buffer.slice(from, length)
                        : Arrays.copyOfRange((String[]) elements, from, from + length);
        return new OutputTensor(type, part, Arrays.copyOfRange(shape, 1, shape.length));
    }

    /** The number of elements. */
    public int size() {
        return elements instanceof Buffer buffer ? buffer.limit() : ((String[]) elements).length;
    }

    /** The length of a dimension. */
    public int dimension(int index) {
        return shape[index];
    }

    /** An element of a floating type, or an integer one. */
    public double number(int index) {
        return switch (type) {
            case FLOAT -> ((FloatBuffer) elements).get(index);
            case DOUBLE -> ((DoubleBuffer) elements).get(index);
            default -> integer(index);
        };
    }

    /** An element of an integer type; 1 and 0 of a BOOL. */
    public long integer(int index) {
        return switch (type) {
            case INT8 -> ((ByteBuffer) elements).get(index);
            case UINT8, BOOL -> ((ByteBuffer) elements).get(index) & 0xff;
            case INT16 -> ((ShortBuffer) elements).get(index);
            case INT32 -> ((IntBuffer) elements).get(index);
            case INT64 -> ((LongBuffer) elements).get(index);
            case FLOAT, DOUBLE, STRING ->
                    throw new IllegalStateException(
                            "Elements of type " + type + " are not integers");
        };
    }

    /** An element of a STRING. */
    public String text(int index) {
        return ((String[]) elements)[index];
    }

    /** The elements of a FLOAT or DOUBLE as floats. */
    public FloatBuffer floats() {
        if (elements instanceof FloatBuffer floats) {
            return floats;
        }
        FloatBuffer copy = FloatBuffer.allocate(size());
        for (int i = 0; i < size(); i++) {
            copy.put(i, (float) number(i));
        }
        return copy;
    }

    @Override
    public String toString() {
        return type + Arrays.toString(shape);
    }
}
