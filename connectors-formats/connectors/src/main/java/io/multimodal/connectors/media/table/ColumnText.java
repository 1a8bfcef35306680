// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.table;

import java.io.Serializable;
import java.time.LocalDate;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;

/** The text of a column as it is part of a path. */
final class ColumnText implements Serializable {
    private static final long serialVersionUID = 1L;

    private final RowData.FieldGetter field;
    private final boolean isDate;

    /**
     * @param type one that is supported
     */
    ColumnText(LogicalType type, int index) {
        this.field = RowData.createFieldGetter(type, index);
        this.isDate = type.is(LogicalTypeRoot.DATE);
    }

    static boolean isSupported(LogicalType type) {
        return switch (type.getTypeRoot()) {
            case CHAR, VARCHAR, BOOLEAN, TINYINT, SMALLINT, INTEGER, BIGINT, DECIMAL, DATE -> true;
            default -> false;
        };
    }

    /** Null for NULL. */
    String of(RowData row) {
        Object value = field.getFieldOrNull(row);
        if (value == null) {
            return null;
        }
        return isDate ? LocalDate.ofEpochDay((int) value).toString() : value.toString();
    }
}
