// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store;

import java.net.URI;

/**
 * Opens stores of one scheme; found by service file, so that a backend comes with its jar. The
 * class must load without the libraries that its backend needs.
 */
public interface StoreProvider {
    /** The scheme of the URIs that it opens, in lower case. */
    String scheme();

    /**
     * The store at this place, which is made if it is not there. Blocks.
     *
     * @throws RefusedException if the URI says something that this backend does not know
     */
    ObjectStore open(URI uri) throws StoreException;
}
