// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.external;

import io.multimodal.annotation.Internal;
import io.multimodal.store.bucket.BucketStoreProvider;
import io.multimodal.store.bucket.spi.BucketProvider;
import io.multimodal.store.error.StoreException;
import java.net.URI;
import java.util.Set;

/**
 * Reads the objects of foreign buckets by the clients, options and credentials that stores of the
 * same scheme have; the options come from the configured prefix.
 */
@Internal
public final class BucketExternalProvider implements ExternalProvider {
    private final BucketProvider clients;

    public BucketExternalProvider(BucketProvider clients) {
        this.clients = clients;
    }

    @Override
    public Set<String> schemes() {
        return Set.of(clients.scheme());
    }

    @Override
    public ExternalSource open(ExternalPrefix prefix, ExternalPrefixes allowed)
            throws StoreException {
        URI uri = prefix.configured();
        return new BucketExternalSource(
                new BucketStoreProvider(clients).bucket(uri), root(prefix, clients.prefix(uri)));
    }

    /** What stands before the client's keys in the path of a URI. */
    private static String root(ExternalPrefix prefix, String keyPrefix) {
        String path = prefix.place().key();
        String folder = path.isEmpty() ? "" : path + "/";
        return folder.endsWith(keyPrefix)
                ? folder.substring(0, folder.length() - keyPrefix.length())
                : folder;
    }

    /** Of which client, since all buckets have this provider. */
    Class<?> clientClass() {
        return clients.getClass();
    }
}
