// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.runtime.input;

import io.multimodal.models.spi.InputRow;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.DeclaredType;
import io.multimodal.types.MediaValue;
import io.multimodal.types.MultimodalType;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;

/** The columns that a task takes, of Flink's rows. Thread-safe. */
public final class InputColumns {
    /** The reference is the first attribute of every multimodal type. */
    private static final int OBJECT = 0;

    private final List<Column> columns;

    /** Columns of these types. */
    public InputColumns(List<LogicalType> types) {
        List<Column> all = new ArrayList<>(types.size());
        for (int i = 0; i < types.size(); i++) {
            int position = i;
            LogicalType type = types.get(i);
            all.add(
                    DeclaredType.of(type)
                            .<Column>map(declared -> new MediaColumn(position, declared.type()))
                            .orElseGet(() -> PlainColumn.of(position, type)));
        }
        this.columns = List.copyOf(all);
    }

    /** One column. */
    interface Column {
        /** Whether the value is NULL, or has no reference. */
        boolean isNull(RowData row);

        /** A copy of a value that is not NULL. */
        Object value(RowData row) throws MediaException;
    }

    private record MediaColumn(int position, MultimodalType<?> type) implements Column {
        @Override
        public boolean isNull(RowData row) {
            return row.isNullAt(position) || struct(row).isNullAt(OBJECT);
        }

        @Override
        public Object value(RowData row) {
            return type.fromRowData(struct(row));
        }

        private RowData struct(RowData row) {
            return row.getRow(position, type.attributes().size());
        }
    }

    /** Whether a value is NULL, or has no reference. */
    public boolean isNull(RowData row) {
        for (Column column : columns) {
            if (column.isNull(row)) {
                return true;
            }
        }
        return false;
    }

    /** What a row is called where it fails: its first medium. */
    public RowSubject subject(RowData row) {
        for (Column column : columns) {
            if (column instanceof MediaColumn media) {
                return new RowSubject.Medium(media.struct(row).getBinary(OBJECT));
            }
        }
        return RowSubject.PLAIN;
    }

    /** The bytes that a prediction for the values is remembered by. */
    public static byte[] identity(InputRow row) {
        return RowIdentity.of(row);
    }

    /**
     * A copy of the values.
     *
     * @throws MediaException INVALID_ARGUMENT if an attribute cannot be, REFUSED if an element of
     *     an array is NULL
     */
    public InputRow values(RowData row) throws MediaException {
        List<Object> values = new ArrayList<>(columns.size());
        try {
            for (Column column : columns) {
                values.add(column.value(row));
            }
        } catch (IllegalArgumentException e) {
            throw new MediaException(ErrorCode.INVALID_ARGUMENT, e.getMessage(), e);
        }
        return new InputRow(values);
    }

    /** The objects of the values. */
    public static List<ObjectRef> references(InputRow row) throws InvalidReferenceException {
        List<ObjectRef> references = new ArrayList<>(row.values().size());
        for (Object value : row.values()) {
            if (value instanceof MediaValue media) {
                references.add(media.reference());
            }
        }
        return references;
    }
}
