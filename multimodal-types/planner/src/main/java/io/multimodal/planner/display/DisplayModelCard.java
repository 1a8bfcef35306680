// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner.display;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.table.api.internal.TableResultInternal;
import org.apache.flink.table.api.internal.TableResultUtils;
import org.apache.flink.table.catalog.CatalogModel;
import org.apache.flink.table.catalog.ObjectIdentifier;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.operations.ShowOperation;
import org.apache.flink.table.types.DataType;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

/**
 * {@code DESCRIBE MODEL EXTENDED}: behind the columns, what is known of the model itself. These are
 * its comment, its digest and the options of its card, each with its name and value in the first
 * two columns and NULL in the others.
 */
final class DisplayModelCard implements ShowOperation {
    private static final String CARD = "card.";
    private static final String DIGEST = "digest";

    private final DisplayOperation columns;
    private final ObjectIdentifier model;

    /**
     * @param columns tells of the model's columns
     */
    DisplayModelCard(DisplayOperation columns, ObjectIdentifier model) {
        this.columns = columns;
        this.model = model;
    }

    @Override
    public String asSummaryString() {
        return columns.asSummaryString();
    }

    @Override
    public TableResultInternal execute(Context context) {
        TableResultInternal answer = columns.execute(context);
        ResolvedSchema schema = answer.getResolvedSchema();
        int arity = schema.getColumnCount();
        List<Object[]> rows = new ArrayList<>();
        try (CloseableIterator<Row> iterator = answer.collect()) {
            iterator.forEachRemaining(row -> rows.add(fields(row)));
        } catch (Exception e) {
            throw new IllegalStateException("Cannot read the answer of " + asSummaryString(), e);
        }
        context.getCatalogManager()
                .getModel(model)
                .ifPresent(
                        found ->
                                card(found.getResolvedModel())
                                        .forEach(
                                                (name, value) ->
                                                        rows.add(row(arity, name, value))));
        return TableResultUtils.buildTableResult(
                schema.getColumnNames().toArray(String[]::new),
                schema.getColumnDataTypes().toArray(DataType[]::new),
                rows.toArray(Object[][]::new));
    }

    private static Map<String, String> card(CatalogModel model) {
        Map<String, String> card = new TreeMap<>();
        if (model.getComment() != null && !model.getComment().isEmpty()) {
            card.put("comment", model.getComment());
        }
        model.getOptions()
                .forEach(
                        (name, value) -> {
                            if (name.startsWith(CARD) || name.equals(DIGEST)) {
                                card.put(
                                        name,
                                        GlobalConfiguration.isSensitive(name)
                                                ? GlobalConfiguration.HIDDEN_CONTENT
                                                : value);
                            }
                        });
        return card;
    }

    private static Object[] row(int arity, String name, String value) {
        Object[] fields = new Object[arity];
        fields[0] = name;
        fields[1] = value;
        return fields;
    }

    private static Object[] fields(Row row) {
        Object[] fields = new Object[row.getArity()];
        for (int i = 0; i < fields.length; i++) {
            fields[i] = row.getField(i);
        }
        return fields;
    }
}
