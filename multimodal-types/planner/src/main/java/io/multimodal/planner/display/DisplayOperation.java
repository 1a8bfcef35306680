// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner.display;

import io.multimodal.types.text.TypeText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.table.api.internal.TableResultInternal;
import org.apache.flink.table.api.internal.TableResultUtils;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.operations.ExecutableOperation;
import org.apache.flink.table.operations.Operation;
import org.apache.flink.table.operations.ShowOperation;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

/**
 * DESCRIBE or SHOW CREATE as Flink answers it, with the types as one writes them and without the
 * values of options whose names say that they are secret.
 */
final class DisplayOperation implements ShowOperation {
    /** Possessive, because a text may be long and the stack is not. */
    private static final Pattern OPTION =
            Pattern.compile("'([^']*+(?:''[^']*+)*+)' = '[^']*+(?:''[^']*+)*+'");

    private final ExecutableOperation inner;
    private final Function<Context, List<Column>> described;

    /**
     * @param described the columns of the table or model that the operation tells of
     */
    DisplayOperation(ExecutableOperation inner, Function<Context, List<Column>> described) {
        this.inner = inner;
        this.described = described;
    }

    @Override
    public String asSummaryString() {
        return ((Operation) inner).asSummaryString();
    }

    @Override
    public TableResultInternal execute(Context context) {
        TableResultInternal answer = inner.execute(context);
        ResolvedSchema schema = answer.getResolvedSchema();
        List<Column> columns = described.apply(context);
        List<Object[]> rows = new ArrayList<>();
        try (CloseableIterator<Row> iterator = answer.collect()) {
            iterator.forEachRemaining(row -> rows.add(readable(row, columns)));
        } catch (Exception e) {
            throw new IllegalStateException("Cannot read the answer of " + asSummaryString(), e);
        }
        return TableResultUtils.buildTableResult(
                schema.getColumnNames().toArray(String[]::new),
                schema.getColumnDataTypes().toArray(DataType[]::new),
                rows.toArray(Object[][]::new));
    }

    private static Object[] readable(Row row, List<Column> columns) {
        Object[] fields = new Object[row.getArity()];
        for (int i = 0; i < fields.length; i++) {
            Object field = row.getField(i);
            fields[i] = field instanceof String text ? readable(text, row, columns) : field;
        }
        return fields;
    }

    private static String readable(String text, Row row, List<Column> columns) {
        String readable = text;
        for (Column column : columns) {
            // A row of DESCRIBE is about one column, SHOW CREATE is one row about all.
            if (row.getArity() == 1 || column.getName().equals(row.getField(0))) {
                LogicalType type = column.getDataType().getLogicalType();
                readable = replace(readable, type, LogicalType::asSerializableString);
                readable = replace(readable, type.copy(true), LogicalType::asSummaryString);
            }
        }
        return row.getArity() == 1 ? masked(readable) : readable;
    }

    private static String masked(String statement) {
        return OPTION.matcher(statement)
                .replaceAll(
                        option ->
                                Matcher.quoteReplacement(
                                        GlobalConfiguration.isSensitive(option.group(1))
                                                ? "'%s' = '%s'"
                                                        .formatted(
                                                                option.group(1),
                                                                GlobalConfiguration.HIDDEN_CONTENT)
                                                : option.group()));
    }

    private static String replace(
            String text, LogicalType type, Function<LogicalType, String> printer) {
        return text.replace(printer.apply(type), TypeText.print(type, printer));
    }
}
