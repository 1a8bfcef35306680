// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.coco;

import java.io.IOException;
import java.io.StringWriter;
import java.util.HashSet;
import java.util.Set;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonFactory;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonGenerator;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.RowType;

/** The fields of an annotation as JSON. */
final class AnnotationText {
    /** Fields that the document gives another form. */
    private static final Set<String> OTHERS =
            Set.of(
                    CocoDocument.ID,
                    CocoDocument.CATEGORY_ID,
                    CocoColumns.CATEGORY,
                    CocoColumns.SUPERCATEGORY);

    /** Fields whose texts are lists or objects of JSON. */
    private static final Set<String> NESTED = Set.of("segmentation", "keypoints", "segments_info");

    private static final String AREA = "area";
    private static final String CROWD = "iscrowd";
    private static final JsonFactory FACTORY = new JsonFactory();

    private AnnotationText() {}

    /** An object that holds a caption. */
    static String ofCaption(String caption) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField(CocoDocument.CAPTION, caption);
            json.writeEndObject();
        }
        return text.toString();
    }

    /**
     * An object that holds the fields of a row that are not NULL, without its ids and its category.
     * An annotation with a box has an area and says whether it is a crowd, which programs that use
     * COCO expect.
     *
     * @throws io.multimodal.types.failure.MediaException if JSON does not have a value
     */
    static String of(RowData row, RowType type) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            Set<String> written = new HashSet<>();
            double area = 0;
            json.writeStartObject();
            for (int i = 0; i < type.getFieldCount(); i++) {
                String name = type.getFieldNames().get(i);
                if (row.isNullAt(i) || OTHERS.contains(name)) {
                    continue;
                }
                LogicalType of = type.getTypeAt(i);
                Object value = RowData.createFieldGetter(of, i).getFieldOrNull(row);
                json.writeFieldName(name);
                written.add(name);
                if (name.equals(CocoBox.BBOX)) {
                    area = CocoBox.write(value, of, json);
                } else {
                    write(name, value, of, json);
                }
            }
            if (written.contains(CocoBox.BBOX)) {
                if (!written.contains(AREA)) {
                    json.writeNumberField(AREA, area);
                }
                if (!written.contains(CROWD)) {
                    json.writeNumberField(CROWD, 0);
                }
            }
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void write(String name, Object value, LogicalType type, JsonGenerator json)
            throws IOException {
        if (name.equals(CROWD) && value instanceof Boolean crowd) {
            json.writeNumber(crowd ? 1 : 0);
        } else if (NESTED.contains(name) && type.is(LogicalTypeFamily.CHARACTER_STRING)) {
            JsonText.nested(value.toString(), json);
        } else {
            JsonText.write(value, type, json);
        }
    }
}
