// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.external.http;

import io.multimodal.store.error.ObjectNotFoundException;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.error.StoreUnavailableException;
import io.multimodal.store.external.ExternalPart;
import io.multimodal.store.external.ExternalPrefixes;
import io.multimodal.store.external.ExternalSource;
import io.multimodal.store.external.ExternalUri;
import io.multimodal.store.external.ExternalVersion;
import io.multimodal.store.http.HostGates;
import io.multimodal.store.http.Politeness;
import io.multimodal.store.internal.Attempts;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Resources of web servers, read by ranges. A redirection is followed only where its target lies
 * under a configured prefix too. A server that gives no ranges is read from the beginning each
 * time, up to {@value #MAX_SKIPPED_BYTES} bytes before the range.
 */
final class HttpSource implements ExternalSource {
    /** How much of an answer is skipped for a server that gives no ranges. */
    static final long MAX_SKIPPED_BYTES = 64L << 20;

    private static final int MAX_HOPS = 5;

    /** Those who read a configured server in parallel are not slowed down. */
    private static final Politeness POLITENESS = new Politeness(128, Duration.ZERO);

    /** How long a host is left alone at most, whatever it asks for. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final ExternalPrefixes allowed;

    HttpSource(ExternalPrefixes allowed) {
        this.allowed = allowed;
    }

    @Override
    public ExternalVersion look(ExternalUri uri) throws StoreException {
        return Attempts.of(() -> fetch(uri, 0, 1)).version();
    }

    @Override
    public ExternalPart read(ExternalUri uri, long offset, int length, Optional<String> expected)
            throws StoreException {
        return Attempts.of(() -> fetch(uri, offset, length));
    }

    @Override
    public void close() {}

    /** One attempt, along all redirections. */
    private ExternalPart fetch(ExternalUri uri, long offset, int length) throws StoreException {
        ExternalUri at = uri;
        for (int hops = 0; hops <= MAX_HOPS; hops++) {
            HttpAnswer answer = ask(at, offset, length);
            switch (answer.status()) {
                case 200, 206, 416 -> {
                    return answer.part();
                }
                case 301, 302, 303, 307, 308 -> at = target(at, answer);
                default -> throw error(uri, answer.status());
            }
        }
        throw new RefusedException(
                "Cannot read the external object "
                        + uri
                        + ": it redirects more than "
                        + MAX_HOPS
                        + " times");
    }

    /** In its turn at the host. */
    private HttpAnswer ask(ExternalUri at, long offset, int length) throws StoreException {
        allowed.checkWeb(at);
        String host = at.uri().getRawAuthority();
        HostGates gates = HostGates.shared();
        try (HostGates.Permit permit = await(at, gates.acquire(host, POLITENESS))) {
            HttpAnswer answer =
                    new HttpExchange(at, offset, length, HttpExchange.SILENCE_TIMEOUT).run();
            if (answer.status() == 429 || answer.status() == 503) {
                answer.retryAfter()
                        .map(asked -> asked.compareTo(LONGEST_PAUSE) < 0 ? asked : LONGEST_PAUSE)
                        .ifPresent(pause -> gates.pause(host, pause));
            }
            return answer;
        }
    }

    private static HostGates.Permit await(
            ExternalUri at, CompletableFuture<HostGates.Permit> permit) throws StoreException {
        try {
            return permit.get(2 * LONGEST_PAUSE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            HostGates.giveUp(permit);
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException(
                    "Cannot read the external object " + at + ": the thread was interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            HostGates.giveUp(permit);
            throw new StoreUnavailableException(
                    "Cannot read the external object "
                            + at
                            + ": other requests to its host were in progress for "
                            + 2 * LONGEST_PAUSE.toSeconds()
                            + " s",
                    e);
        }
    }

    private ExternalUri target(ExternalUri at, HttpAnswer answer) throws RefusedException {
        String location = answer.location().orElse("");
        if (location.isBlank()) {
            throw new RefusedException(
                    "Cannot read the external object " + at + ": it redirects to nowhere");
        }
        ExternalUri target;
        try {
            target = ExternalUri.parse(at.uri().resolve(location).toString());
        } catch (IllegalArgumentException e) {
            throw new RefusedException(
                    "Cannot read the external object " + at + ": it redirects to what is not a URI",
                    e);
        }
        if (!target.isWeb() || allowed.find(target).isEmpty()) {
            throw new RefusedException(
                    "Cannot read the external object "
                            + at
                            + ": it redirects to "
                            + target
                            + ", which lies under none of the configured prefixes "
                            + allowed);
        }
        return target;
    }

    private static StoreException error(ExternalUri uri, int status) {
        String what = "Cannot read the external object " + uri + ": the server answers HTTP ";
        if (status == 404 || status == 410) {
            return new ObjectNotFoundException(what + status + ", there is nothing");
        }
        if (status == 408 || status == 425 || status == 429 || status >= 500) {
            return new StoreUnavailableException(what + status);
        }
        return new RefusedException(
                what + status + (status == 401 || status == 403 ? ", access denied" : ""));
    }
}
