// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.training;

import java.io.Serializable;
import org.apache.flink.configuration.ReadableConfig;

/**
 * How many rows are learned from, and what decides which.
 *
 * @param maxBytes that they take
 */
record SampleSize(int maxRows, long maxBytes, long seed) implements Serializable {
    static SampleSize of(ReadableConfig options) {
        return new SampleSize(
                options.get(TrainingOptions.SAMPLE_MAX_ROWS),
                options.get(TrainingOptions.SAMPLE_MAX_MEMORY).getBytes(),
                options.get(TrainingOptions.SEED));
    }
}
