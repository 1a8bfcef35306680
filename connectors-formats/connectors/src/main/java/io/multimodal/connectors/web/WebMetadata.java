// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.DataType;

/** What a table may declare as {@code METADATA} columns; each is NULL where it is not known. */
@SuppressWarnings("ImmutableEnumChecker") // these functions never change
enum WebMetadata {
    /** Where it was found: the end of all redirects. */
    URI("uri", DataTypes.STRING(), found -> text(found.uri())),
    ETAG("etag", DataTypes.STRING(), found -> text(found.version().etag().orElse(null))),
    MODIFIED(
            "modified",
            DataTypes.STRING(),
            found -> text(found.version().lastModified().orElse(null))),
    CONTENT_TYPE("content_type", DataTypes.STRING(), found -> text(found.contentType())),
    SIZE("size", DataTypes.BIGINT(), FoundMedium::sizeBytes),
    ERROR("error", DataTypes.STRING(), found -> text(found.error()));

    private final String key;
    private final DataType type;
    private final Function<FoundMedium, Object> value;

    WebMetadata(String key, DataType type, Function<FoundMedium, Object> value) {
        this.key = key;
        this.type = type;
        this.value = value;
    }

    /** Keys and types in the order of this enum. */
    static Map<String, DataType> all() {
        Map<String, DataType> all = new LinkedHashMap<>();
        for (WebMetadata column : values()) {
            all.put(column.key, column.type);
        }
        return all;
    }

    static WebMetadata ofKey(String key) {
        for (WebMetadata column : values()) {
            if (column.key.equals(key)) {
                return column;
            }
        }
        throw new IllegalArgumentException("No metadata column '" + key + "'");
    }

    /** In Flink's internal form; null for NULL. */
    Object of(FoundMedium found) {
        return value.apply(found);
    }

    private static StringData text(Object value) {
        return value == null ? null : StringData.fromString(value.toString());
    }
}
