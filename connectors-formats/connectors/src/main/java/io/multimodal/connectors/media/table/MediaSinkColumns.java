// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.table;

import io.multimodal.connectors.media.sink.RowFile;
import io.multimodal.types.DeclaredType;
import io.multimodal.types.MediaValue;
import io.multimodal.types.MultimodalType;
import io.multimodal.types.MultimodalTypes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;

/**
 * The columns of a table that is written to: one that holds the media, and those that its path may
 * name.
 */
final class MediaSinkColumns {
    private final List<Column> columns;
    private final int medium;
    private final MultimodalType<?> type;
    private final Map<String, ColumnText> named = new LinkedHashMap<>();

    private MediaSinkColumns(List<Column> columns, int medium, MultimodalType<?> type) {
        this.columns = columns;
        this.medium = medium;
        this.type = type;
        for (int i = 0; i < columns.size(); i++) {
            LogicalType column = columns.get(i).getDataType().getLogicalType();
            if (ColumnText.isSupported(column)) {
                named.put(columns.get(i).getName(), new ColumnText(column, i));
            }
        }
    }

    /**
     * @param table its name, for messages
     * @throws ValidationException unless exactly one column is of a multimodal type
     */
    static MediaSinkColumns of(List<Column> columns, String table) {
        List<Integer> media = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            if (declared(columns.get(i)).isPresent()) {
                media.add(i);
            }
        }
        if (media.size() != 1) {
            throw new ValidationException(
                    "A 'media' table that is written to has exactly one column of type IMAGE, AUDIO, VIDEO, TENSOR or FILE; "
                            + table
                            + " has "
                            + media.size()
                            + ": "
                            + described(columns));
        }
        Column medium = columns.get(media.get(0));
        return new MediaSinkColumns(columns, media.get(0), declared(medium).orElseThrow().type());
    }

    private static Optional<DeclaredType> declared(Column column) {
        return DeclaredType.of(column.getDataType().getLogicalType());
    }

    private static String described(List<Column> columns) {
        return columns.stream()
                .map(
                        column ->
                                column.getName()
                                        + " "
                                        + declared(column)
                                                .map(DeclaredType::toSql)
                                                .orElseGet(() -> column.getDataType().toString()))
                .collect(Collectors.joining(", ", "(", ")"));
    }

    MultimodalType<?> type() {
        return type;
    }

    /** The columns that can be part of a path. */
    Collection<String> names() {
        return named.keySet();
    }

    /**
     * Refuses columns that would be lost, and partition columns that cannot be part of a path.
     *
     * @param used by the path
     */
    void check(Collection<String> used) {
        for (String name : used) {
            if (!named.containsKey(name)) {
                throw new ValidationException(
                        "The column '"
                                + name
                                + "' cannot be part of a path, in "
                                + described(columns)
                                + ": declare it as STRING and CAST it in the query");
            }
        }
        for (int i = 0; i < columns.size(); i++) {
            String name = columns.get(i).getName();
            if (i != medium && !used.contains(name)) {
                throw new ValidationException(
                        "The column '"
                                + name
                                + "' would be lost: a file holds the medium alone. Name the column in 'sink.path-template', as in '{"
                                + name
                                + "}', or leave it out of the table");
            }
        }
    }

    /** What is taken of a row at run time. */
    RowFile<RowData> rowFile() {
        return new RowDataFile(type.word(), type.attributes().size(), medium, Map.copyOf(named));
    }

    private record RowDataFile(
            String word, int attributes, int medium, Map<String, ColumnText> columns)
            implements RowFile<RowData> {
        private static final long serialVersionUID = 1L;

        @Override
        public MediaValue medium(RowData row) {
            return row.isNullAt(medium)
                    ? null
                    : MultimodalTypes.named(word)
                            .orElseThrow()
                            .fromRowData(row.getRow(medium, attributes));
        }

        @Override
        public String column(RowData row, String name) {
            return columns.get(name).of(row);
        }
    }
}
