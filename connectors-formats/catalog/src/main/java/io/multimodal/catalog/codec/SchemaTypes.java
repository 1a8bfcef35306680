// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.catalog.codec;

import io.multimodal.types.text.TypeText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.Schema.UnresolvedColumn;
import org.apache.flink.table.api.Schema.UnresolvedMetadataColumn;
import org.apache.flink.table.api.Schema.UnresolvedPhysicalColumn;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.utils.TypeConversions;

/**
 * The types of a schema's columns among the properties of an entry, under keys such as {@code
 * schema.0.data-type}. Flink writes what a structured type consists of, and loses the parameters
 * when it reads that; here the name and the parameters are written.
 */
final class SchemaTypes {
    private SchemaTypes() {}

    /** Writes the types of a schema, in the place of what Flink has written. */
    static void write(Map<String, String> properties, String schemaKey, ResolvedSchema schema) {
        for (int i = 0; i < schema.getColumnCount(); i++) {
            LogicalType type = schema.getColumns().get(i).getDataType().getLogicalType();
            properties.computeIfPresent(
                    key(schemaKey, i),
                    (key, text) -> TypeText.print(type, LogicalType::asSerializableString));
        }
    }

    private static String key(String schemaKey, int column) {
        return schemaKey + "." + column + ".data-type";
    }

    /** The properties with types that Flink can read in the place of those that it cannot. */
    static Map<String, String> readable(Map<String, String> properties) {
        Map<String, String> readable = new HashMap<>(properties);
        readable.replaceAll((key, text) -> key.endsWith(".data-type") ? "BYTES" : text);
        return readable;
    }

    /** The schema that Flink has read of the readable properties, with the types of all. */
    static Schema read(
            Map<String, String> properties, String schemaKey, Schema schema, ClassLoader classes) {
        List<UnresolvedColumn> columns = schema.getColumns();
        List<UnresolvedColumn> typed =
                IntStream.range(0, columns.size())
                        .mapToObj(
                                i ->
                                        typed(
                                                columns.get(i),
                                                properties.get(key(schemaKey, i)),
                                                classes))
                        .collect(Collectors.toList());
        return new Schema(
                typed,
                schema.getWatermarkSpecs(),
                schema.getPrimaryKey().orElse(null),
                schema.getIndexes(),
                schema.getImmutableColumns().orElse(null));
    }

    private static UnresolvedColumn typed(
            UnresolvedColumn column, String type, ClassLoader classes) {
        String comment = column.getComment().orElse(null);
        if (column instanceof UnresolvedPhysicalColumn) {
            return new UnresolvedPhysicalColumn(column.getName(), dataType(type, classes), comment);
        }
        if (column instanceof UnresolvedMetadataColumn metadata) {
            return new UnresolvedMetadataColumn(
                    column.getName(),
                    dataType(type, classes),
                    metadata.getMetadataKey(),
                    metadata.isVirtual(),
                    comment);
        }
        return column;
    }

    private static DataType dataType(String type, ClassLoader classes) {
        return TypeConversions.fromLogicalToDataType(TypeText.parse(type, classes));
    }
}
