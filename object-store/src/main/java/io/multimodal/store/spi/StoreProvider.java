// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.spi;

import io.multimodal.annotation.Public;
import io.multimodal.store.ObjectStore;
import io.multimodal.store.StoreRoot;
import io.multimodal.store.error.ObjectNotFoundException;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.error.StoreException;
import java.net.URI;
import java.util.List;

/**
 * Opens the stores of one URI scheme. It is found by service file, so that a backend can come in a
 * jar of its own. The class must load without the libraries that its backend needs. Thread-safe.
 */
@Public
public interface StoreProvider {
    /** The scheme of the URIs that it opens, in lower case. */
    String scheme();

    /** Whether reads cross a network, so that a cache on a local disk is useful. */
    default boolean isRemote() {
        return false;
    }

    /**
     * The store at this place, which is created if it does not exist. Blocks. The caller closes it.
     *
     * @throws RefusedException if the URI has an option that this backend does not know
     */
    ObjectStore open(URI uri) throws StoreException;

    /**
     * The existing store at this place. Blocks. The caller closes it.
     *
     * @throws ObjectNotFoundException if there is none
     */
    ObjectStore openExisting(URI uri) throws StoreException;

    /**
     * A store with a given id at this place, which becomes the copy of another store; an unfinished
     * copy is continued. Blocks. The caller closes it.
     *
     * @param root the id and settings of the store
     * @param epoch its first epoch: the present one of the store that is copied, so that whoever
     *     keeps an epoch there keeps it here
     * @throws RefusedException if another store is there
     */
    ObjectStore create(URI uri, StoreRoot root, long epoch) throws StoreException;

    /**
     * Tries the capabilities of a place for a store, and removes what it wrote. Blocks.
     *
     * @throws ObjectNotFoundException if there is no store, where that is needed to try
     */
    List<ProbeFinding> analyze(URI uri) throws StoreException;
}
