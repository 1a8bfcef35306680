// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.sqlshell.gallery;

import io.multimodal.types.Audio;
import io.multimodal.types.Image;
import io.multimodal.types.MediaValue;
import io.multimodal.types.Tensor;
import io.multimodal.types.Video;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ArrayNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.flink.types.Row;

/** Values as the page knows them: null, a text, or an object with a text and what is drawn. */
final class CellJson {
    private static final int MAX_CHARS = 4_000;
    private static final int MAX_BOXES = 1_000;

    private final ObjectMapper json;

    CellJson(ObjectMapper json) {
        this.json = json;
    }

    /**
     * A value.
     *
     * @param value may be null
     */
    JsonNode of(Object value, Column column) {
        if (value == null) {
            return json.nullNode();
        }
        String text = CellText.of(value);
        ObjectNode cell =
                json.createObjectNode()
                        .put(
                                "text",
                                text.length() > MAX_CHARS
                                        ? text.substring(0, MAX_CHARS) + "…"
                                        : text);
        if (value instanceof Image image) {
            put(cell, image.width(), image.height());
        } else if (value instanceof Video video) {
            put(cell, video.width(), video.height());
        } else if (value instanceof Audio || (value instanceof Tensor tensor && isMatrix(tensor))) {
            cell.put("flat", true);
        } else if (column.kind() == Column.Kind.BOXES) {
            boxes(cell.putArray("boxes"), (Object[]) value);
        }
        return value instanceof MediaValue || cell.size() > 1 ? cell : cell.get("text");
    }

    private static void put(ObjectNode cell, Integer width, Integer height) {
        if (width != null && height != null) {
            cell.put("width", width).put("height", height);
        }
    }

    /** Whether it has no sides that are to keep their proportions. */
    private static boolean isMatrix(Tensor tensor) {
        return tensor.shape() != null && tensor.shape().length < 3;
    }

    private static void boxes(ArrayNode all, Object[] rows) {
        for (Object element : rows) {
            if (element instanceof Row row && all.size() < MAX_BOXES) {
                ObjectNode box = all.addObject();
                StringBuilder label = new StringBuilder();
                for (String name : row.getFieldNames(true)) {
                    Object field = row.getField(name);
                    if (field instanceof Number number && !name.equals("score")) {
                        box.put(name, number.doubleValue());
                    } else if (field != null) {
                        label.append(label.isEmpty() ? "" : " ").append(CellText.of(field));
                    }
                }
                box.put("label", label.toString());
            }
        }
    }
}
