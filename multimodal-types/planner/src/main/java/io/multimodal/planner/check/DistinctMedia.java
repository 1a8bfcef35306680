// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner.check;

import io.multimodal.planner.coercion.MediaTypes;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.flink.table.api.ValidationException;

/**
 * Refuses {@code COUNT(DISTINCT img)} in streaming queries with the way out: Flink has no state for
 * distinct values of structured types, and its message names a type that is not in the statement.
 */
final class DistinctMedia {
    private DistinctMedia() {}

    /**
     * Looks at all aggregations of a plan.
     *
     * @throws ValidationException that names the function, the column and what to write instead
     */
    static void refuse(RelNode node) {
        if (node instanceof Aggregate aggregate) {
            for (AggregateCall call : aggregate.getAggCallList()) {
                refuse(call, aggregate.getInput());
            }
        }
        node.getInputs().forEach(DistinctMedia::refuse);
    }

    private static void refuse(AggregateCall call, RelNode input) {
        for (int argument : call.getArgList()) {
            String column = input.getRowType().getFieldNames().get(argument);
            MediaTypes.declared(input.getRowType().getFieldList().get(argument).getType())
                    .filter(media -> call.isDistinct())
                    .ifPresent(
                            media -> {
                                String function = call.getAggregation().getName();
                                throw new ValidationException(
                                        "Cannot plan %1$s(DISTINCT %2$s) in streaming mode: Flink keeps no distinct values of the type %3$s; write %1$s(DISTINCT CHECKSUM(%2$s)), or SET 'execution.runtime-mode' = 'batch'"
                                                .formatted(function, column, media.toSql()));
                            });
        }
    }
}
