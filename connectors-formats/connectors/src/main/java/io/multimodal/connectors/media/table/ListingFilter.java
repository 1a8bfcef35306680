// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.table;

import io.multimodal.connectors.media.source.listing.FileFilter;
import io.multimodal.connectors.media.source.listing.ListedFile;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.expressions.CallExpression;
import org.apache.flink.table.expressions.FieldReferenceExpression;
import org.apache.flink.table.expressions.ResolvedExpression;
import org.apache.flink.table.expressions.ValueLiteralExpression;
import org.apache.flink.table.functions.BuiltInFunctionDefinitions;
import org.apache.flink.table.functions.FunctionDefinition;

/**
 * The part of a query's WHERE that the listing alone can decide: comparisons of metadata columns
 * with literals, put together by AND, OR and NOT. It passes a file over only where that is surely
 * no row; Flink applies the whole WHERE all the same.
 */
final class ListingFilter {
    /** Three-valued: null where the listing does not tell. */
    @FunctionalInterface
    private interface Condition extends Serializable {
        Boolean test(ListedFile file);
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

    private final List<MetadataColumn> metadata;
    private final int metadataFrom;

    private ListingFilter(List<MetadataColumn> metadata, int metadataFrom) {
        this.metadata = List.copyOf(metadata);
        this.metadataFrom = metadataFrom;
    }

    /**
     * What these filters, all of them, say of a file.
     *
     * @param metadata the columns that fields refer to, the first one by the index {@code from}
     */
    static FileFilter of(
            List<ResolvedExpression> filters, List<MetadataColumn> metadata, int from) {
        ListingFilter filter = new ListingFilter(metadata, from);
        List<Condition> all = new ArrayList<>();
        filters.forEach(each -> filter.condition(each).ifPresent(all::add));
        if (all.isEmpty()) {
            return FileFilter.ALL;
        }
        return file -> all.stream().noneMatch(each -> Boolean.FALSE.equals(each.test(file)));
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
        Optional<MetadataColumn> column = column(field);
        if (column.isEmpty() || !(literal instanceof ValueLiteralExpression value)) {
            return Optional.empty();
        }
        MetadataColumn of = column.get();
        return switch (of) {
            case NAME, URI ->
                    value.getValueAs(String.class)
                            .map(
                                    text ->
                                            file ->
                                                    holds.test(
                                                            ((StringData) of.of(file))
                                                                    .compareTo(
                                                                            StringData.fromString(
                                                                                    text))));
            case SIZE ->
                    number(value)
                            .map(
                                    number ->
                                            file ->
                                                    holds.test(
                                                            BigDecimal.valueOf((Long) of.of(file))
                                                                    .compareTo(number)));
            case MODIFIED ->
                    value.getValueAs(Instant.class)
                            .map(
                                    instant ->
                                            file ->
                                                    holds.test(
                                                            ((TimestampData) of.of(file))
                                                                    .compareTo(
                                                                            TimestampData
                                                                                    .fromInstant(
                                                                                            instant))));
        };
    }

    private static Optional<BigDecimal> number(ValueLiteralExpression value) {
        return value.getValueAs(BigDecimal.class)
                .or(() -> value.getValueAs(Long.class).map(BigDecimal::valueOf))
                .or(() -> value.getValueAs(Integer.class).map(BigDecimal::valueOf));
    }

    private Optional<Condition> like(ResolvedExpression field, ResolvedExpression literal) {
        Optional<MetadataColumn> column = column(field);
        if (column.isEmpty()
                || !(literal instanceof ValueLiteralExpression value)
                || (column.get() != MetadataColumn.NAME && column.get() != MetadataColumn.URI)) {
            return Optional.empty();
        }
        MetadataColumn of = column.get();
        return value.getValueAs(String.class)
                .filter(pattern -> pattern.indexOf('\\') < 0)
                .map(ListingFilter::regex)
                .map(regex -> file -> regex.matcher(of.of(file).toString()).matches());
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

    /** The metadata column that a field is, as it is, not cast to another type. */
    private Optional<MetadataColumn> column(ResolvedExpression expression) {
        if (!(expression instanceof FieldReferenceExpression field)) {
            return Optional.empty();
        }
        int index = field.getFieldIndex() - metadataFrom;
        return index >= 0 && index < metadata.size()
                ? Optional.of(metadata.get(index)).filter(column -> column.isOf(field))
                : Optional.empty();
    }
}
