// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.check;

import io.multimodal.annotation.Public;
import io.multimodal.types.DeclaredType;
import io.multimodal.types.MultimodalType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.catalog.ResolvedSchema;
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
    private static final String FORMAT = "format";
    private static final String KEY_FORMAT = "key.format";
    private static final String VALUE_FORMAT = "value.format";
    private static final String KEY_FIELDS = "key.fields";
    private static final String FIELDS_INCLUDE = "value.fields-include";
    private static final String FLINK = "org.apache.flink.";

    private RowFormats() {}

    /**
     * Refuses a table that such a format cannot be used for.
     *
     * @param table its name, for the message
     * @throws ValidationException with the format to use instead, and with the type that the column
     *     is declared as where the format is to stay
     */
    public static void check(
            String table, Map<String, String> options, ResolvedSchema schema, ClassLoader loader) {
        for (Column column : schema.getColumns()) {
            LogicalType type = column.getDataType().getLogicalType();
            if (column.isPhysical() && holdsMedia(type)) {
                for (String option : formatOptions(column.getName(), options, schema)) {
                    String format = options.get(option);
                    if (isFlinks(format, loader)) {
                        throw refused(table, column, option, format);
                    }
                }
            }
        }
    }

    private static ValidationException refused(
            String table, Column column, String option, String format) {
        LogicalType type = column.getDataType().getLogicalType();
        return new ValidationException(
                "Cannot use the column %1$s of %2$s: the format '%3$s' does not support %4$s. Set '%5$s' = 'multimodal' and '%6$smultimodal.format' = '%3$s', which read and write the column as it is; or declare it as %7$s: INSERT converts %4$s to that, and CAST(%1$s AS %4$s) reads it"
                        .formatted(
                                column.getName(),
                                table,
                                format,
                                text(type, false),
                                option,
                                option.substring(0, option.length() - FORMAT.length()),
                                text(type, true)));
    }

    /** The options that name the formats of a column, as far as they are set. */
    private static List<String> formatOptions(
            String column, Map<String, String> options, ResolvedSchema schema) {
        List<String> of = new ArrayList<>();
        of.add(FORMAT);
        boolean inKey = isInKey(column, options, schema);
        if (inKey) {
            of.add(KEY_FORMAT);
        }
        if (!inKey || !"EXCEPT_KEY".equals(options.get(FIELDS_INCLUDE))) {
            of.add(VALUE_FORMAT);
        }
        of.removeIf(option -> !options.containsKey(option));
        return of;
    }

    private static boolean isInKey(
            String column, Map<String, String> options, ResolvedSchema schema) {
        return options.containsKey(KEY_FIELDS)
                ? List.of(options.get(KEY_FIELDS).split("\\s*;\\s*")).contains(column)
                : schema.getPrimaryKey().filter(k -> k.getColumns().contains(column)).isPresent();
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
