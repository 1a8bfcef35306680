// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.training;

import java.util.List;
import java.util.Map;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.functions.AggregateFunction;
import org.apache.flink.table.types.DataType;

/**
 * A training that can run.
 *
 * @param arguments what the columns of the query are cast to, in their order
 * @param aggregate takes all rows, once, in any order, and gives the options of the trained model.
 *     Those that begin with {@code card.} say how it was trained. It has no {@code merge}, so that
 *     all rows come to one place.
 * @param input the columns that the model takes
 * @param output the columns that the model gives
 */
public record PlannedTraining(
        List<DataType> arguments,
        AggregateFunction<Map<String, String>, ?> aggregate,
        Schema input,
        Schema output) {
    public PlannedTraining {
        arguments = List.copyOf(arguments);
    }
}
