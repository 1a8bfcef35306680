// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.runtime;

import io.multimodal.types.config.MultimodalConfig;
import java.io.IOException;
import java.io.Serializable;
import org.apache.flink.metrics.MetricGroup;

/** A model as planning has found it, shipped to the subtasks that use it. */
public interface RowModel extends Serializable {
    /** Its name in its catalog, for messages, metrics and dead letters. */
    String name();

    /** The name of the job as far as it is known, for dead letters. */
    String job();

    /** Where media are, and what they may cost. */
    MultimodalConfig config();

    /** The digest of everything but the task that its predictions depend on, as 64 hex digits. */
    String digest();

    /** Whether predictions are remembered. */
    boolean isRemembered();

    /** How many rows a subtask has in flight where the user says nothing. */
    int rowsInFlight();

    /**
     * Makes it ready for the rows of one subtask, which closes what it gets. Blocks.
     *
     * @param reader of the media; it stays open until the result is closed
     * @param counters of the model in this process
     * @param metrics of the model in this subtask
     * @throws io.multimodal.models.spi.ModelException if the model cannot be used
     */
    RowComputer open(SharedReader reader, ModelCounters counters, MetricGroup metrics)
            throws IOException;
}
