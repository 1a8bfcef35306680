// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.remote.kserve;

import io.multimodal.models.runtime.batch.FloatElements;
import io.multimodal.models.spi.ElementType;
import io.multimodal.models.spi.InputTensor;
import io.multimodal.models.spi.ModelBinding;
import io.multimodal.models.spi.ModelException;
import io.multimodal.models.spi.ModelSignature;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ArrayNode;

/**
 * The elements of an input as the model takes them: in its element type, with as many rows as it
 * wants, the last ones of zeros.
 *
 * @param dtype as signatures spell it
 * @param bytes little-endian
 * @param shape with the batch, where the model has one
 */
@SuppressWarnings("ArrayRecordComponent") // Made once a batch and sent at once.
record Elements(String dtype, byte[] bytes, long[] shape) {
    static Elements of(InputTensor rows, ModelSignature.Tensor declared, ModelBinding binding)
            throws ModelException {
        long[] ofRun = rows.shape().clone();
        ofRun[0] = binding.rowsOfRun((int) rows.shape()[0]);
        String dtype = declared.dtype();
        int size = dtype.equals("FLOAT16") ? Short.BYTES : typeOf(declared).bytes();
        int count = Math.toIntExact(Arrays.stream(ofRun).reduce(1, Math::multiplyExact));
        ByteBuffer target =
                ByteBuffer.allocate(Math.multiplyExact(count, size)).order(ByteOrder.LITTLE_ENDIAN);
        if (rows.type() == ElementType.FLOAT) {
            FloatElements.write(rows.floats(), dtype, target);
        } else if (dtype.equals(rows.type().name())) {
            copy(rows, target);
        } else {
            throw new ModelException(
                    "The task prepares " + rows + " for the model's input " + declared);
        }
        return new Elements(
                dtype,
                target.array(),
                binding.batchRows() == ModelBinding.NO_BATCH
                        ? Arrays.copyOfRange(ofRun, 1, ofRun.length)
                        : ofRun);
    }

    private static ElementType typeOf(ModelSignature.Tensor declared) throws ModelException {
        return ElementType.of(declared.dtype())
                .filter(type -> type != ElementType.STRING)
                .filter(type -> !declared.dtype().equals("BFLOAT16"))
                .orElseThrow(
                        () ->
                                new ModelException(
                                        "No column feeds the model's input "
                                                + declared
                                                + ": its elements are not numbers that are known here"));
    }

    private static void copy(InputTensor rows, ByteBuffer target) {
        ByteBuffer source = rows.elements().duplicate().order(ByteOrder.nativeOrder());
        switch (rows.type().bytes()) {
            case Short.BYTES -> target.asShortBuffer().put(source.asShortBuffer());
            case Integer.BYTES -> target.asIntBuffer().put(source.asIntBuffer());
            case Long.BYTES -> target.asLongBuffer().put(source.asLongBuffer());
            default -> target.put(source);
        }
    }

    /** Adds the elements as JSON has them. */
    void addTo(ArrayNode data) throws ModelException {
        ByteBuffer source = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (source.hasRemaining()) {
            switch (dtype) {
                case "FLOAT" -> data.add(source.getFloat());
                case "DOUBLE" -> data.add(source.getDouble());
                case "UINT8" -> data.add(source.get() & 0xff);
                case "INT8" -> data.add(source.get());
                case "INT16" -> data.add(source.getShort());
                case "INT32" -> data.add(source.getInt());
                case "INT64" -> data.add(source.getLong());
                case "BOOL" -> data.add(source.get() != 0);
                default ->
                        throw new ModelException(
                                "The protocol has no "
                                        + dtype
                                        + " in JSON, and the server lists no extension for binary tensors; use a server that does, or a model that takes FLOAT");
            }
        }
    }
}
