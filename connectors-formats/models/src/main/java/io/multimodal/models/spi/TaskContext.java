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
 * @param columns that the statement declares
 * @param files for what the task needs beside the model
 */
@Public
public record TaskContext(
        ReadableConfig options,
        ModelSignature signature,
        ModelSource model,
        ModelColumns columns,
        TaskFiles files) {
    /** The context of a model that takes one image, without files. */
    public TaskContext(ReadableConfig options, ModelSignature signature, ModelSource model) {
        this(options, signature, model, ModelColumns.OF_IMAGE, TaskFiles.NONE);
    }

    /** The metadata of the model beyond its signature, by name. */
    public Map<String, String> metadata() {
        return model.metadata();
    }

    /** The operation that makes an output; see {@link ModelSource#lastOperation}. */
    public Optional<String> lastOperation(String output) {
        return model.lastOperation(output);
    }
}
