// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.sqlshell.gallery;

import io.multimodal.types.MediaValue;
import io.multimodal.types.text.ShownText;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.StringJoiner;
import org.apache.flink.types.Row;

/** Values in words. */
final class CellText {
    private static final int MAX_BYTES = 64;

    private CellText() {}

    /**
     * A value as text.
     *
     * @param value as Flink gives it to programs; not null
     */
    static String of(Object value) {
        if (value instanceof byte[] bytes) {
            byte[] first = Arrays.copyOf(bytes, Math.min(bytes.length, MAX_BYTES));
            return "0x" + HexFormat.of().formatHex(first) + (bytes.length > MAX_BYTES ? "…" : "");
        }
        if (value instanceof MediaValue media) {
            return ShownText.of(media);
        }
        if (value instanceof Object[] elements) {
            StringJoiner text = new StringJoiner(", ", "[", "]");
            for (Object element : elements) {
                text.add(element == null ? "NULL" : of(element));
            }
            return text.toString();
        }
        if (value instanceof Row row && row.getFieldNames(true) != null) {
            StringJoiner text = new StringJoiner(", ", "(", ")");
            for (String name : row.getFieldNames(true)) {
                Object field = row.getField(name);
                text.add(name + " " + (field == null ? "NULL" : of(field)));
            }
            return text.toString();
        }
        if (value instanceof Map<?, ?> map) {
            StringJoiner text = new StringJoiner(", ", "{", "}");
            map.forEach(
                    (key, mapped) -> text.add(key + ": " + (mapped == null ? "NULL" : of(mapped))));
            return text.toString();
        }
        return value.toString();
    }
}
