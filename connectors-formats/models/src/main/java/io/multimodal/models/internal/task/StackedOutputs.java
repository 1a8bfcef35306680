// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.task;

import io.multimodal.models.spi.ModelException;
import io.multimodal.models.spi.ModelOutput;
import io.multimodal.models.spi.OutputTensor;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The outputs of the parts of a row as one output, whose first dimension is the part. */
final class StackedOutputs {
    private StackedOutputs() {}

    static ModelOutput of(List<ModelOutput> parts) throws ModelException {
        List<OutputTensor> stacked = new ArrayList<>();
        for (int i = 0; i < parts.get(0).tensors().size(); i++) {
            int index = i;
            stacked.add(stack(parts.stream().map(part -> part.tensors().get(index)).toList()));
        }
        return new ModelOutput(stacked);
    }

    private static OutputTensor stack(List<OutputTensor> parts) throws ModelException {
        OutputTensor first = parts.get(0);
        for (OutputTensor part : parts) {
            if (!Arrays.equals(part.shape(), first.shape())) {
                throw new ModelException(
                        "The outputs of the parts of a row have one shape, the model gave %s and %s"
                                .formatted(first, part));
            }
        }
        int[] shape = new int[first.shape().length + 1];
        shape[0] = parts.size();
        System.arraycopy(first.shape(), 0, shape, 1, first.shape().length);
        return new OutputTensor(
                first.type(),
                elements(parts, Math.multiplyExact(parts.size(), first.size())),
                shape);
    }

    private static Object elements(List<OutputTensor> parts, int size) {
        switch (parts.get(0).type()) {
            case FLOAT -> {
                FloatBuffer all = FloatBuffer.allocate(size);
                parts.forEach(part -> all.put(((FloatBuffer) part.elements()).duplicate()));
                return all.flip();
            }
            case DOUBLE -> {
                DoubleBuffer all = DoubleBuffer.allocate(size);
                parts.forEach(part -> all.put(((DoubleBuffer) part.elements()).duplicate()));
                return all.flip();
            }
            case INT16 -> {
                ShortBuffer all = ShortBuffer.allocate(size);
                parts.forEach(part -> all.put(((ShortBuffer) part.elements()).duplicate()));
                return all.flip();
            }
            case INT32 -> {
                IntBuffer all = IntBuffer.allocate(size);
                parts.forEach(part -> all.put(((IntBuffer) part.elements()).duplicate()));
                return all.flip();
            }
            case INT64 -> {
                LongBuffer all = LongBuffer.allocate(size);
                parts.forEach(part -> all.put(((LongBuffer) part.elements()).duplicate()));
                return all.flip();
            }
            case INT8, UINT8, BOOL -> {
                ByteBuffer all = ByteBuffer.allocate(size);
                parts.forEach(part -> all.put(((ByteBuffer) part.elements()).duplicate()));
                return all.flip();
            }
            case STRING -> {
                return parts.stream()
                        .flatMap(part -> Arrays.stream((String[]) part.elements()))
                        .toArray(String[]::new);
            }
        }
        throw new IllegalStateException("No type of elements");
    }
}
