// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.sqlshell.gallery;

import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a person types above a column: {@code > 10}, {@code 10..20}, {@code = 5} over numbers, and
 * {@code null} or {@code !null}; anything else is a part of the text, in whichever case.
 */
final class Filter {
    private static final String DECIMAL = "(-?[0-9.]+(?:[eE][-+]?[0-9]+)?)";
    private static final Pattern COMPARED =
            Pattern.compile("\\s*(<=|>=|<|>|=)\\s*" + DECIMAL + "\\s*");
    private static final Pattern BETWEEN =
            Pattern.compile("\\s*" + DECIMAL + "\\s*\\.\\.\\s*" + DECIMAL + "\\s*");

    private Filter() {}

    /**
     * The values that a filter takes.
     *
     * @param typed what stands above the column
     * @return a test of values, which may be null
     */
    static Predicate<Object> of(Column column, String typed) {
        String wanted = typed.strip().toLowerCase(Locale.ROOT);
        if (wanted.equals("null")) {
            return value -> value == null;
        }
        if (wanted.equals("!null")) {
            return value -> value != null;
        }
        if (column.kind() == Column.Kind.NUMBER) {
            Matcher compared = COMPARED.matcher(typed);
            if (compared.matches()) {
                return numbers(compared.group(1), decimal(compared.group(2)));
            }
            Matcher between = BETWEEN.matcher(typed.replaceFirst("\\.\\.", " .. "));
            if (between.matches()) {
                double from = decimal(between.group(1));
                double to = decimal(between.group(2));
                return value ->
                        value instanceof Number n
                                && n.doubleValue() >= from
                                && n.doubleValue() <= to;
            }
        }
        return value ->
                value != null && CellText.of(value).toLowerCase(Locale.ROOT).contains(wanted);
    }

    private static Predicate<Object> numbers(String how, double than) {
        return switch (how) {
            case "<" -> value -> value instanceof Number n && n.doubleValue() < than;
            case "<=" -> value -> value instanceof Number n && n.doubleValue() <= than;
            case ">" -> value -> value instanceof Number n && n.doubleValue() > than;
            case ">=" -> value -> value instanceof Number n && n.doubleValue() >= than;
            default -> value -> value instanceof Number n && n.doubleValue() == than;
        };
    }

    /** NaN, which equals nothing, for what is no number. */
    private static double decimal(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
