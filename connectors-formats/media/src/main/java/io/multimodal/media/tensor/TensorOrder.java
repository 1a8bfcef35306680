// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.tensor;

import io.multimodal.annotation.Public;
import java.nio.ByteBuffer;

/**
 * The order of a tensor's elements in its object, and of the bytes in an element.
 *
 * @param columnMajor whether the first dimension varies fastest, as in Fortran
 * @param bigEndian whether the first byte of an element is the most significant one
 */
@Public
public record TensorOrder(boolean columnMajor, boolean bigEndian) {
    /** The order of C, little-endian: the one that is written. */
    public static final TensorOrder PLAIN = new TensorOrder(false, false);

    /**
     * A copy of lengths or coordinates, beginning with the dimension that varies slowest in the
     * object.
     */
    public long[] slowestFirst(long[] dimensions) {
        long[] stored = dimensions.clone();
        for (int d = 0; columnMajor && d < stored.length; d++) {
            stored[d] = dimensions[dimensions.length - 1 - d];
        }
        return stored;
    }

    /**
     * Copies elements in this order to the plain one.
     *
     * @param stored as many elements as the shape has, from index 0; its position is ignored
     * @param elementBytes the size of an element in bytes
     * @param shape of the tensor, or of the box of it, that the elements are
     * @param target receives the elements from its position, which advances
     */
    public void copy(ByteBuffer stored, int elementBytes, long[] shape, ByteBuffer target) {
        long[] at = new long[shape.length];
        int elements = target.remaining() / elementBytes;
        for (int i = 0; i < elements; i++) {
            int from = columnMajor ? columnMajorIndex(at, shape) : i;
            for (int b = 0; b < elementBytes; b++) {
                int part = bigEndian ? elementBytes - 1 - b : b;
                target.put(stored.get(from * elementBytes + part));
            }
            advance(at, shape);
        }
    }

    private static int columnMajorIndex(long[] at, long[] shape) {
        long index = 0;
        for (int d = shape.length - 1; d >= 0; d--) {
            index = index * shape[d] + at[d];
        }
        return (int) index;
    }

    private static void advance(long[] at, long[] shape) {
        for (int d = at.length - 1; d >= 0 && ++at[d] == shape[d]; d--) {
            at[d] = 0;
        }
    }
}
