// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.bucket.pack;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * The copies that this process has written, or compared with their content, in the last ten
 * minutes. An equal put relies on them without reading them again. Thread-safe.
 */
public final class CheckedCopies {
    static final Duration TRUST = Duration.ofMinutes(10);

    private static final int MOST = 200_000;

    private final Cache<String, Boolean> checked;

    /**
     * @param ticker the clock by which trust ends
     */
    public CheckedCopies(Ticker ticker) {
        this.checked =
                Caffeine.newBuilder()
                        .maximumSize(MOST)
                        .expireAfterWrite(TRUST)
                        .ticker(ticker)
                        .executor(Runnable::run)
                        .build();
    }

    /**
     * Whether a copy was checked lately.
     *
     * @param place a key, or a key and an offset
     */
    public boolean contains(String place) {
        return checked.getIfPresent(place) != null;
    }

    public void add(String place) {
        checked.put(place, true);
    }

    /** Ends the trust in these places, because damage or an erasure was seen. */
    public void forget(Predicate<String> places) {
        checked.asMap().keySet().removeIf(places);
    }
}
