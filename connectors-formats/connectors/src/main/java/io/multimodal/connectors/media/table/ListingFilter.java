// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.table;

import io.multimodal.connectors.media.source.listing.FileFilter;
import io.multimodal.connectors.media.source.listing.ListedFile;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import org.apache.flink.table.expressions.CallExpression;
import org.apache.flink.table.expressions.FieldReferenceExpression;
import org.apache.flink.table.expressions.ResolvedExpression;
import org.apache.flink.table.expressions.ValueLiteralExpression;
import org.apache.flink.table.functions.BuiltInFunctionDefinitions;
import org.apache.flink.table.functions.FunctionDefinition;
import org.apache.flink.table.types.logical.LogicalTypeFamily;

/**
 * The part of a query's WHERE that the listing alone can decide: comparisons of columns that are
 * not the medium with literals, put together by AND, OR and NOT. It passes a file over only where
 * that is surely no row; Flink applies the whole WHERE all the same.
 */
final class ListingFilter {
    /** Three-valued: null where the listing does not tell. */
    @FunctionalInterface
    private interface Condition extends Serializable {
        Boolean test(Listed file);
    }

    /** A file, or a folder, of which only the path is known and {@code file} is null. */
    private record Listed(String path, ListedFile file) {
        Object value(TableColumn column) {
            return column.ofListed(path, file);
        }
    }

    /** What is wanted of all conditions. */
    private record Wanted(ArrayList<Condition> all) implements FileFilter {
        @Override
        public boolean wants(ListedFile file) {
            return wants(new Listed(file.key(), file));
        }

        @Override
        public boolean wantsBelow(String folder) {
            return wants(new Listed(folder + "/", null));
        }

        private boolean wants(Listed listed) {
            return all.stream().noneMatch(each -> Boolean.FALSE.equals(each.test(listed)));
        }
    }

    private static final Map<FunctionDefinition, SerializablePredicate> COMPARISONS =
            Map.of(
                    BuiltInFunctionDefinitions.EQUALS, order -> order == 0,
                    BuiltInFunctionDefinitions.NOT_EQUALS, order -> order != 0,
                    BuiltInFunctionDefinitions.LESS_THAN, order -> order < 0,
                    BuiltInFunctionDefinitions.LESS_THAN_OR_EQUAL, order -> order <= 0,
                    BuiltInFunctionDefinitions.GREATER_THAN, order -> order > 0,
                    BuiltInFunctionDefinitions.GREATER_THAN_OR_EQUAL, order -> order >= 0);

    private interface SerializablePredicate extends IntPredicate, Serializable {}

    private final List<TableColumn> columns;

    private ListingFilter(List<TableColumn> columns) {
        this.columns = columns;
    }

    /**
     * What these filters, all of them, say of a file.
     *
     * @param columns that fields refer to by their index; null stands for the medium
     */
    static FileFilter of(List<ResolvedExpression> filters, List<TableColumn> columns) {
        ListingFilter filter = new ListingFilter(columns);
        ArrayList<Condition> all = new ArrayList<>();
        filters.forEach(each -> filter.condition(each).ifPresent(all::add));
        if (all.isEmpty()) {
            return FileFilter.ALL;
        }
        return new Wanted(all);
    }

    /** Empty where the listing never tells. */
    private Optional<Condition> condition(ResolvedExpression expression) {
        if (!(expression instanceof CallExpression call)) {
            return Optional.empty();
        }
        FunctionDefinition function = call.getFunctionDefinition();
        List<ResolvedExpression> operands = call.getResolvedChildren();
        if (function == BuiltInFunctionDefinitions.AND) {
            return together(operands, Boolean.FALSE);
        } else if (function == BuiltInFunctionDefinitions.OR) {
            return together(operands, Boolean.TRUE);
        } else if (function == BuiltInFunctionDefinitions.NOT) {
            return condition(operands.get(0)).map(ListingFilter::not);
        } else if (function == BuiltInFunctionDefinitions.LIKE && operands.size() == 2) {
            return like(operands.get(0), operands.get(1));
        } else if (COMPARISONS.containsKey(function)) {
            SerializablePredicate holds = COMPARISONS.get(function);
            return comparison(operands.get(0), operands.get(1), holds)
                    .or(
                            () ->
                                    comparison(
                                            operands.get(1),
                                            operands.get(0),
                                            order -> holds.test(-order)));
        }
        return Optional.empty();
    }

    /** AND, which one FALSE decides, or OR, which one TRUE decides. */
    private Optional<Condition> together(List<ResolvedExpression> operands, Boolean decides) {
        List<Condition> parts = new ArrayList<>();
        for (ResolvedExpression operand : operands) {
            parts.add(condition(operand).orElse(file -> null));
        }
        return Optional.of(
                file -> {
                    Boolean result = !decides;
                    for (Condition part : parts) {
                        Boolean told = part.test(file);
                        if (decides.equals(told)) {
                            return decides;
                        }
                        result = told == null ? null : result;
                    }
                    return result;
                });
    }

    private static Condition not(Condition condition) {
        return file -> {
            Boolean told = condition.test(file);
            return told == null ? null : !told;
        };
    }

    private Optional<Condition> comparison(
            ResolvedExpression field, ResolvedExpression literal, SerializablePredicate holds) {
        Optional<TableColumn> column = column(field);
        if (column.isEmpty() || !(literal instanceof ValueLiteralExpression value)) {
            return Optional.empty();
        }
        TableColumn of = column.get();
        return ColumnOrder.with(of.type(), value)
                .map(
                        order ->
                                file -> {
                                    Object told = file.value(of);
                                    return told == null
                                            ? null
                                            : (Boolean) holds.test(order.of(told));
                                });
    }

    private Optional<Condition> like(ResolvedExpression field, ResolvedExpression literal) {
        Optional<TableColumn> column = column(field);
        if (column.isEmpty()
                || !(literal instanceof ValueLiteralExpression value)
                || !column.get().type().is(LogicalTypeFamily.CHARACTER_STRING)) {
            return Optional.empty();
        }
        TableColumn of = column.get();
        return value.getValueAs(String.class)
                .filter(pattern -> pattern.indexOf('\\') < 0)
                .map(ListingFilter::regex)
                .map(
                        regex ->
                                file -> {
                                    Object told = file.value(of);
                                    return told == null
                                            ? null
                                            : (Boolean) regex.matcher(told.toString()).matches();
                                });
    }

    private static Pattern regex(String like) {
        StringBuilder regex = new StringBuilder();
        like.codePoints()
                .forEach(
                        c -> {
                            switch (c) {
                                case '%' -> regex.append(".*");
                                case '_' -> regex.append('.');
                                default -> regex.append(Pattern.quote(Character.toString(c)));
                            }
                        });
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    /** The column that a field is, as it is, not cast to another type. */
    private Optional<TableColumn> column(ResolvedExpression expression) {
        if (!(expression instanceof FieldReferenceExpression field)) {
            return Optional.empty();
        }
        int index = field.getFieldIndex();
        TableColumn column = index < columns.size() ? columns.get(index) : null;
        return Optional.ofNullable(column)
                .filter(
                        each ->
                                each.type()
                                        .copy(true)
                                        .equals(
                                                field.getOutputDataType()
                                                        .getLogicalType()
                                                        .copy(true)));
    }
}
