// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.runtime.input;

import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;

/**
 * A column of a type of Flink's own: STRING, BOOLEAN, a number, or an array of the latter two.
 *
 * @param reader copies a value
 */
record PlainColumn(int position, Reader reader) implements InputColumns.Column {
    /** Copies a value out of a row, at a position where it is not NULL. */
    @FunctionalInterface
    private interface Reader {
        Object read(RowData row, int position) throws MediaException;
    }

    static PlainColumn of(int position, LogicalType type) {
        return new PlainColumn(
                position,
                type instanceof ArrayType array ? arrays(array.getElementType()) : scalars(type));
    }

    private static Reader scalars(LogicalType type) {
        return switch (type.getTypeRoot()) {
            case CHAR, VARCHAR -> (row, i) -> row.getString(i).toString();
            case BOOLEAN -> RowData::getBoolean;
            case TINYINT -> RowData::getByte;
            case SMALLINT -> RowData::getShort;
            case INTEGER -> RowData::getInt;
            case BIGINT -> RowData::getLong;
            case FLOAT -> RowData::getFloat;
            case DOUBLE -> RowData::getDouble;
            default -> throw unknown(type);
        };
    }

    private static Reader arrays(LogicalType element) {
        return switch (element.getTypeRoot()) {
            case BOOLEAN -> (row, i) -> full(row, i).toBooleanArray();
            case TINYINT -> (row, i) -> full(row, i).toByteArray();
            case SMALLINT -> (row, i) -> full(row, i).toShortArray();
            case INTEGER -> (row, i) -> full(row, i).toIntArray();
            case BIGINT -> (row, i) -> full(row, i).toLongArray();
            case FLOAT -> (row, i) -> full(row, i).toFloatArray();
            case DOUBLE -> (row, i) -> full(row, i).toDoubleArray();
            default -> throw unknown(element);
        };
    }

    /** An array without NULL. */
    private static ArrayData full(RowData row, int position) throws MediaException {
        ArrayData array = row.getArray(position);
        for (int i = 0; i < array.size(); i++) {
            if (array.isNullAt(i)) {
                throw new MediaException(
                        ErrorCode.REFUSED,
                        "Element %d of the array of column %d is NULL; a model takes numbers only"
                                .formatted(i + 1, position + 1));
            }
        }
        return array;
    }

    private static IllegalArgumentException unknown(LogicalType type) {
        return new IllegalArgumentException(
                "No task takes a column of type " + type.asSummaryString());
    }

    @Override
    public boolean isNull(RowData row) {
        return row.isNullAt(position);
    }

    @Override
    public Object value(RowData row) throws MediaException {
        return reader.read(row, position);
    }
}
