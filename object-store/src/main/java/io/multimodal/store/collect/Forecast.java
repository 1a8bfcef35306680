// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.collect;

import io.multimodal.store.EpochReclaimer.Contents;
import io.multimodal.store.collect.EpochFate.Verdict;
import io.multimodal.store.error.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * What a sweep would do with each epoch, as roots, leases and sentences were when it was made.
 *
 * @param present the epoch that new objects are put into
 * @param horizon no epoch from it on is removed, whatever the roots say
 * @param roots that are held, those with the lowest floor first
 */
record Forecast(
        long present,
        long horizon,
        List<HeldRoot> roots,
        Sentences sentences,
        Sweep.Settings settings,
        Instant now) {

    /** Everything from here on is kept. */
    long bound() {
        return roots.stream().mapToLong(held -> held.root().floor()).reduce(horizon, Math::min);
    }

    /** The roots that need an epoch. */
    List<HeldRoot> needing(long epoch) {
        return roots.stream().filter(held -> held.root().floor() <= epoch).toList();
    }

    /** From which epoch on everything would be kept without a root. */
    long boundWithout(HeldRoot root) {
        return roots.stream()
                .filter(other -> !other.equals(root))
                .mapToLong(other -> other.root().floor())
                .reduce(horizon, Math::min);
    }

    EpochFate of(long epoch, Contents contents) throws StoreException {
        if (epoch >= bound()) {
            return new EpochFate(epoch, Verdict.KEPT, contents, reason(epoch));
        }
        Optional<Instant> since = sentences.since(epoch);
        boolean over = Sweep.isOlder(since, settings.delay().multipliedBy(2), now);
        if (over && contents.files() == 0) {
            return new EpochFate(epoch, Verdict.FORGOTTEN, contents, "it was removed before");
        }
        return Sweep.isOlder(since, settings.delay(), now)
                ? new EpochFate(
                        epoch, Verdict.REMOVED, contents, "condemned since " + second(since.get()))
                : new EpochFate(epoch, Verdict.CONDEMNED, contents, waiting(since, settings));
    }

    private String reason(long epoch) {
        List<HeldRoot> needing = needing(epoch);
        if (!needing.isEmpty()) {
            HeldRoot one = needing.get(0);
            String others = needing.size() == 1 ? "" : " and " + (needing.size() - 1) + " others";
            return "the root %s of %s%s".formatted(one.root(), one.owner(), others);
        }
        return epoch == present
                ? "new objects are put there"
                : "a process that writes holds a lease from it on";
    }

    static String waiting(Optional<Instant> since, Sweep.Settings settings) {
        return since.map(at -> "no root needs it; a run after " + second(at.plus(settings.delay())))
                        .orElse("no root needs it; a run " + hours(settings.delay()) + " later")
                + " removes it";
    }

    /** For people, who do without the nanoseconds of file systems; not before the time itself. */
    static Instant second(Instant time) {
        return time.plusNanos(999_999_999).truncatedTo(ChronoUnit.SECONDS);
    }

    private static String hours(Duration time) {
        return time.toMinutes() % 60 == 0 ? time.toHours() + " h" : time.toMinutes() + " min";
    }
}
