// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types;

import io.multimodal.annotation.Public;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.factories.Factory;
import org.apache.flink.table.factories.FormatFactory;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.MultisetType;
import org.apache.flink.table.types.logical.RowType;

/**
 * Refuses columns of media in tables whose rows a format of Flink's writes and reads: none of them
 * knows a structured type, and some say so only when the job runs.
 */
@Public
public final class RowFormats {
    private static final List<String> OPTIONS = List.of("format", "key.format", "value.format");
    private static final String FLINK = "org.apache.flink.";

    private RowFormats() {}

    /**
     * Refuses a table that such a format cannot be used for.
     *
     * @param table its name, for the message
     * @throws ValidationException with the type that the column is declared as instead
     */
    public static void check(
            String table, Map<String, String> options, List<Column> columns, ClassLoader loader) {
        for (Column column : columns) {
            LogicalType type = column.getDataType().getLogicalType();
            if (column.isPhysical() && holdsMedia(type)) {
                Optional<String> format = format(options, loader);
                if (format.isPresent()) {
                    throw new ValidationException(
                            "Cannot use the column %s of %s: the format '%s' knows no %s. Declare it as %s instead; %s goes into it as it is, and CAST(%s AS %s) reads it"
                                    .formatted(
                                            column.getName(),
                                            table,
                                            format.get(),
                                            text(type, false),
                                            text(type, true),
                                            text(type, false),
                                            column.getName(),
                                            text(type, false)));
                }
            }
        }
    }

    /** The format of Flink's that a table has; a format of others may know media. */
    private static Optional<String> format(Map<String, String> options, ClassLoader loader) {
        return OPTIONS.stream()
                .filter(options::containsKey)
                .map(options::get)
                .filter(name -> isFlinks(name, loader))
                .findFirst();
    }

    private static boolean isFlinks(String name, ClassLoader loader) {
        return ServiceLoader.load(Factory.class, loader).stream()
                .filter(factory -> FormatFactory.class.isAssignableFrom(factory.type()))
                .filter(factory -> factory.type().getName().startsWith(FLINK))
                .anyMatch(factory -> factory.get().factoryIdentifier().equals(name));
    }

    private static boolean holdsMedia(LogicalType type) {
        return DeclaredType.of(type).isPresent()
                || type.getChildren().stream().anyMatch(RowFormats::holdsMedia);
    }

    /**
     * @param rows whether a medium is written as the row of its attributes
     */
    private static String text(LogicalType type, boolean rows) {
        Optional<DeclaredType> declared = DeclaredType.of(type);
        if (declared.isPresent()) {
            return rows ? row(declared.get().type()) : declared.get().toSql();
        } else if (type instanceof ArrayType array) {
            return "ARRAY<" + text(array.getElementType(), rows) + ">";
        } else if (type instanceof MultisetType multiset) {
            return "MULTISET<" + text(multiset.getElementType(), rows) + ">";
        } else if (type instanceof MapType map) {
            return "MAP<"
                    + text(map.getKeyType(), rows)
                    + ", "
                    + text(map.getValueType(), rows)
                    + ">";
        } else if (type instanceof RowType row) {
            return row.getFields().stream()
                    .map(field -> "`" + field.getName() + "` " + text(field.getType(), rows))
                    .collect(Collectors.joining(", ", "ROW<", ">"));
        }
        return type.asSerializableString();
    }

    private static String row(MultimodalType<?> type) {
        return type.attributes().stream()
                .map(
                        attribute ->
                                attribute.name()
                                        + " "
                                        + attribute
                                                .kind()
                                                .dataType()
                                                .getLogicalType()
                                                .asSummaryString())
                .collect(Collectors.joining(", ", "ROW<", ">"));
    }
}
