// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.web;

import io.multimodal.store.http.Politeness;
import java.io.Serializable;
import java.time.Duration;

/**
 * How resources are fetched.
 *
 * @param maxBytes of a resource, also after it is decompressed
 * @param requestTimeout how long one request may take, to the last byte of its answer
 * @param deadline how long a URL may take in all, waiting for its host included
 * @param maxRedirects how many redirects are followed
 * @param attempts how often a URL is tried at most, if the server or the network fails
 * @param politeness how hosts are treated
 */
public record WebLimits(
        long maxBytes,
        Duration requestTimeout,
        Duration deadline,
        int maxRedirects,
        int attempts,
        Politeness politeness)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** 64 MiB, 30 s a request, 150 s in all, 5 redirects, 3 attempts, 8 requests a host. */
    public static final WebLimits DEFAULT =
            new WebLimits(
                    64L << 20,
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(150),
                    5,
                    3,
                    new Politeness(8, Duration.ZERO));
}
