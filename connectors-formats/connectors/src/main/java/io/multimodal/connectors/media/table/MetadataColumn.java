// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.table;

import io.multimodal.connectors.media.ingest.SourceFile;
import io.multimodal.connectors.media.source.listing.ListedFile;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.LogicalType;

/** What a table may declare as {@code METADATA} columns. */
@SuppressWarnings("ImmutableEnumChecker") // data types and these functions never change
enum MetadataColumn implements TableColumn {
    NAME("name", DataTypes.STRING().notNull(), file -> StringData.fromString(file.name())),
    URI("uri", DataTypes.STRING().notNull(), file -> StringData.fromString(file.uri())),
    SIZE("size", DataTypes.BIGINT().notNull(), ListedFile::sizeBytes),
    MODIFIED(
            "modified",
            DataTypes.TIMESTAMP_LTZ(3).notNull(),
            file -> TimestampData.fromInstant(file.modified())),
    ETAG("etag", DataTypes.STRING(), file -> file.etag().map(StringData::fromString).orElse(null)),
    CONTENT_TYPE("content_type", DataTypes.STRING(), file -> null) {
        @Override
        public Object of(SourceFile file) {
            return file.contentType().map(StringData::fromString).orElse(null);
        }
    };

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

    @Override
    public LogicalType type() {
        return type.getLogicalType();
    }

    @Override
    public Object of(SourceFile file) {
        return value.apply(file.listed());
    }

    /** The size of a file, its name, its URI and its time are known when it is listed. */
    @Override
    public Object ofListed(String path, ListedFile file) {
        return file == null ? null : value.apply(file);
    }
}
