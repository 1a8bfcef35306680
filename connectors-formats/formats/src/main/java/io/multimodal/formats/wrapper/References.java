// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.wrapper;

import io.multimodal.types.config.MultimodalConfig;
import io.multimodal.types.config.MultimodalOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.factories.DynamicTableFactory;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

/**
 * How media are references in the rows of the wrapped format.
 *
 * @param form what each is there
 * @param config stores, and what follows from failures; null where nothing is mapped
 * @param links how media are links, if they are
 */
record References(ReferenceForm form, MultimodalConfig config, Links links) {
    static References of(DynamicTableFactory.Context context, ReadableConfig options) {
        ReferenceForm form = options.get(WrapperOptions.REFERENCE);
        return new References(
                form,
                form != ReferenceForm.STRUCT
                        ? MultimodalOptions.resolve(context.getConfiguration())
                        : null,
                Links.of(options));
    }

    /** The type of rows in the wrapped format. */
    DataType outside(DataType rows) {
        return form.outside(rows);
    }

    /**
     * What makes rows with media of the rows that the wrapped format gives.
     *
     * @param given type of the rows that it gives
     * @param columns which of their columns are wanted
     * @param wanted type of the rows that are wanted
     * @return empty where they are the same in Flink's internal form
     */
    Optional<MappedRows> entering(RowType given, int[] columns, RowType wanted) {
        boolean all =
                columns.length == given.getFieldCount()
                        && IntStream.range(0, columns.length).allMatch(i -> columns[i] == i);
        return all && !isMapped(wanted)
                ? Optional.empty()
                : Optional.of(new MappedRows(given, columns, wanted, reading(), config));
    }

    /** The same for rows that the wrapped format is given. */
    Optional<MappedRows> leaving(RowType rows) {
        return isMapped(rows)
                ? Optional.of(
                        new MappedRows(
                                rows,
                                IntStream.range(0, rows.getFieldCount()).toArray(),
                                rows,
                                writing(),
                                config))
                : Optional.empty();
    }

    private MediaForm reading() {
        return switch (form) {
            case HUGGINGFACE -> new Embedded(links, true);
            case LINK -> new Linked(links, true);
            case STRUCT, TEXT -> Texts.READ;
        };
    }

    private MediaForm writing() {
        return switch (form) {
            case HUGGINGFACE -> new Embedded(links, false);
            case LINK -> new Linked(links, false);
            case STRUCT, TEXT -> Texts.WRITTEN;
        };
    }

    private boolean isMapped(RowType rows) {
        return form != ReferenceForm.STRUCT && MappedRows.holdMedia(rows);
    }

    /** Rows with the columns of metadata that a format puts behind its own. */
    static RowType with(DataType rows, List<String> keys, Map<String, DataType> metadata) {
        RowType row = (RowType) rows.getLogicalType();
        List<LogicalType> types = new ArrayList<>(row.getChildren());
        List<String> names = new ArrayList<>(row.getFieldNames());
        for (String key : keys) {
            types.add(metadata.get(key).getLogicalType());
            names.add(key);
        }
        return RowType.of(false, types.toArray(LogicalType[]::new), names.toArray(String[]::new));
    }
}
