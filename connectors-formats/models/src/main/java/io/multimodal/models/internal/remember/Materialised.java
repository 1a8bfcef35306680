// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.remember;

import io.multimodal.store.record.RecordStore;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.StructuredType;

/** Copies of lazy binary values that hold no reference to the bytes they came from. */
final class Materialised {
    private Materialised() {}

    static GenericRowData row(RowData row, LogicalType... types) {
        GenericRowData copy = new GenericRowData(types.length);
        for (int i = 0; i < types.length; i++) {
            copy.setField(
                    i, value(RowData.createFieldGetter(types[i], i).getFieldOrNull(row), types[i]));
        }
        return copy;
    }

    private static GenericArrayData array(ArrayData array, LogicalType type) {
        if (array.size() > RecordStore.MAX_RECORD_BYTES) {
            throw new IllegalArgumentException(
                    "An array of " + array.size() + " elements is in no record");
        }
        Object[] copy = new Object[array.size()];
        ArrayData.ElementGetter getter = ArrayData.createElementGetter(type);
        for (int i = 0; i < copy.length; i++) {
            copy[i] = value(getter.getElementOrNull(array, i), type);
        }
        return new GenericArrayData(copy);
    }

    private static Object value(Object value, LogicalType type) {
        if (value instanceof RowData row
                && (type instanceof RowType || type instanceof StructuredType)) {
            return row(row, type.getChildren().toArray(LogicalType[]::new));
        }
        if (value instanceof ArrayData array && type instanceof ArrayType arrayType) {
            return array(array, arrayType.getElementType());
        }
        if (value instanceof StringData string) {
            return StringData.fromString(string.toString());
        }
        return value;
    }
}
