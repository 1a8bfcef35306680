// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.catalog.codec;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.catalog.CatalogBaseTable;
import org.apache.flink.table.catalog.CatalogBaseTable.TableKind;
import org.apache.flink.table.catalog.CatalogPropertiesUtil;
import org.apache.flink.table.catalog.CatalogTable;
import org.apache.flink.table.catalog.CatalogView;
import org.apache.flink.table.catalog.ResolvedCatalogBaseTable;
import org.apache.flink.table.catalog.ResolvedCatalogTable;
import org.apache.flink.table.catalog.ResolvedCatalogView;
import org.apache.flink.table.catalog.exceptions.CatalogException;
import org.apache.flink.table.expressions.DefaultSqlFactory;

/** Tables and views as properties. */
public final class TableCodec {
    private static final String KIND = "table-kind";
    private static final String SCHEMA = "schema";
    private static final String ORIGINAL_QUERY = "original-query";
    private static final String EXPANDED_QUERY = "expanded-query";

    private TableCodec() {}

    /**
     * The properties of a table or view.
     *
     * @throws CatalogException if it is a materialized table, which needs a service that refreshes
     *     it
     */
    public static Map<String, String> write(CatalogBaseTable table) {
        Map<String, String> properties = new HashMap<>();
        if (table instanceof ResolvedCatalogTable resolved) {
            properties.putAll(
                    CatalogPropertiesUtil.serializeCatalogTable(
                            resolved, DefaultSqlFactory.INSTANCE));
        } else if (table instanceof ResolvedCatalogView resolved) {
            properties.putAll(
                    CatalogPropertiesUtil.serializeCatalogView(
                            resolved, DefaultSqlFactory.INSTANCE));
            properties.put(ORIGINAL_QUERY, resolved.getOriginalQuery());
            properties.put(EXPANDED_QUERY, resolved.getExpandedQuery());
        } else {
            throw new CatalogException(
                    "A catalog of type 'multimodal' keeps tables and views, not a "
                            + table.getTableKind());
        }
        SchemaTypes.write(
                properties, SCHEMA, ((ResolvedCatalogBaseTable<?>) table).getResolvedSchema());
        properties.put(KIND, table.getTableKind().name());
        return properties;
    }

    /** Whether the properties are those of a view. */
    public static boolean isView(Map<String, String> properties) {
        return TableKind.VIEW.name().equals(properties.get(KIND));
    }

    /**
     * The table or view.
     *
     * @param classes finds the classes of structured types
     */
    public static CatalogBaseTable read(Map<String, String> properties, ClassLoader classes) {
        Map<String, String> readable = SchemaTypes.readable(properties);
        readable.remove(KIND);
        boolean view = isView(properties);
        if (view) {
            readable.keySet().removeAll(Set.of(ORIGINAL_QUERY, EXPANDED_QUERY));
        }
        CatalogTable table = CatalogPropertiesUtil.deserializeCatalogTable(readable);
        Schema schema = SchemaTypes.read(properties, SCHEMA, table.getUnresolvedSchema(), classes);
        if (view) {
            return CatalogView.of(
                    schema,
                    table.getComment(),
                    properties.get(ORIGINAL_QUERY),
                    properties.get(EXPANDED_QUERY),
                    table.getOptions());
        }
        return CatalogTable.newBuilder()
                .schema(schema)
                .comment(table.getComment())
                .partitionKeys(table.getPartitionKeys())
                .options(table.getOptions())
                .snapshot(table.getSnapshot().orElse(null))
                .distribution(table.getDistribution().orElse(null))
                .build();
    }
}
