// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions.spec;

import io.multimodal.annotation.Public;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * The values that an argument accepts. Constants are checked when a query is planned, other values
 * at each call, with the same message. Stateless and thread-safe; does not block.
 */
@Public
@FunctionalInterface
public interface Allowed extends Serializable {
    /** Every value of the argument's type. */
    Allowed ALL = value -> Optional.empty();

    /**
     * The reason why a value is wrong, such as {@code is 0; it is from 1 to 8}; empty if it is
     * accepted.
     *
     * @param value a Number, or anything whose toString is the text; not null
     */
    Optional<String> problem(Object value);

    /** Numbers from one to another, both included. */
    static Allowed between(double least, double most) {
        return value -> {
            double number = ((Number) value).doubleValue();
            return number >= least && number <= most
                    ? Optional.empty()
                    : Optional.of(
                            "is %s; it is from %s to %s".formatted(value, text(least), text(most)));
        };
    }

    /** Numbers greater than one, and at most another. */
    static Allowed above(double bound, double most) {
        return value -> {
            double number = ((Number) value).doubleValue();
            return number > bound && number <= most
                    ? Optional.empty()
                    : Optional.of(
                            "is %s; it is more than %s and at most %s"
                                    .formatted(value, text(bound), text(most)));
        };
    }

    /** Numbers of at least one. */
    static Allowed atLeast(double least) {
        return value ->
                ((Number) value).doubleValue() >= least
                        ? Optional.empty()
                        : Optional.of("is %s; it is at least %s".formatted(value, text(least)));
    }

    /** Every finite number. */
    static Allowed finite() {
        return value ->
                Double.isFinite(((Number) value).doubleValue())
                        ? Optional.empty()
                        : Optional.of("is " + value + ", which is not a number");
    }

    /** Whole multiples of a number. */
    static Allowed multipleOf(long unit) {
        return value ->
                ((Number) value).longValue() % unit == 0
                        ? Optional.empty()
                        : Optional.of("is %s; it is a multiple of %d".formatted(value, unit));
    }

    /** Some words, in exactly this spelling. */
    static Allowed words(String... words) {
        List<String> known = List.of(words);
        return value ->
                known.contains(value.toString())
                        ? Optional.empty()
                        : Optional.of(unknown(value, known));
    }

    /** Some words, in upper or lower case. */
    static Allowed wordsInAnyCase(String... words) {
        List<String> known = List.of(words);
        return value ->
                known.stream().anyMatch(word -> word.equalsIgnoreCase(value.toString()))
                        ? Optional.empty()
                        : Optional.of(unknown(value, known));
    }

    private static String unknown(Object value, List<String> known) {
        return "is '%s'; it is one of %s".formatted(value, String.join(", ", known));
    }

    private static String text(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e18
                ? Long.toString((long) number)
                : Double.toString(number);
    }
}
