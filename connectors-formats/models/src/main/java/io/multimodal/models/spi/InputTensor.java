// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.spi;

import io.multimodal.annotation.Public;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * One input of a model for a batch.
 *
 * @param type of the elements, as the task prepared them; FLOAT also where the model takes FLOAT16
 * @param elements direct, native order, from position 0 to the limit; one row after the other
 * @param shape with the number of rows first
 */
@Public
@SuppressWarnings("ArrayRecordComponent") // Made once a batch and read at once.
public record InputTensor(ElementType type, ByteBuffer elements, long[] shape) {
    /**
     * The elements of a FLOAT; a view.
     *
     * @throws IllegalStateException if they have another type
     */
    public FloatBuffer floats() {
        if (type != ElementType.FLOAT) {
            throw new IllegalStateException("Elements of type " + type + " are not floats");
        }
        return elements.duplicate().order(ByteOrder.nativeOrder()).asFloatBuffer();
    }

    /** For messages: {@code INT64[4, 128]}. */
    @Override
    public String toString() {
        return type + Arrays.toString(shape);
    }
}
