// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.web;

import io.multimodal.store.ObjectHandle;
import io.multimodal.store.external.ExternalUri;
import java.io.Closeable;
import java.util.Optional;

/**
 * What a URL gave. Thread-safe; the caller closes it.
 *
 * @param uri where it was found: the end of all redirects
 * @param version its version, as the server says
 * @param contentType as the server says; it may be wrong
 * @param fetched the whole resource; null if the known version is still the right one
 */
public record WebResponse(
        ExternalUri uri, WebVersion version, Optional<String> contentType, SpooledContent fetched)
        implements Closeable {
    /** Whether the version that the caller knows is still the right one. */
    public boolean isUnchanged() {
        return fetched == null;
    }

    /**
     * The whole resource, until this is closed.
     *
     * @throws IllegalStateException if it is unchanged
     */
    public ObjectHandle content() {
        if (fetched == null) {
            throw new IllegalStateException("An unchanged resource is not sent again: " + uri);
        }
        return fetched;
    }

    @Override
    public void close() {
        if (fetched != null) {
            fetched.close();
        }
    }
}
