// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.bucket;

import io.multimodal.store.ObjectStore;
import io.multimodal.store.StoreRoot;
import io.multimodal.store.bucket.client.Bucket;
import io.multimodal.store.bucket.client.ClientBucket;
import io.multimodal.store.bucket.client.RetryPolicy;
import io.multimodal.store.bucket.probe.BucketProbe;
import io.multimodal.store.bucket.probe.KnownServers;
import io.multimodal.store.bucket.spi.BlobClient;
import io.multimodal.store.bucket.spi.BucketProvider;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.spi.Extensions;
import io.multimodal.store.spi.ProbeFinding;
import io.multimodal.store.spi.StoreProvider;
import java.net.URI;
import java.util.List;
import java.util.TreeSet;

/**
 * Opens stores by any {@link BucketProvider}: the one place where a client becomes a store.
 *
 * @param clients opens the clients
 */
public record BucketStoreProvider(BucketProvider clients) implements StoreProvider {
    @Override
    public String scheme() {
        return clients.scheme();
    }

    @Override
    public boolean isRemote() {
        return true;
    }

    @Override
    public ObjectStore open(URI uri) throws StoreException {
        return with(
                uri,
                (bucket, prefix) ->
                        BucketStore.open(bucket, prefix, StoreRoot.DEFAULT_INLINE_THRESHOLD_BYTES));
    }

    @Override
    public ObjectStore openExisting(URI uri) throws StoreException {
        return with(uri, BucketStore::openExisting);
    }

    @Override
    public ObjectStore create(URI uri, StoreRoot root, long epoch) throws StoreException {
        return with(uri, (bucket, prefix) -> BucketStore.create(bucket, prefix, root, epoch));
    }

    @Override
    public List<ProbeFinding> analyze(URI uri) throws StoreException {
        RetryPolicy policy = RetryPolicy.of(clients.timeout(uri));
        String prefix = clients.prefix(uri);
        try (BlobClient client = clients.open(uri)) {
            return BucketProbe.of(client, policy, prefix).run();
        }
    }

    /**
     * The backend for the buckets of a URI's scheme.
     *
     * @param purpose begins the message of the exception, as in "Cannot write to"
     * @throws RefusedException if no jar brings one; the message lists the schemes that there are
     */
    public static BucketStoreProvider of(URI uri, String purpose) throws RefusedException {
        TreeSet<String> schemes = new TreeSet<>();
        for (BucketProvider provider : Extensions.of(BucketProvider.class)) {
            if (provider.scheme().equals(uri.getScheme())) {
                return new BucketStoreProvider(provider);
            }
            schemes.add(provider.scheme());
        }
        throw new RefusedException(
                "%s %s://%s: the place is a local folder, or a bucket of %s; another scheme comes with the jar of a backend"
                        .formatted(purpose, uri.getScheme(), uri.getAuthority(), schemes));
    }

    /** The prefix of all keys under a URI: empty, or ending in a slash. */
    public String prefix(URI uri) throws StoreException {
        return clients.prefix(uri);
    }

    /** The bucket that a URI names. The caller closes it. */
    public Bucket bucket(URI uri) throws StoreException {
        RetryPolicy policy = RetryPolicy.of(clients.timeout(uri));
        String prefix = clients.prefix(uri);
        BlobClient client = clients.open(uri);
        return new ClientBucket(
                client, policy, new KnownServers(place(uri, prefix), client, policy, prefix));
    }

    /** The URI without the prefix: what is the same for all stores on one server and bucket. */
    private static String place(URI uri, String prefix) {
        String path = uri.getPath() == null ? "" : uri.getPath().replaceAll("/+$", "") + "/";
        String bucket =
                path.endsWith("/" + prefix)
                        ? path.substring(0, path.length() - prefix.length())
                        : path;
        return uri.getScheme() + "://" + uri.getAuthority() + bucket + "?" + uri.getQuery();
    }

    private ObjectStore with(URI uri, Opening opening) throws StoreException {
        Bucket bucket = bucket(uri);
        boolean opened = false;
        try {
            ObjectStore store = opening.open(bucket, clients.prefix(uri));
            opened = true;
            return store;
        } finally {
            if (!opened) {
                bucket.close();
            }
        }
    }

    private interface Opening {
        ObjectStore open(Bucket bucket, String prefix) throws StoreException;
    }
}
