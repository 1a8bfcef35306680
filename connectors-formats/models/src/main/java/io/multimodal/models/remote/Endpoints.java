// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.remote;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The servers that run the same model. A request goes to the one with the fewest requests in
 * flight. One that could not be reached is left alone for a while, as long as there is another one.
 * Thread-safe.
 */
public final class Endpoints {
    /** How long a server is left alone after a failure; then one request tries it. */
    private static final long PAUSE_NANOS = Duration.ofSeconds(5).toNanos();

    private final List<Server> servers = new ArrayList<>();
    private final LongSupplier clock;

    /** Where the search begins, so that requests that do not overlap are spread, too. */
    private int first;

    /** These servers, at least one. */
    public Endpoints(List<URI> uris) {
        this(uris, System::nanoTime);
    }

    Endpoints(List<URI> uris, LongSupplier clock) {
        this.clock = clock;
        uris.forEach(uri -> servers.add(new Server(uri)));
    }

    /** How many servers there are. */
    public int size() {
        return servers.size();
    }

    /** The server for the next request. */
    synchronized Use pick() {
        long now = clock.getAsLong();
        Server best = servers.get(first);
        for (int i = 1; i < servers.size(); i++) {
            Server server = servers.get((first + i) % servers.size());
            if (server.isBetterThan(best, now)) {
                best = server;
            }
        }
        first = (first + 1) % servers.size();
        if (best.isFailing) {
            // One request finds out whether it is there again; the others do not follow it yet.
            best.downUntil = now + PAUSE_NANOS;
        }
        best.inFlight++;
        return new Use(best);
    }

    private synchronized void end(Server server, boolean reached) {
        server.inFlight--;
        server.isFailing = !reached;
        if (!reached) {
            server.downUntil = clock.getAsLong() + PAUSE_NANOS;
        }
    }

    private synchronized void release(Server server) {
        server.inFlight--;
    }

    /** Whether a server is there that has not failed lately. */
    synchronized boolean isAnyUp() {
        long now = clock.getAsLong();
        return servers.stream().anyMatch(server -> !server.isDown(now));
    }

    /** One request to a server; ended once. */
    final class Use {
        private final Server server;
        private boolean ended;

        private Use(Server server) {
            this.server = server;
        }

        /** Where it goes. */
        URI uri() {
            return server.uri;
        }

        /** It was not sent. */
        void release() {
            if (!ended) {
                ended = true;
                Endpoints.this.release(server);
            }
        }

        /**
         * It was sent.
         *
         * @param reached whether the server answered
         */
        void end(boolean reached) {
            if (!ended) {
                ended = true;
                Endpoints.this.end(server, reached);
            }
        }
    }

    /** Guarded by the list's owner. */
    private static final class Server {
        private final URI uri;
        private int inFlight;
        private boolean isFailing;
        private long downUntil;

        Server(URI uri) {
            this.uri = uri;
        }

        boolean isDown(long now) {
            return isFailing && downUntil - now > 0;
        }

        boolean isBetterThan(Server other, long now) {
            return isDown(now) == other.isDown(now) ? inFlight < other.inFlight : other.isDown(now);
        }
    }
}
