// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.web;

import io.multimodal.annotation.Public;
import io.multimodal.types.failure.OnError;
import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.MemorySize;

/** The options of the {@code web} connector. Immutable and thread-safe; does not block. */
@Public
public final class WebOptions {
    /** What follows when a URL cannot be used. */
    public static final ConfigOption<OnError> ON_ERROR =
            ConfigOptions.key("on-error")
                    .enumType(OnError.class)
                    .noDefaultValue()
                    .withDescription(
                            "What follows when a URL cannot be fetched or is not of the column's type: the job fails, or the column is NULL and the metadata column 'error' says why. Without it, what 'multimodal.on-error' says.");

    /** The size of a resource. */
    public static final ConfigOption<MemorySize> MAX_BYTES =
            ConfigOptions.key("max-bytes")
                    .memoryType()
                    .defaultValue(MemorySize.ofMebiBytes(64))
                    .withDescription(
                            "The largest resource that is fetched, also after it is decompressed.");

    /** The time of a request. */
    public static final ConfigOption<Duration> REQUEST_TIMEOUT =
            ConfigOptions.key("request-timeout")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(30))
                    .withDescription(
                            "How long one request may take, to the last byte of its answer.");

    /** The time of a URL. */
    public static final ConfigOption<Duration> DEADLINE =
            ConfigOptions.key("deadline")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(150))
                    .withDescription(
                            "How long a URL may take in all: waiting for its host, redirects, attempts and pauses. Keep 'table.exec.async-lookup.timeout' (3 min) longer by at least the request timeout: it fails the job.");

    /** How many redirects. */
    public static final ConfigOption<Integer> MAX_REDIRECTS =
            ConfigOptions.key("max-redirects")
                    .intType()
                    .defaultValue(5)
                    .withDescription("How many redirects of a URL are followed.");

    /** How many attempts. */
    public static final ConfigOption<Integer> MAX_ATTEMPTS =
            ConfigOptions.key("max-attempts")
                    .intType()
                    .defaultValue(3)
                    .withDescription(
                            "How often a URL is tried if the network fails or the server answers HTTP 408, 425, 429 or 5xx. Pauses grow and are random; a host that sends Retry-After is left alone for so long.");

    /** How many requests a host has at a time. */
    public static final ConfigOption<Integer> REQUESTS_PER_HOST =
            ConfigOptions.key("host.max-requests")
                    .intType()
                    .defaultValue(8)
                    .withDescription(
                            "How many requests a host has at a time, from all tables and subtasks of a process together.");

    /** The time between two requests to a host. */
    public static final ConfigOption<Duration> HOST_DELAY =
            ConfigOptions.key("host.delay")
                    .durationType()
                    .defaultValue(Duration.ZERO)
                    .withDescription("The least time between two requests to a host.");

    private WebOptions() {}
}
