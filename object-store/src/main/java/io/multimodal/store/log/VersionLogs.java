// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.log;

import io.multimodal.store.bucket.BucketStoreProvider;
import io.multimodal.store.error.StoreException;
import java.net.URI;
import java.nio.file.Path;

/** Opens the logs of URIs. */
public final class VersionLogs {
    private VersionLogs() {}

    /**
     * The log in a folder or bucket. Writes nothing.
     *
     * @param what is kept there, for messages: {@code a catalog}
     * @param uri {@code file:///folder}, or the URI of a bucket with the options that stores there
     *     have, such as {@code s3://bucket/prefix?endpoint=…}
     * @return closed by the caller
     * @throws StoreException if there is no backend for its scheme, or it refuses the URI
     */
    public static VersionLog open(String what, URI uri) throws StoreException {
        if (uri.getScheme().equals("file")) {
            return new FolderLog(what, Path.of(uri.getPath()));
        }
        BucketStoreProvider provider =
                BucketStoreProvider.of(uri, "Cannot keep %s in".formatted(what));
        return new BucketLog(what, provider.bucket(uri), provider.prefix(uri));
    }
}
