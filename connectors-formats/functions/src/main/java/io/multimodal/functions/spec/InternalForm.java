// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions.spec;

import io.multimodal.types.MediaValue;
import io.multimodal.types.MultimodalType;
import io.multimodal.types.MultimodalTypes;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.types.Row;

/** Values as Flink's rows hold them. */
final class InternalForm {
    private InternalForm() {}

    static Object of(Object value) {
        if (value instanceof MediaValue media) {
            return row(media);
        } else if (value instanceof String text) {
            return StringData.fromString(text);
        } else if (value instanceof float[] floats) {
            return new GenericArrayData(floats);
        } else if (value instanceof List<?> list) {
            return new GenericArrayData(list.stream().map(InternalForm::of).toArray());
        } else if (value instanceof Map<?, ?> map) {
            Map<Object, Object> entries = new HashMap<>();
            map.forEach((key, entry) -> entries.put(of(key), of(entry)));
            return new GenericMapData(entries);
        } else if (value instanceof Instant time) {
            return TimestampData.fromInstant(time);
        } else if (value instanceof Row row) {
            GenericRowData fields = new GenericRowData(row.getArity());
            for (int i = 0; i < row.getArity(); i++) {
                fields.setField(i, of(row.getField(i)));
            }
            return fields;
        }
        return value;
    }

    /** A row of a table function. */
    static RowData row(List<?> columns) {
        return GenericRowData.of(columns.stream().map(InternalForm::of).toArray());
    }

    @SuppressWarnings("unchecked") // the type of a value is that of its class
    private static <T extends MediaValue> RowData row(T media) {
        return ((MultimodalType<T>) MultimodalTypes.of(media.getClass())).toRowData(media);
    }
}
