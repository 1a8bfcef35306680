// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.instruction;

import io.multimodal.annotation.Public;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.table.factories.ModelProviderFactory;

/**
 * A provider of models that are told in words what to answer, so that each call may ask one model
 * for other answers. {@code AI_EXTRACT} gives such a provider the declared model with one output
 * column of its own, a {@code ROW}; {@code AI_CLASSIFY} gives it the declared model with labels as
 * an option. It refuses what it cannot answer as it refuses a statement that declares such a model.
 * A provider of models whose outputs are fixed does not implement it. Implementations are
 * stateless, as Flink's factories are, and thread-safe.
 */
@Public
public interface InstructedModelFactory extends ModelProviderFactory {
    /**
     * The option, one of {@link #optionalOptions}, of labels of which the first output is one. Does
     * not block.
     */
    ConfigOption<List<String>> labels();
}
