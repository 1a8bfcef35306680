// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.service;

/**
 * What a service takes at a time. Immutable and thread-safe.
 *
 * @param requestBytes the most bytes of a request's body
 * @param rows the most rows of a request
 * @param inFlight how many requests are computed at a time
 * @param waiting how many more wait; the next one is told to come again
 * @param connections the most connections; each has a thread while a request of it is served
 * @param requestSeconds how long a client may take to send a request
 */
public record ServiceLimits(
        int requestBytes,
        int rows,
        int inFlight,
        int waiting,
        int connections,
        int requestSeconds) {
    /** Enough for a machine with a GPU; the bodies of all connections are 1 GiB at most. */
    public static final ServiceLimits DEFAULT = new ServiceLimits(8 << 20, 1024, 64, 64, 128, 30);

    public ServiceLimits {
        if (requestBytes < 1
                || rows < 1
                || inFlight < 1
                || waiting < 0
                || connections < 1
                || requestSeconds < 1) {
            throw new IllegalArgumentException(
                    "The limits of a service are at least 1, and the requests that wait at least 0");
        }
    }
}
