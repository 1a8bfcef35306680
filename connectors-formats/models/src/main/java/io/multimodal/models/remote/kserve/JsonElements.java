// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.remote.kserve;

import io.multimodal.models.remote.RetryException;
import io.multimodal.models.spi.ElementType;
import io.multimodal.models.spi.ModelSignature;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;

/** Elements of an output as JSON: in one array, or in nested ones. */
final class JsonElements {
    private JsonElements() {}

    /** The elements as {@code OutputTensor} has them. */
    static Object read(JsonNode data, ElementType type, int count, ModelSignature.Tensor wanted)
            throws RetryException {
        List<JsonNode> flat = new ArrayList<>();
        flatten(data, flat);
        boolean fit =
                switch (type) {
                    case STRING -> flat.stream().allMatch(JsonNode::isTextual);
                    case BOOL -> flat.stream().allMatch(each -> each.isBoolean() || each.isInt());
                    case FLOAT, DOUBLE -> flat.stream().allMatch(JsonElements::isNumber);
                    default -> flat.stream().allMatch(JsonNode::isIntegralNumber);
                };
        if (flat.size() != count || !fit) {
            throw RetryException.badAnswer(
                    "The server gives %d values for the output %s whose shape has %d, or values of another type"
                            .formatted(flat.size(), wanted, count));
        }
        switch (type) {
            case FLOAT -> {
                FloatBuffer values = FloatBuffer.allocate(count);
                flat.forEach(each -> values.put((float) number(each)));
                return values.flip();
            }
            case DOUBLE -> {
                DoubleBuffer values = DoubleBuffer.allocate(count);
                flat.forEach(each -> values.put(number(each)));
                return values.flip();
            }
            case INT8, UINT8 -> {
                ByteBuffer values = ByteBuffer.allocate(count);
                flat.forEach(each -> values.put((byte) each.intValue()));
                return values.flip();
            }
            case BOOL -> {
                ByteBuffer values = ByteBuffer.allocate(count);
                flat.forEach(each -> values.put((byte) (each.asBoolean() ? 1 : 0)));
                return values.flip();
            }
            case INT16 -> {
                ShortBuffer values = ShortBuffer.allocate(count);
                flat.forEach(each -> values.put((short) each.intValue()));
                return values.flip();
            }
            case INT32 -> {
                IntBuffer values = IntBuffer.allocate(count);
                flat.forEach(each -> values.put(each.intValue()));
                return values.flip();
            }
            case INT64 -> {
                LongBuffer values = LongBuffer.allocate(count);
                flat.forEach(each -> values.put(each.longValue()));
                return values.flip();
            }
            case STRING -> {
                return flat.stream().map(JsonNode::asText).toArray(String[]::new);
            }
        }
        throw new IllegalStateException("Unknown type " + type);
    }

    /** JSON has no NaN and no infinity; servers write null, or these words. */
    private static boolean isNumber(JsonNode value) {
        return value.isNumber()
                || value.isNull()
                || (value.isTextual() && value.asText().matches("NaN|-?Infinity"));
    }

    private static double number(JsonNode value) {
        if (value.isNull()) {
            return Double.NaN;
        }
        return value.isTextual() ? Double.parseDouble(value.asText()) : value.doubleValue();
    }

    private static void flatten(JsonNode data, List<JsonNode> flat) {
        for (JsonNode element : data) {
            if (element.isArray()) {
                flatten(element, flat);
            } else {
                flat.add(element);
            }
        }
    }
}
