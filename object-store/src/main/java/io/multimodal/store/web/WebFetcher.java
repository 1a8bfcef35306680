// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.web;

import io.multimodal.store.error.RefusedException;
import io.multimodal.store.external.ExternalPrefixes;
import io.multimodal.store.external.ExternalUri;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Fetches whole resources by {@code http} and {@code https}, many at once: a fetch that waits for
 * its host or for the network holds no thread. Only what lies under the allowed prefixes is asked
 * for, also after redirects. All fetchers of the process together treat hosts politely ({@link
 * io.multimodal.store.http.HostGates}). Thread-safe.
 */
public final class WebFetcher {
    private final WebLimits limits;
    private final ExternalPrefixes allowed;

    /**
     * @param allowed what may be fetched
     */
    public WebFetcher(WebLimits limits, ExternalPrefixes allowed) {
        this.limits = limits;
        this.allowed = allowed;
    }

    /** Of the process: they look hosts up and decompress. */
    private static final class Threads {
        private static final int COUNT = 16;
        private static final int KEPT_SECONDS = 30;

        static final Executor SHARED = make();

        private static Executor make() {
            ThreadPoolExecutor pool =
                    new ThreadPoolExecutor(
                            COUNT,
                            COUNT,
                            KEPT_SECONDS,
                            TimeUnit.SECONDS,
                            new LinkedBlockingQueue<>(),
                            task -> {
                                Thread thread = new Thread(task, "multimodal-web");
                                thread.setDaemon(true);
                                thread.setContextClassLoader(null);
                                return thread;
                            });
            pool.allowCoreThreadTimeOut(true);
            return pool;
        }
    }

    /**
     * Begins to fetch a resource. Does not block. Completes with a response that the caller closes,
     * or exceptionally with:
     *
     * <ul>
     *   <li>{@link io.multimodal.store.error.PlaceNotAllowedException}, a RefusedException: the URL
     *       or a redirect leads to what is not allowed
     *   <li>{@link RefusedException}: no URL, a broken answer, HTTP 401, 403 and other refusals, a
     *       certificate that is not trusted, too many redirects, no turn before the deadline
     *   <li>{@link io.multimodal.store.error.ObjectNotFoundException}: HTTP 404 or 410
     *   <li>{@link io.multimodal.store.error.ObjectTooLargeException}: more bytes than allowed
     *   <li>{@link io.multimodal.store.error.StoreUnavailableException}: the server or the network
     *       failed in all attempts, or took longer than allowed
     * </ul>
     *
     * @param known the version that the caller has; the server is asked for another one
     */
    public CompletableFuture<WebResponse> fetch(String url, WebVersion known) {
        try {
            ExternalUri uri = ExternalUri.parse(url);
            allowed.of(uri);
            return new WebFetch(uri, known, limits, allowed, Threads.SHARED).run();
        } catch (RefusedException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
