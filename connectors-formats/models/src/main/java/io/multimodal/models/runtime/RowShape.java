// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.runtime;

import java.util.List;

/**
 * The shape of a row, without the batch, as a key.
 *
 * @param lengths of its dimensions
 */
record RowShape(List<Integer> lengths) {
    RowShape {
        lengths = List.copyOf(lengths);
    }

    static RowShape of(int... lengths) {
        return new RowShape(java.util.Arrays.stream(lengths).boxed().toList());
    }

    /** The size of a row of floats. */
    long bytes() {
        long bytes = Float.BYTES;
        for (int length : lengths) {
            bytes = Math.multiplyExact(bytes, length);
        }
        return bytes;
    }

    /** The number of floats of a row. */
    int elements() {
        return Math.toIntExact(bytes() / Float.BYTES);
    }

    /** The shape of so many rows. */
    long[] ofRows(int rows) {
        long[] shape = new long[lengths.size() + 1];
        shape[0] = rows;
        for (int i = 0; i < lengths.size(); i++) {
            shape[i + 1] = lengths.get(i);
        }
        return shape;
    }
}
