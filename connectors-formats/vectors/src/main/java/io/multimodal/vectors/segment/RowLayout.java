// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.vectors.segment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.RowDataSerializer;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

/**
 * A row as a vector and the bytes of all other columns, which are those of Flink's {@code
 * RowDataSerializer}. Not thread-safe.
 */
final class RowLayout {
    private final int columns;
    private final int vectorColumn;
    private final List<RowData.FieldGetter> others = new ArrayList<>();
    private final List<RowData.FieldGetter> decoded = new ArrayList<>();
    private final RowDataSerializer serializer;

    /**
     * @param vectorColumn the index of the vector's column
     */
    RowLayout(RowType row, int vectorColumn) {
        this.columns = row.getFieldCount();
        this.vectorColumn = vectorColumn;
        List<LogicalType> types = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            if (i != vectorColumn) {
                others.add(RowData.createFieldGetter(row.getTypeAt(i), i));
                decoded.add(RowData.createFieldGetter(row.getTypeAt(i), types.size()));
                types.add(row.getTypeAt(i));
            }
        }
        this.serializer = new RowDataSerializer(types.toArray(LogicalType[]::new));
    }

    /** The bytes of all columns but the vector. */
    byte[] encode(RowData row) throws IOException {
        GenericRowData rest = new GenericRowData(others.size());
        for (int i = 0; i < others.size(); i++) {
            rest.setField(i, others.get(i).getFieldOrNull(row));
        }
        DataOutputSerializer out = new DataOutputSerializer(256);
        serializer.serialize(rest, out);
        return out.getCopyOfBuffer();
    }

    /**
     * The row of these bytes, with more fields at its end, which are null.
     *
     * @param vector null for a row without one; not copied
     * @param more how many
     */
    GenericRowData decode(byte[] bytes, float[] vector, int more) throws IOException {
        RowData rest = serializer.deserialize(new DataInputDeserializer(bytes));
        GenericRowData row = new GenericRowData(columns + more);
        for (int i = 0, other = 0; i < columns; i++) {
            if (i == vectorColumn) {
                row.setField(i, vector == null ? null : new GenericArrayData(vector));
            } else {
                row.setField(i, decoded.get(other).getFieldOrNull(rest));
                other++;
            }
        }
        return row;
    }
}
