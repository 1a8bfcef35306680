// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.lance;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.flink.table.expressions.CallExpression;
import org.apache.flink.table.expressions.FieldReferenceExpression;
import org.apache.flink.table.expressions.ResolvedExpression;
import org.apache.flink.table.expressions.ValueLiteralExpression;
import org.apache.flink.table.functions.BuiltInFunctionDefinitions;
import org.apache.flink.table.functions.FunctionDefinition;
import org.apache.flink.table.types.logical.LogicalTypeRoot;

/**
 * Conditions in the SQL of Lance. One that Lance may understand otherwise than Flink is left out:
 * the result may hold for more rows, never for fewer.
 */
final class LanceFilter {
    private static final Map<FunctionDefinition, String> COMPARISONS =
            Map.of(
                    BuiltInFunctionDefinitions.EQUALS, "=",
                    BuiltInFunctionDefinitions.NOT_EQUALS, "<>",
                    BuiltInFunctionDefinitions.LESS_THAN, "<",
                    BuiltInFunctionDefinitions.LESS_THAN_OR_EQUAL, "<=",
                    BuiltInFunctionDefinitions.GREATER_THAN, ">",
                    BuiltInFunctionDefinitions.GREATER_THAN_OR_EQUAL, ">=");

    private LanceFilter() {}

    /** All that hold, joined; empty if none can be said. */
    static String of(List<ResolvedExpression> filters) {
        return filters.stream()
                .map(LanceFilter::sql)
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" AND "));
    }

    private static Optional<String> sql(ResolvedExpression expression) {
        if (!(expression instanceof CallExpression call)) {
            return Optional.empty();
        }
        FunctionDefinition function = call.getFunctionDefinition();
        List<ResolvedExpression> arguments = call.getResolvedChildren();
        if (function == BuiltInFunctionDefinitions.AND) {
            List<String> all =
                    arguments.stream().map(LanceFilter::sql).flatMap(Optional::stream).toList();
            return all.isEmpty()
                    ? Optional.empty()
                    : Optional.of("(" + String.join(" AND ", all) + ")");
        } else if (function == BuiltInFunctionDefinitions.OR) {
            List<String> all =
                    arguments.stream().map(LanceFilter::sql).flatMap(Optional::stream).toList();
            return all.size() < arguments.size()
                    ? Optional.empty()
                    : Optional.of("(" + String.join(" OR ", all) + ")");
        } else if (function == BuiltInFunctionDefinitions.IS_NULL) {
            return column(arguments.get(0)).map(column -> column + " IS NULL");
        } else if (function == BuiltInFunctionDefinitions.IS_NOT_NULL) {
            return column(arguments.get(0)).map(column -> column + " IS NOT NULL");
        }
        String operator = COMPARISONS.get(function);
        if (operator == null) {
            return Optional.empty();
        }
        return operand(arguments.get(0))
                .flatMap(
                        left ->
                                operand(arguments.get(1))
                                        .map(right -> left + " " + operator + " " + right));
    }

    private static Optional<String> operand(ResolvedExpression expression) {
        return expression instanceof ValueLiteralExpression literal
                ? literal(literal)
                : column(expression);
    }

    /** A medium that cannot be read may be NULL though its column in Lance is not. */
    private static boolean isComparable(ResolvedExpression expression) {
        LogicalTypeRoot type = expression.getOutputDataType().getLogicalType().getTypeRoot();
        return switch (type) {
            case TINYINT, SMALLINT, INTEGER, BIGINT, VARCHAR -> true;
            default -> false;
        };
    }

    private static Optional<String> column(ResolvedExpression expression) {
        return expression instanceof FieldReferenceExpression field
                        && field.getName().indexOf('`') < 0
                        && isComparable(expression)
                ? Optional.of("`" + field.getName() + "`")
                : Optional.empty();
    }

    private static Optional<String> literal(ValueLiteralExpression literal) {
        return switch (literal.getOutputDataType().getLogicalType().getTypeRoot()) {
            case TINYINT, SMALLINT, INTEGER, BIGINT ->
                    literal.getValueAs(Number.class).map(Number::toString);
            case CHAR, VARCHAR ->
                    literal.getValueAs(String.class)
                            .map(text -> "'" + text.replace("'", "''") + "'");
            default -> Optional.empty();
        };
    }
}
