// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions.spec;

import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.types.Row;

/** Rows of SQL as values. */
final class RowForm {
    private RowForm() {}

    static Row row(RowData data, RowType type) {
        Row row = new Row(type.getFieldCount());
        for (int i = 0; i < row.getArity(); i++) {
            LogicalType field = type.getTypeAt(i);
            row.setField(i, of(RowData.createFieldGetter(field, i).getFieldOrNull(data), field));
        }
        return row;
    }

    private static Object of(Object field, LogicalType type) {
        if (field instanceof StringData text) {
            return text.toString();
        }
        return field instanceof RowData row && type instanceof RowType rowType
                ? row(row, rowType)
                : field;
    }
}
