// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store;

import io.multimodal.annotation.Public;
import io.multimodal.store.error.ObjectNotFoundException;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.error.StoreException;
import java.net.URI;
import java.util.List;

/**
 * Opens stores of one scheme; found by service file, so that a backend comes with its jar. The
 * class must load without the libraries that its backend needs.
 */
@Public
public interface StoreProvider {
    /** The scheme of the URIs that it opens, in lower case. */
    String scheme();

    /** Whether reading crosses a network, so that a cache on a local disk is worth its while. */
    default boolean isRemote() {
        return false;
    }

    /**
     * The store at this place, which is made if it is not there. Blocks.
     *
     * @throws RefusedException if the URI says something that this backend does not know
     */
    ObjectStore open(URI uri) throws StoreException;

    /**
     * The store that is at this place. Blocks.
     *
     * @throws ObjectNotFoundException if there is none
     */
    ObjectStore openExisting(URI uri) throws StoreException;

    /**
     * A store with a given id at this place, which becomes the copy of another; continues where
     * such a copy was begun. Blocks.
     *
     * @param root what the store is to be
     * @param epoch its first epoch: the present one of the store that is copied, so that whoever
     *     keeps an epoch there keeps it here
     * @throws RefusedException if another store is there
     */
    ObjectStore create(URI uri, StoreRoot root, long epoch) throws StoreException;

    /**
     * Tries out what the place of a store does, and leaves nothing behind. Blocks.
     *
     * @throws ObjectNotFoundException if there is no store, where that is needed to try
     */
    List<ProbeFinding> analyze(URI uri) throws StoreException;
}
