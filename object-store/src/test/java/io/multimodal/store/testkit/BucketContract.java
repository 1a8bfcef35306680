// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.multimodal.store.bucket.spi.BlobClient;
import io.multimodal.store.ref.ContentId;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * What every {@link BlobClient} promises. The author of a client extends this class and says how to
 * make one. Each test works under a prefix of its own, so that all may share one place.
 *
 * <pre>{@code
 * class WebDavContractITCase extends BucketContract {
 *     protected BlobClient newClient() throws Exception {
 *         return new WebDavProvider().open(URI.create("webdav://127.0.0.1:8080/bucket"));
 *     }
 * }
 * }</pre>
 */
public abstract class BucketContract
        implements PutContract,
                RangeContract,
                ListingContract,
                KeyContract,
                CopyContract,
                LifeContract {
    private static final int SECONDS = 60;

    private BlobClient client;
    private String prefix;

    /** A client of a place that this suite may write to. */
    protected abstract BlobClient newClient() throws Exception;

    /** What keys begin with: empty, or ending in a slash. */
    protected String newPrefix() throws Exception {
        return "contract-" + UUID.randomUUID() + "/";
    }

    /**
     * Whether one of several racing conditional puts wins. A store does without it, but needs to be
     * told when objects were written then.
     */
    @Override
    public boolean decidesRaces() {
        return true;
    }

    @BeforeEach
    final void makeClient() throws Exception {
        client = newClient();
        prefix = newPrefix();
    }

    @AfterEach
    final void closeClient() {
        // There is none where the service cannot be had here.
        if (client != null) {
            client.close();
        }
    }

    @Override
    public final BlobClient client() {
        return client;
    }

    @Override
    public final String key(String name) {
        return prefix + name;
    }

    static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    static byte[] sha256(byte[] content) {
        return ContentId.newDigest().digest(content);
    }

    /** What a request answers; fails where it does not answer. */
    static <T> T await(CompletableFuture<T> request) {
        try {
            return request.get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new CompletionException(e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("No answer within " + SECONDS + " s", e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends each request of an upload once. */
    static final class Once implements BlobClient.Sender {
        @Override
        public <T> CompletableFuture<T> send(
                Duration longer, IntFunction<CompletableFuture<T>> request) {
            return request.apply(1);
        }
    }

    /** The order of listings. */
    static int compareBytes(String one, String other) {
        return Arrays.compareUnsigned(one.getBytes(UTF_8), other.getBytes(UTF_8));
    }
}
