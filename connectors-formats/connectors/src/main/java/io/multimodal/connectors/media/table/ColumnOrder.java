// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.table;

import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.expressions.ValueLiteralExpression;
import org.apache.flink.table.types.logical.LogicalType;

/** How the values of a column compare with a literal. */
@FunctionalInterface
interface ColumnOrder extends Serializable {
    /**
     * Less than 0, 0 or more than 0.
     *
     * @param value in Flink's internal form
     */
    int of(Object value);

    /** Empty for types that are not compared here. */
    static Optional<ColumnOrder> with(LogicalType type, ValueLiteralExpression literal) {
        return switch (type.getTypeRoot()) {
            case CHAR, VARCHAR ->
                    literal.getValueAs(String.class)
                            .map(text -> value -> text(value).compareTo(text(text)));
            case TINYINT, SMALLINT, INTEGER, BIGINT ->
                    number(literal)
                            .map(
                                    number ->
                                            value ->
                                                    BigDecimal.valueOf(((Number) value).longValue())
                                                            .compareTo(number));
            case DATE ->
                    literal.getValueAs(LocalDate.class)
                            .map(day -> value -> Long.compare((int) value, day.toEpochDay()));
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
                    literal.getValueAs(Instant.class)
                            .map(
                                    instant ->
                                            value ->
                                                    ((TimestampData) value)
                                                            .compareTo(
                                                                    TimestampData.fromInstant(
                                                                            instant)));
            default -> Optional.empty();
        };
    }

    private static StringData text(Object value) {
        return StringData.fromString(value.toString());
    }

    private static Optional<BigDecimal> number(ValueLiteralExpression value) {
        return value.getValueAs(BigDecimal.class)
                .or(() -> value.getValueAs(Long.class).map(BigDecimal::valueOf))
                .or(() -> value.getValueAs(Integer.class).map(BigDecimal::valueOf));
    }
}
