// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.container;

import io.multimodal.formats.spi.Sample;
import io.multimodal.formats.spi.SampleColumn;
import io.multimodal.formats.spi.SampleField;
import java.io.Serializable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.table.expressions.CallExpression;
import org.apache.flink.table.expressions.FieldReferenceExpression;
import org.apache.flink.table.expressions.ResolvedExpression;
import org.apache.flink.table.expressions.ValueLiteralExpression;
import org.apache.flink.table.functions.BuiltInFunctionDefinitions;
import org.apache.flink.table.types.logical.LogicalTypeFamily;

/**
 * Which samples a query asks for by the text of a column, such as a key: the fields of other
 * samples are not read. Flink filters the rows once more.
 *
 * @param texts that a column may have, by its index among those that are read
 */
record WantedValues(Map<Integer, Set<String>> texts) implements Serializable {
    private static final long serialVersionUID = 1L;

    /** All samples. */
    static final WantedValues ALL = new WantedValues(Map.of());

    /**
     * What the conditions say that compare columns with constants; others are ignored.
     *
     * @param filters all of which hold
     * @param columns those that are read
     */
    static WantedValues of(List<ResolvedExpression> filters, List<SampleColumn> columns) {
        Map<Integer, Set<String>> texts = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            SampleColumn column = columns.get(i);
            if (column.type().is(LogicalTypeFamily.CHARACTER_STRING)) {
                for (ResolvedExpression filter : filters) {
                    int index = i;
                    texts(filter, column.name())
                            .ifPresent(these -> texts.merge(index, these, WantedValues::both));
                }
            }
        }
        return new WantedValues(texts);
    }

    private static Set<String> both(Set<String> some, Set<String> others) {
        Set<String> both = new HashSet<>(some);
        both.retainAll(others);
        return both;
    }

    /** Empty if the condition may hold for any text. */
    private static Optional<Set<String>> texts(ResolvedExpression filter, String column) {
        if (!(filter instanceof CallExpression call)) {
            return Optional.empty();
        }
        List<ResolvedExpression> arguments = call.getResolvedChildren();
        if (call.getFunctionDefinition() == BuiltInFunctionDefinitions.OR) {
            Set<String> either = new HashSet<>();
            for (ResolvedExpression argument : arguments) {
                Optional<Set<String>> these = texts(argument, column);
                if (these.isEmpty()) {
                    return Optional.empty();
                }
                either.addAll(these.get());
            }
            return Optional.of(either);
        }
        if (call.getFunctionDefinition() != BuiltInFunctionDefinitions.EQUALS) {
            return Optional.empty();
        }
        boolean first = isColumn(arguments.get(0), column);
        return (first || isColumn(arguments.get(1), column))
                        && arguments.get(first ? 1 : 0) instanceof ValueLiteralExpression literal
                ? literal.getValueAs(String.class).map(text -> new HashSet<>(Set.of(text)))
                : Optional.empty();
    }

    private static boolean isColumn(ResolvedExpression expression, String column) {
        return expression instanceof FieldReferenceExpression field
                && field.getName().equals(column);
    }

    /** Whether a sample may be asked for, as far as its fields say without being read. */
    boolean has(Sample sample) {
        return sample.fault() != null
                || texts.entrySet().stream()
                        .allMatch(
                                wanted ->
                                        !(sample.fields().get(wanted.getKey())
                                                        instanceof SampleField.Value value)
                                                || wanted.getValue()
                                                        .contains(value.value().toString()));
    }
}
