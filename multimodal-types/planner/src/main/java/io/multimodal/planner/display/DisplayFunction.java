// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner.display;

import io.multimodal.types.text.DescribedFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.internal.TableResultInternal;
import org.apache.flink.table.api.internal.TableResultUtils;
import org.apache.flink.table.catalog.ContextResolvedFunction;
import org.apache.flink.table.operations.DescribeFunctionOperation;
import org.apache.flink.table.operations.ShowOperation;
import org.apache.flink.table.types.DataType;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

/**
 * DESCRIBE FUNCTION as Flink answers it, with the types as one writes them; of a {@link
 * DescribedFunction} the type of its result and what it does, too.
 */
final class DisplayFunction implements ShowOperation {
    private static final String SIGNATURE = "signature";

    private final DescribeFunctionOperation inner;

    DisplayFunction(DescribeFunctionOperation inner) {
        this.inner = inner;
    }

    @Override
    public String asSummaryString() {
        return inner.asSummaryString();
    }

    @Override
    public TableResultInternal execute(Context context) {
        TableResultInternal answer = inner.execute(context);
        Optional<DescribedFunction> described = described(context);
        List<Object[]> rows = new ArrayList<>();
        try (CloseableIterator<Row> iterator = answer.collect()) {
            iterator.forEachRemaining(row -> rows.add(readable(row, described)));
        } catch (Exception e) {
            throw new IllegalStateException("Cannot read the answer of " + asSummaryString(), e);
        }
        described.ifPresent(
                function -> {
                    rows.add(new Object[] {"result type", function.resultText()});
                    rows.add(new Object[] {"description", function.sentence()});
                });
        return TableResultUtils.buildTableResult(
                answer.getResolvedSchema().getColumnNames().toArray(String[]::new),
                new DataType[] {DataTypes.STRING(), DataTypes.STRING()},
                rows.toArray(Object[][]::new));
    }

    private Optional<DescribedFunction> described(Context context) {
        return context.getFunctionCatalog()
                .lookupFunction(inner.getSqlIdentifier())
                .map(ContextResolvedFunction::getDefinition)
                .filter(DescribedFunction.class::isInstance)
                .map(DescribedFunction.class::cast);
    }

    private static Object[] readable(Row row, Optional<DescribedFunction> described) {
        String name = String.valueOf(row.getField(0));
        String value = String.valueOf(row.getField(1));
        return new Object[] {
            name,
            name.equals(SIGNATURE)
                    ? described
                            .map(DescribedFunction::signature)
                            .orElseGet(() -> DisplayText.of(value))
                    : value
        };
    }
}
