// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.remote;

import static org.apache.flink.configuration.ConfigOptions.key;

import java.time.Duration;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;

/** The options of all models that a server runs. */
public final class RemoteOptions {
    /** The most requests at a time. */
    public static final ConfigOption<Integer> MAX_REQUESTS =
            key("max-requests")
                    .intType()
                    .defaultValue(16)
                    .withDescription(
                            "How many requests for this model an endpoint has at a time from one task manager. Further rows wait.");

    /** The most requests a minute. */
    public static final ConfigOption<Integer> REQUESTS_PER_MINUTE =
            key("requests-per-minute")
                    .intType()
                    .noDefaultValue()
                    .withDescription(
                            "How many requests a task manager sends for this model in a minute, evenly spaced. Default: no limit.");

    /** The longest time of one attempt. */
    public static final ConfigOption<Duration> REQUEST_TIMEOUT =
            key("request-timeout")
                    .durationType()
                    .defaultValue(Duration.ofMinutes(1))
                    .withDescription("How long one attempt may take.");

    /** The most repetitions. */
    public static final ConfigOption<Integer> RETRY_NUM =
            key("retry-num")
                    .intType()
                    .defaultValue(8)
                    .withDescription(
                            "How often a request is repeated where another attempt may succeed: the server cannot be reached, does not answer in time, answers with 408, 409, 425, 429 or 5xx, or with something that is no answer. The pauses are random, up to a bound that doubles each time, or as long as the server asks for.");

    /** The longest time of a row. */
    public static final ConfigOption<Duration> RETRY_TIMEOUT =
            key("retry-timeout")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(150))
                    .withDescription(
                            "How long after the first attempt the last one may begin. Flink's own limit for a row, 'table.exec.async-ml-predict.timeout', is to be longer, or it fails the job first.");

    /** All of them. */
    public static final Set<ConfigOption<?>> ALL =
            Set.of(MAX_REQUESTS, REQUESTS_PER_MINUTE, REQUEST_TIMEOUT, RETRY_NUM, RETRY_TIMEOUT);

    private RemoteOptions() {}

    /**
     * Checks the values.
     *
     * @throws ValidationException if one is not possible
     */
    public static void check(ReadableConfig options) {
        atLeast(options, MAX_REQUESTS, 1);
        atLeast(options, REQUESTS_PER_MINUTE, 1);
        atLeast(options, RETRY_NUM, 0);
        positive(options, REQUEST_TIMEOUT);
        positive(options, RETRY_TIMEOUT);
    }

    /**
     * Checks a number.
     *
     * @throws ValidationException if it is set, and lower
     */
    public static void atLeast(ReadableConfig options, ConfigOption<Integer> option, int least) {
        options.getOptional(option)
                .filter(value -> value < least)
                .ifPresent(
                        value -> {
                            throw new ValidationException(
                                    "The option '%s' is at least %d, not %d"
                                            .formatted(option.key(), least, value));
                        });
    }

    private static void positive(ReadableConfig options, ConfigOption<Duration> option) {
        Duration value = options.get(option);
        if (value.isNegative() || value.isZero()) {
            throw new ValidationException(
                    "The option '%s' is longer than nothing, not %s"
                            .formatted(option.key(), value));
        }
    }
}
