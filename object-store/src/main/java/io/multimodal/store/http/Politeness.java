// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.http;

import java.io.Serializable;
import java.time.Duration;

/**
 * How a host is treated.
 *
 * @param maxRequests how many requests a host has at a time, at least 1
 * @param delay the least time between the beginnings of two requests to a host
 */
public record Politeness(int maxRequests, Duration delay) implements Serializable {
    private static final long serialVersionUID = 1L;

    public Politeness {
        if (maxRequests < 1 || delay.isNegative()) {
            throw new IllegalArgumentException(
                    "A host has at least one request at a time and no negative delay, not %d and %s"
                            .formatted(maxRequests, delay));
        }
    }
}
