// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.source.enumerator;

import java.io.Serializable;
import java.time.Duration;

/**
 * How a folder is looked through while a job runs.
 *
 * @param interval how often it is listed
 * @param settleTime how long a file's size and time of modification must have stayed the same
 *     before it is taken; zero takes it when it is seen first
 */
public record Monitoring(Duration interval, Duration settleTime) implements Serializable {
    private static final Duration SHORTEST = Duration.ofMillis(10);

    /** How often there may be something to do. */
    Duration tick() {
        boolean shorter = !settleTime.isZero() && settleTime.compareTo(interval) < 0;
        Duration tick = shorter ? settleTime : interval;
        return tick.compareTo(SHORTEST) < 0 ? SHORTEST : tick;
    }
}
