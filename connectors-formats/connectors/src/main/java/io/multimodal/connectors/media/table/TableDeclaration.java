// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.table;

import io.multimodal.types.config.MultimodalConfig;
import io.multimodal.types.config.MultimodalOptions;
import java.util.List;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.factories.DynamicTableFactory;

/** What the source and the sink of a table read from its declaration alike. */
final class TableDeclaration {
    private TableDeclaration() {}

    /** The columns that are neither computed nor metadata, in their order. */
    static List<Column> physicalColumns(DynamicTableFactory.Context context) {
        return context.getCatalogTable().getResolvedSchema().getColumns().stream()
                .filter(Column::isPhysical)
                .toList();
    }

    /**
     * The configuration of the session, with the table's own {@code on-error}.
     *
     * @param options of the table
     */
    static MultimodalConfig config(DynamicTableFactory.Context context, ReadableConfig options) {
        MultimodalConfig config = MultimodalOptions.resolve(context.getConfiguration());
        return options.getOptional(MediaOptions.ON_ERROR).map(config::failing).orElse(config);
    }
}
