// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.lance;

import static org.apache.flink.table.functions.BuiltInFunctionDefinitions.AND;
import static org.apache.flink.table.functions.BuiltInFunctionDefinitions.EQUALS;
import static org.apache.flink.table.functions.BuiltInFunctionDefinitions.GREATER_THAN;
import static org.apache.flink.table.functions.BuiltInFunctionDefinitions.IS_NULL;
import static org.apache.flink.table.functions.BuiltInFunctionDefinitions.OR;
import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.types.MultimodalTypes;
import java.util.List;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.expressions.CallExpression;
import org.apache.flink.table.expressions.FieldReferenceExpression;
import org.apache.flink.table.expressions.ResolvedExpression;
import org.apache.flink.table.expressions.ValueLiteralExpression;
import org.apache.flink.table.functions.BuiltInFunctionDefinition;
import org.apache.flink.table.types.DataType;
import org.junit.jupiter.api.Test;

class LanceFilterTest {
    private static final ResolvedExpression ID = field("id", DataTypes.BIGINT());
    private static final ResolvedExpression NAME = field("the name", DataTypes.STRING());
    private static final ResolvedExpression HALF = field("half", DataTypes.DOUBLE());

    @Test
    void saysWhatBothUnderstandAlike() {
        ResolvedExpression named = call(EQUALS, NAME, literal("it's"));
        ResolvedExpression large = call(GREATER_THAN, literal(7L), ID);
        assertThat(LanceFilter.of(List.of(named, large)))
                .isEqualTo("`the name` = 'it''s' AND 7 > `id`");
        assertThat(LanceFilter.of(List.of(call(OR, named, call(IS_NULL, ID)))))
                .isEqualTo("(`the name` = 'it''s' OR `id` IS NULL)");
    }

    /** Of a disjunction all has to be said, of a conjunction any part. */
    @Test
    void leavesOutWhatCannotBeSaid() {
        ResolvedExpression one = call(EQUALS, ID, literal(1L));
        ResolvedExpression other = call(EQUALS, HALF, literal(0.5));
        assertThat(LanceFilter.of(List.of(other, call(OR, one, other)))).isEmpty();
        assertThat(LanceFilter.of(List.of(call(AND, one, other)))).isEqualTo("(`id` = 1)");
        assertThat(LanceFilter.of(List.of(call(IS_NULL, field("image", MultimodalTypes.image())))))
                .as("an image that cannot be read is NULL, too")
                .isEmpty();
        assertThat(LanceFilter.of(List.of(call(IS_NULL, field("a`b", DataTypes.INT()))))).isEmpty();
    }

    private static ResolvedExpression field(String name, DataType type) {
        return new FieldReferenceExpression(name, type, 0, 0);
    }

    private static ResolvedExpression literal(Object value) {
        return new ValueLiteralExpression(value);
    }

    private static ResolvedExpression call(
            BuiltInFunctionDefinition function, ResolvedExpression... arguments) {
        return CallExpression.permanent(function, List.of(arguments), DataTypes.BOOLEAN());
    }
}
