// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner.display;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.catalog.ContextResolvedModel;
import org.apache.flink.table.catalog.ObjectIdentifier;
import org.apache.flink.table.catalog.ResolvedCatalogModel;
import org.apache.flink.table.delegation.Parser;
import org.apache.flink.table.delegation.ParserFactory;
import org.apache.flink.table.operations.DescribeFunctionOperation;
import org.apache.flink.table.operations.DescribeModelOperation;
import org.apache.flink.table.operations.DescribeTableOperation;
import org.apache.flink.table.operations.ExecutableOperation;
import org.apache.flink.table.operations.Operation;
import org.apache.flink.table.operations.ShowColumnsOperation;
import org.apache.flink.table.operations.ShowCreateModelOperation;
import org.apache.flink.table.operations.ShowCreateTableOperation;
import org.apache.flink.table.planner.delegation.DefaultParserFactory;

/**
 * Makes Flink's own parser, whose DESCRIBE and SHOW CREATE print the types as one writes them. The
 * drop-in planner jar names this factory in place of {@link DefaultParserFactory}.
 */
public final class DisplayParserFactory extends ReplacingFactory<DefaultParserFactory>
        implements ParserFactory {
    /** Found by service file. */
    public DisplayParserFactory() {
        super(new DefaultParserFactory());
    }

    @Override
    public Parser create(Context context) {
        return new DisplayParser(flink.create(context));
    }

    /** The operation itself, or one that answers it readably. */
    static Operation readable(Operation operation) {
        if (operation instanceof DescribeTableOperation describe) {
            return ofTable(describe, describe.getSqlIdentifier());
        }
        if (operation instanceof ShowColumnsOperation show) {
            return ofTable(show, show.getTableIdentifier());
        }
        if (operation instanceof ShowCreateTableOperation show) {
            return ofTable(show, show.getTableIdentifier());
        }
        if (operation instanceof ShowCreateModelOperation show) {
            return new DisplayOperation(show, context -> columns(show.getModel()));
        }
        if (operation instanceof DescribeFunctionOperation describe) {
            return new DisplayFunction(describe);
        }
        if (operation instanceof DescribeModelOperation describe) {
            DisplayOperation shown =
                    new DisplayOperation(
                            describe,
                            context ->
                                    context.getCatalogManager()
                                            .getModel(describe.getSqlIdentifier())
                                            .map(ContextResolvedModel::getResolvedModel)
                                            .map(DisplayParserFactory::columns)
                                            .orElse(List.of()));
            return describe.isExtended()
                    ? new DisplayModelCard(shown, describe.getSqlIdentifier())
                    : shown;
        }
        return operation;
    }

    private static DisplayOperation ofTable(ExecutableOperation inner, ObjectIdentifier table) {
        return new DisplayOperation(
                inner,
                context ->
                        context.getCatalogManager()
                                .getTable(table)
                                .map(t -> t.getResolvedSchema().getColumns())
                                .orElse(List.of()));
    }

    private static List<Column> columns(ResolvedCatalogModel model) {
        return Stream.of(model.getResolvedInputSchema(), model.getResolvedOutputSchema())
                .flatMap(schema -> Optional.ofNullable(schema).stream())
                .flatMap(schema -> schema.getColumns().stream())
                .toList();
    }
}
