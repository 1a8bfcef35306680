// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.coco;

import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonGenerator;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.RowType;

/** Boxes of annotations: x, y, width and height, as a list in the document. */
final class CocoBox {
    static final String BBOX = "bbox";

    private static final int NUMBERS = 4;

    private CocoBox() {}

    /** Whether a field of this type can be a box. */
    static boolean isBox(LogicalType type) {
        return switch (type.getTypeRoot()) {
            case ARRAY -> isNumber(((ArrayType) type).getElementType());
            case ROW ->
                    type.getChildren().size() == NUMBERS
                            && type.getChildren().stream().allMatch(CocoBox::isNumber);
            default -> false;
        };
    }

    private static boolean isNumber(LogicalType type) {
        return type.is(LogicalTypeFamily.NUMERIC);
    }

    /**
     * Writes a box.
     *
     * @return its area
     * @throws MediaException if it has not four numbers
     */
    static double write(Object box, LogicalType type, JsonGenerator json) throws IOException {
        int count = type instanceof RowType ? NUMBERS : ((ArrayData) box).size();
        double[] numbers = new double[NUMBERS];
        json.writeStartArray();
        for (int i = 0; i < count; i++) {
            LogicalType of =
                    type instanceof RowType row
                            ? row.getTypeAt(i)
                            : ((ArrayType) type).getElementType();
            Object number =
                    type instanceof RowType
                            ? RowData.createFieldGetter(of, i).getFieldOrNull((RowData) box)
                            : ArrayData.createElementGetter(of)
                                    .getElementOrNull((ArrayData) box, i);
            if (number == null || count != NUMBERS) {
                throw new MediaException(
                        ErrorCode.REFUSED,
                        "an annotation has a bbox that is not x, y, width and height");
            }
            JsonText.write(number, of, json);
            numbers[i] = ((Number) number).doubleValue();
        }
        json.writeEndArray();
        return numbers[2] * numbers[3];
    }
}
