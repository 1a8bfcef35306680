// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.spi;

import io.multimodal.annotation.Public;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;

/**
 * Makes the task that the option {@code task} of CREATE MODEL names. It is found by the file {@code
 * META-INF/services/io.multimodal.models.spi.ModelTaskFactory} of a jar that lies in {@code lib/}
 * or belongs to a job. It works with each provider whose models have the signature that it needs.
 *
 * <p>An implementation is public, has a public constructor without parameters, and is thread-safe.
 */
@Public
public interface ModelTaskFactory {
    /** The value of the option {@code task}, such as {@code image-embedding}. */
    String name();

    /** The options that the task reads, beside {@code task}; all may be left out. */
    Set<ConfigOption<?>> options();

    /**
     * Makes the task for a model. Does not block. Called when a query is planned and in each
     * subtask, with equal results.
     *
     * @throws org.apache.flink.table.api.ValidationException if an option is wrong, or if the
     *     model's signature does not fit; the message names both sides
     */
    PlannedTask plan(TaskContext context);
}
