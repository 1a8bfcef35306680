// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.external;

import io.multimodal.store.error.RefusedException;
import io.multimodal.store.error.StoreException;
import java.util.Set;

/**
 * Opens sources of some schemes; found by service file. The class must load without the libraries
 * that its sources need.
 */
public interface ExternalProvider {
    /** The schemes that it reads, in lower case. */
    Set<String> schemes();

    /**
     * A source for what lies under a prefix. The caller closes it.
     *
     * @param allowed all prefixes, for a source that is led elsewhere
     * @throws RefusedException if the prefix says something that this source does not know
     */
    ExternalSource open(ExternalPrefix prefix, ExternalPrefixes allowed) throws StoreException;
}
