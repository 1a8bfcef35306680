// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.runtime.input;

import io.multimodal.models.spi.InputRow;
import io.multimodal.types.MediaValue;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The content of the input columns of a row as bytes, under which its prediction is remembered: one
 * reference as it is, anything else with the length of each value. The types of the columns are
 * part of the task's identity, and are not repeated here.
 */
final class RowIdentity {
    private RowIdentity() {}

    static byte[] of(InputRow row) {
        if (row.values().size() == 1 && row.values().get(0) instanceof MediaValue media) {
            return media.object();
        }
        List<byte[]> parts = row.values().stream().map(RowIdentity::bytes).toList();
        int length = parts.stream().mapToInt(part -> Integer.BYTES + part.length).sum();
        ByteBuffer all = ByteBuffer.allocate(length);
        parts.forEach(part -> all.putInt(part.length).put(part));
        return all.array();
    }

    private static byte[] bytes(Object value) {
        if (value instanceof MediaValue media) {
            return media.object();
        } else if (value instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        } else if (value.getClass().isArray()) {
            int length = Array.getLength(value);
            ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(length, Long.BYTES));
            for (int i = 0; i < length; i++) {
                bytes.putLong(bits(Array.get(value, i)));
            }
            return bytes.array();
        }
        return ByteBuffer.allocate(Long.BYTES).putLong(bits(value)).array();
    }

    private static long bits(Object value) {
        if (value instanceof Boolean truth) {
            return truth ? 1 : 0;
        } else if (value instanceof Float || value instanceof Double) {
            return Double.doubleToRawLongBits(((Number) value).doubleValue());
        }
        return ((Number) value).longValue();
    }
}
