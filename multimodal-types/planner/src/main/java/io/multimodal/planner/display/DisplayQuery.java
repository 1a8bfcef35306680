// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner.display;

import io.multimodal.types.text.MediaText;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.expressions.CallExpression;
import org.apache.flink.table.expressions.FieldReferenceExpression;
import org.apache.flink.table.expressions.ResolvedExpression;
import org.apache.flink.table.operations.Operation;
import org.apache.flink.table.operations.ProjectQueryOperation;
import org.apache.flink.table.operations.QueryOperation;
import org.apache.flink.table.types.DataType;

/**
 * A query whose result Flink's SQL gateway, and with it the SQL client, can show: its serializers
 * know no structured type and fail with "Could not map response to JSON". Values of such types
 * become text there; in programs they stay what they are.
 */
final class DisplayQuery {
    private static final String GATEWAY =
            "org.apache.flink.table.gateway.service.operation.OperationExecutor";

    private DisplayQuery() {}

    /** Whether the gateway itself called the parser that asks this. */
    static boolean isAskedFor() {
        return ParserCallers.get().get(0).getClassName().equals(GATEWAY);
    }

    /** The operation itself, unless it is a query with such a column. */
    static Operation of(Operation operation) {
        return operation instanceof QueryOperation query
                        && query.getResolvedSchema().getColumns().stream()
                                .anyMatch(column -> isMedia(column.getDataType()))
                ? shown(query)
                : operation;
    }

    private static boolean isMedia(DataType type) {
        return MediaText.isNeededFor(type.getLogicalType());
    }

    private static QueryOperation shown(QueryOperation query) {
        List<Column> columns = new ArrayList<>();
        List<ResolvedExpression> values = new ArrayList<>();
        for (Column column : query.getResolvedSchema().getColumns()) {
            DataType type = column.getDataType();
            ResolvedExpression value =
                    new FieldReferenceExpression(column.getName(), type, 0, values.size());
            if (isMedia(type)) {
                MediaText text = new MediaText(type.getLogicalType());
                values.add(CallExpression.anonymous(text, List.of(value), DataTypes.STRING()));
                columns.add(Column.physical(column.getName(), DataTypes.STRING()));
            } else {
                values.add(value);
                columns.add(column);
            }
        }
        return new ProjectQueryOperation(values, query, ResolvedSchema.of(columns));
    }
}
