// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.sqlshell.gallery;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.multimodal.media.MediaRuntime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the rows of a query to a browser on this machine. Every address begins with a secret, so
 * that neither another user of the machine nor a page of another site reads the rows. Thread-safe.
 */
public final class Gallery implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gallery.class);
    private static final int THREADS = 8;
    private static final int BACKLOG = 64;
    private static final int SECRET_BYTES = 16;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final String secret;
    private final GalleryRoutes routes;

    private Gallery(GalleryRows rows, String query, MediaRuntime media, int port)
            throws IOException {
        byte[] random = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(random);
        this.secret = HexFormat.of().formatHex(random);
        this.routes = new GalleryRoutes(rows, query, media);
        this.server =
                HttpServer.create(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
    }

    /**
     * Starts to serve.
     *
     * @param rows what is shown
     * @param query where they come from, as SQL
     * @param media stays the caller's to close, after this
     * @param port 0 for a free one
     * @throws java.net.BindException if the port is taken
     */
    static Gallery start(GalleryRows rows, String query, MediaRuntime media, int port)
            throws IOException {
        Gallery gallery = new Gallery(rows, query, media, port);
        gallery.server.start();
        return gallery;
    }

    /** The address of the page, with the secret. */
    public URI address() {
        return URI.create(
                "http://localhost:%d/%s/".formatted(server.getAddress().getPort(), secret));
    }

    private void handle(HttpExchange exchange) {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String inside = "/" + secret + "/";
            if (path == null || !path.startsWith(inside)) {
                exchange.sendResponseHeaders(404, -1);
            } else if (!exchange.getRequestMethod().equals("GET")) {
                exchange.sendResponseHeaders(405, -1);
            } else {
                routes.answer(exchange, path.substring(inside.length()));
            }
        } catch (IOException e) {
            LOG.debug("The browser has gone", e);
        } catch (RuntimeException | Error e) {
            LOG.error("A request has failed", e);
        }
    }

    /** Ends it; what is being sent is cut off. Idempotent. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
