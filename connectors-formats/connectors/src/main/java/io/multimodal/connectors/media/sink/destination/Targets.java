// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.sink.destination;

import io.multimodal.media.MediaRuntime;
import io.multimodal.store.bucket.BucketStoreProvider;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.error.StoreException;
import io.multimodal.types.config.MultimodalConfig;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.apache.flink.core.fs.Path;

/** Opens the targets of paths. */
public final class Targets {
    private Targets() {}

    /**
     * Refuses a path that nothing can be written to. Opens nothing.
     *
     * @param path a local path, {@code file:///folder}, or the URI of a bucket with the options
     *     that stores there have, such as {@code s3://bucket/prefix?endpoint=…}
     * @throws RefusedException if there is no backend for its scheme, or the path is not a URI
     */
    public static void check(String path) throws RefusedException {
        if (local(path).isEmpty()) {
            provider(uri(path));
        }
    }

    /**
     * Opens the target at a path.
     *
     * @param config whose external prefixes say the options of a bucket, where the path has none
     * @param media where the bytes come from; stays the caller's
     * @return closed by the caller
     */
    public static Target open(String path, MultimodalConfig config, MediaRuntime media)
            throws StoreException {
        Optional<java.nio.file.Path> folder = local(path);
        if (folder.isPresent()) {
            return new FolderTarget(folder.get());
        }
        URI uri = uri(withOptions(path, config.store().externals().values()));
        BucketStoreProvider provider = provider(uri);
        return new BucketTarget(provider.bucket(uri), provider.prefix(uri), media.stores());
    }

    private static Optional<java.nio.file.Path> local(String path) {
        if (!path.startsWith("file:") && path.matches("[A-Za-z][A-Za-z0-9+.-]*://.*")) {
            return Optional.empty();
        }
        return Optional.of(java.nio.file.Path.of(new Path(path).getPath()).toAbsolutePath());
    }

    /** With the options of the longest configured prefix that the path lies under. */
    static String withOptions(String path, Collection<String> externals) {
        if (path.contains("?")) {
            return path;
        }
        String folder = path.replaceAll("/+$", "");
        return externals.stream()
                .filter(external -> external.contains("?"))
                .filter(external -> (folder + "/").startsWith(prefix(external)))
                .max(Comparator.comparingInt(external -> prefix(external).length()))
                .map(external -> folder + external.substring(external.indexOf('?')))
                .orElse(folder);
    }

    private static String prefix(String external) {
        return external.substring(0, external.indexOf('?')).replaceAll("/+$", "") + "/";
    }

    private static URI uri(String path) throws RefusedException {
        try {
            return new URI(path);
        } catch (URISyntaxException e) {
            throw new RefusedException(
                    "Cannot write to '" + path + "': it is not a URI, " + e.getReason());
        }
    }

    private static BucketStoreProvider provider(URI uri) throws RefusedException {
        return BucketStoreProvider.of(uri, "Cannot write to");
    }
}
