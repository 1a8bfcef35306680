// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3.client;

import io.multimodal.store.error.StoreException;
import io.multimodal.store.spi.ProbeFinding;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Finds out how far a server's clock is from this machine's: signatures hold for minutes. */
final class ClockProbe {
    private static final Duration TOLERATED_SKEW = Duration.ofMinutes(5);

    private final S3Requests requests;
    private final Settled settled;

    ClockProbe(S3Requests requests, S3Location location) {
        this.requests = requests;
        this.settled = new Settled(location);
    }

    ProbeFinding clock() throws StoreException {
        Optional<Duration> skew =
                settled.expected("look at", "the bucket", requests.date())
                        .map(
                                date ->
                                        ZonedDateTime.parse(
                                                date, DateTimeFormatter.RFC_1123_DATE_TIME))
                        .map(date -> Duration.between(Instant.now(), date.toInstant()));
        boolean near = skew.isPresent() && skew.get().abs().compareTo(TOLERATED_SKEW) < 0;
        return new ProbeFinding(
                "clock",
                ProbeFinding.Need.USED,
                near,
                skew.map(by -> "differs by " + by.abs().toSeconds() + " s").orElse("does not say")
                        + (near ? "" : "; set it, or requests are refused"));
    }
}
