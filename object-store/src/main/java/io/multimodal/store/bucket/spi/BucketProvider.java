// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.bucket.spi;

import io.multimodal.annotation.Public;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.error.StoreException;
import java.net.URI;
import java.time.Duration;

/**
 * Opens clients for the URIs of one scheme. Implementations are named in the file {@code
 * META-INF/services/io.multimodal.store.bucket.spi.BucketProvider} and have a public constructor
 * without parameters; the class must load without the libraries that its client needs. A store
 * whose URI has this scheme can then be opened everywhere: by {@code multimodal.stores.<name>.uri},
 * by {@code bin/store}, by {@link io.multimodal.store.runtime.Stores}. Thread-safe.
 *
 * <pre>{@code
 * public final class WebDavProvider implements BucketProvider {
 *     public String scheme() {
 *         return "webdav";
 *     }
 *
 *     public BlobClient open(URI uri) throws StoreException {
 *         return new WebDavClient(uri);
 *     }
 * }
 * }</pre>
 */
@Public
public interface BucketProvider {
    /** The scheme of the URIs, in lower case; no other backend may have it. */
    String scheme();

    /**
     * A client for the place that a URI names. The caller closes it. Sends no request.
     *
     * @param uri holds no credentials; the client takes them from the machine that it runs on
     * @throws RefusedException if the URI has an option that the client does not know, or a library
     *     is missing
     */
    BlobClient open(URI uri) throws StoreException;

    /**
     * The prefix of the keys of the store: empty, or ending in a slash. Does not block. The default
     * is empty: the client's keys are relative to its URI.
     *
     * @throws RefusedException if the URI has an option that the client does not know
     */
    default String prefix(URI uri) throws StoreException {
        return "";
    }

    /**
     * The time that one call may take with all its attempts; an attempt may take a third of it.
     * Does not block.
     *
     * @throws RefusedException if the URI has an option that the client does not know
     */
    default Duration timeout(URI uri) throws StoreException {
        return Duration.ofMinutes(1);
    }
}
