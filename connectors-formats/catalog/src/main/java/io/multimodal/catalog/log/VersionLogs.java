// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.catalog.log;

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
     * @param uri {@code file:///folder}, or the URI of a bucket with the options that stores there
     *     have, such as {@code s3://bucket/prefix?endpoint=…}
     * @return closed by the caller
     * @throws StoreException if there is no backend for its scheme, or it refuses the URI
     */
    public static VersionLog open(URI uri) throws StoreException {
        if (uri.getScheme().equals("file")) {
            return new FolderLog(Path.of(uri.getPath()));
        }
        BucketStoreProvider provider = BucketStoreProvider.of(uri, "Cannot keep a catalog in");
        return new BucketLog(provider.bucket(uri), provider.prefix(uri));
    }
}
