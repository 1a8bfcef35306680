// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner.display;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.expressions.CallExpression;
import org.apache.flink.table.expressions.FieldReferenceExpression;
import org.apache.flink.table.expressions.ResolvedExpression;
import org.apache.flink.table.expressions.TypeLiteralExpression;
import org.apache.flink.table.functions.BuiltInFunctionDefinitions;
import org.apache.flink.table.operations.Operation;
import org.apache.flink.table.operations.ProjectQueryOperation;
import org.apache.flink.table.operations.QueryOperation;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.utils.TypeConversions;

/**
 * A query whose result PyFlink's {@code execute_sql(…).collect()} can read: it knows no structured
 * type. Media become the rows of their attributes there; in views and tables they stay what they
 * are.
 */
final class PythonQuery {
    private static final String PYTHON = "org.apache.flink.api.python.shaded.py4j.";
    private static final String EXECUTE = "executeSql";

    private PythonQuery() {}

    /** The operation itself, unless it is such a query and Python, on this thread, executes it. */
    static Operation of(Operation operation) {
        return operation instanceof QueryOperation query
                        && query.getResolvedSchema().getColumnDataTypes().stream()
                                .anyMatch(PythonQuery::holdsMedia)
                        && isAskedFor()
                ? withRows(query)
                : operation;
    }

    private static boolean holdsMedia(DataType type) {
        return !rows(type).equals(type.getLogicalType());
    }

    private static LogicalType rows(DataType type) {
        return MediaAsRows.in(type.getLogicalType());
    }

    private static boolean isAskedFor() {
        List<StackWalker.StackFrame> callers = ParserCallers.get();
        return callers.get(0).getMethodName().equals(EXECUTE)
                && callers.stream().anyMatch(frame -> frame.getClassName().startsWith(PYTHON));
    }

    /** The same with rows in the place of media, by casts, so that they leave signed. */
    static QueryOperation withRows(QueryOperation query) {
        List<Column> columns = new ArrayList<>();
        List<ResolvedExpression> values = new ArrayList<>();
        for (Column column : query.getResolvedSchema().getColumns()) {
            DataType type = column.getDataType();
            ResolvedExpression value =
                    new FieldReferenceExpression(column.getName(), type, 0, values.size());
            DataType rows = TypeConversions.fromLogicalToDataType(rows(type));
            boolean cast = holdsMedia(type);
            values.add(
                    cast
                            ? CallExpression.permanent(
                                    BuiltInFunctionDefinitions.CAST,
                                    List.of(value, new TypeLiteralExpression(rows)),
                                    rows)
                            : value);
            columns.add(Column.physical(column.getName(), cast ? rows : type));
        }
        return new ProjectQueryOperation(values, query, ResolvedSchema.of(columns));
    }
}
