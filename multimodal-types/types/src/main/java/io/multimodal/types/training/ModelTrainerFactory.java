// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.training;

import java.util.Map;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.factories.Factory;

/**
 * A way to train models, found by service file as Flink's factories are. Its identifier is the
 * value of the option {@code task} in {@code CREATE MODEL … WITH ('task' = …) AS SELECT}; its
 * options are those that training takes.
 */
public interface ModelTrainerFactory extends Factory {
    /**
     * Plans a training. Does not block.
     *
     * @param model what the model is called, for messages
     * @param options all that the statement has
     * @param rows what the query gives
     * @param session the configuration of the session
     * @throws ValidationException if these options do not fit, or such rows cannot be learned from;
     *     one sentence says what to change
     */
    PlannedTraining plan(
            String model, Map<String, String> options, ResolvedSchema rows, ReadableConfig session);
}
