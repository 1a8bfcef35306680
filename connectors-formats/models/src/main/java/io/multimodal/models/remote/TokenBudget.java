// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.remote;

import io.multimodal.store.http.HostGates;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What the tokens of a model may cost in a minute, over all its subtasks in this process. */
public final class TokenBudget {
    /** One for each model and limit, which are few. */
    private static final Map<String, TokenPace> PACES = new ConcurrentHashMap<>();

    private final String gate;
    private final Optional<TokenPace> pace;

    private TokenBudget(String gate, Optional<TokenPace> pace) {
        this.gate = gate;
        this.pace = pace;
    }

    /**
     * The budget of a model.
     *
     * @param tokensPerMinute empty for no limit
     */
    public static TokenBudget of(URI endpoint, String model, Optional<Long> tokensPerMinute) {
        String gate = RemoteClient.gate(endpoint, model);
        return new TokenBudget(
                gate,
                tokensPerMinute.map(
                        limit ->
                                PACES.computeIfAbsent(
                                        gate + " " + limit,
                                        unseen -> new TokenPace(limit, System.nanoTime()))));
    }

    /** Makes the next requests wait where tokens were spent too fast. */
    public void spend(long tokens) {
        pace.map(known -> known.spend(tokens, System.nanoTime()))
                .filter(wait -> wait.compareTo(Duration.ZERO) > 0)
                .ifPresent(wait -> HostGates.shared().pause(gate, wait));
    }
}
