// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.remote;

import io.multimodal.store.http.Politeness;
import java.time.Duration;
import org.apache.flink.configuration.ReadableConfig;

/**
 * How servers are asked.
 *
 * @param model what runs there, for messages; requests for another model do not count with these
 * @param key that is sent along
 * @param keyPlaces where a key may be set, for messages
 * @param politeness how many requests a server has at a time, and how fast they follow each other
 * @param attempt how long one attempt may take
 * @param call how long after the first attempt the last one may begin
 * @param attempts how many there are at most
 * @param maxAnswerBytes the most bytes of an answer
 */
public record RemoteSettings(
        String model,
        ApiKey key,
        String keyPlaces,
        Politeness politeness,
        Duration attempt,
        Duration call,
        int attempts,
        int maxAnswerBytes) {
    private static final Duration PLANNING = Duration.ofSeconds(20);
    private static final int ATTEMPTS_OF_PLANNING = 3;
    private static final long NANOS_OF_MINUTE = Duration.ofMinutes(1).toNanos();

    /** The settings that the options say. */
    public static RemoteSettings of(
            ReadableConfig options,
            String model,
            ApiKey key,
            String keyPlaces,
            int maxAnswerBytes) {
        return new RemoteSettings(
                model,
                key,
                keyPlaces,
                new Politeness(
                        options.get(RemoteOptions.MAX_REQUESTS),
                        options.getOptional(RemoteOptions.REQUESTS_PER_MINUTE)
                                .map(many -> Duration.ofNanos(NANOS_OF_MINUTE / many))
                                .orElse(Duration.ZERO)),
                options.get(RemoteOptions.REQUEST_TIMEOUT),
                options.get(RemoteOptions.RETRY_TIMEOUT),
                1 + options.get(RemoteOptions.RETRY_NUM),
                maxAnswerBytes);
    }

    /** The same for questions that a user waits for: fewer attempts, and not for long. */
    public RemoteSettings forPlanning() {
        return new RemoteSettings(
                model,
                key,
                keyPlaces,
                politeness,
                attempt.compareTo(PLANNING) < 0 ? attempt : PLANNING,
                PLANNING,
                Math.min(attempts, ATTEMPTS_OF_PLANNING),
                maxAnswerBytes);
    }
}
