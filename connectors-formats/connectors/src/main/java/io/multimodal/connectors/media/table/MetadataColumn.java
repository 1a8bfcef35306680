// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.table;

import io.multimodal.connectors.media.source.listing.ListedFile;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.expressions.FieldReferenceExpression;
import org.apache.flink.table.types.DataType;

/** What a table may declare as {@code METADATA} columns. */
@SuppressWarnings("ImmutableEnumChecker") // data types and these functions never change
enum MetadataColumn {
    NAME("name", DataTypes.STRING().notNull(), file -> StringData.fromString(file.name())),
    URI("uri", DataTypes.STRING().notNull(), file -> StringData.fromString(file.uri())),
    SIZE("size", DataTypes.BIGINT().notNull(), ListedFile::sizeBytes),
    MODIFIED(
            "modified",
            DataTypes.TIMESTAMP_LTZ(3).notNull(),
            file -> TimestampData.fromInstant(file.modified()));

    private final String key;
    private final DataType type;
    private final Function<ListedFile, Object> value;

    MetadataColumn(String key, DataType type, Function<ListedFile, Object> value) {
        this.key = key;
        this.type = type;
        this.value = value;
    }

    /** Keys and types in the order of this enum. */
    static Map<String, DataType> all() {
        Map<String, DataType> all = new LinkedHashMap<>();
        for (MetadataColumn column : values()) {
            all.put(column.key, column.type);
        }
        return all;
    }

    static MetadataColumn ofKey(String key) {
        return Arrays.stream(values())
                .filter(column -> column.key.equals(key))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("No metadata column '" + key + "'"));
    }

    /** Whether a field has the type of this column. */
    boolean isOf(FieldReferenceExpression field) {
        return field.getOutputDataType()
                .getLogicalType()
                .copy(true)
                .equals(type.getLogicalType().copy(true));
    }

    /** The value in Flink's internal form. */
    Object of(ListedFile file) {
        return value.apply(file);
    }
}
