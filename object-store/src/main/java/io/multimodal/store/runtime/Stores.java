// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.runtime;

import io.multimodal.annotation.Public;
import io.multimodal.store.ObjectStore;
import io.multimodal.store.StoreRoot;
import io.multimodal.store.bucket.BucketStoreProvider;
import io.multimodal.store.bucket.spi.BucketProvider;
import io.multimodal.store.error.ObjectNotFoundException;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.spi.Extensions;
import io.multimodal.store.spi.ProbeFinding;
import io.multimodal.store.spi.StoreProvider;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Opens stores by their URIs, without caches. Thread-safe. */
@Public
public final class Stores {
    private Stores() {}

    /**
     * The store at this place, without a cache; it is created if it does not exist. The caller
     * closes it. Blocks.
     *
     * @param uri {@code file:///folder}, or {@code memory:name} for one that lives as long as this
     *     process and is shared by all who give that name
     * @throws RefusedException if no backend has the URI's scheme
     */
    public static ObjectStore open(URI uri) throws StoreException {
        return provider(uri).open(uri);
    }

    /**
     * The existing store at this place, without a cache. The caller closes it. Blocks.
     *
     * @throws ObjectNotFoundException if there is none
     */
    public static ObjectStore openExisting(URI uri) throws StoreException {
        return provider(uri).openExisting(uri);
    }

    /** An empty store at this place, with a given id; see {@link StoreProvider#create}. Blocks. */
    public static ObjectStore create(URI uri, StoreRoot root, long epoch) throws StoreException {
        return provider(uri).create(uri, root, epoch);
    }

    /** The capabilities of a place for a store; see {@link StoreProvider#analyze}. Blocks. */
    public static List<ProbeFinding> analyze(URI uri) throws StoreException {
        return provider(uri).analyze(uri);
    }

    static StoreProvider provider(URI uri) throws RefusedException {
        TreeSet<String> schemes = new TreeSet<>();
        for (StoreProvider provider : providers()) {
            if (provider.scheme().equals(uri.getScheme())) {
                return provider;
            }
            schemes.add(provider.scheme());
        }
        throw new RefusedException(
                "No store can be opened at "
                        + uri
                        + ": its scheme is none of "
                        + schemes
                        + "; a folder is written file:///path, and another backend comes with its"
                        + " jar, in lib/ or in the jar of the job");
    }

    private static List<StoreProvider> providers() {
        List<StoreProvider> all = new ArrayList<>(Extensions.of(StoreProvider.class));
        for (BucketProvider clients : Extensions.of(BucketProvider.class)) {
            all.add(new BucketStoreProvider(clients));
        }
        return all;
    }
}
