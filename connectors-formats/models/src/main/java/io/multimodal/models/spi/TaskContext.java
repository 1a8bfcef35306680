// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.spi;

import io.multimodal.annotation.Public;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.ReadableConfig;

/**
 * The arguments for making a task.
 *
 * @param options of the CREATE MODEL statement
 * @param signature the model's inputs and outputs
 * @param model for its {@link #metadata} and {@link #lastOperation}
 */
@Public
public record TaskContext(ReadableConfig options, ModelSignature signature, ModelSource model) {
    /** The metadata of the model beyond its signature, by name. */
    public Map<String, String> metadata() {
        return model.metadata();
    }

    /** The operation that makes an output; see {@link ModelSource#lastOperation}. */
    public Optional<String> lastOperation(String output) {
        return model.lastOperation(output);
    }
}
