// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.collect;

import io.multimodal.store.error.StoreException;
import io.multimodal.store.internal.Epochs;
import io.multimodal.store.internal.FloorName;
import io.multimodal.store.record.ControlDocuments;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What the control documents of a store say now: each method is one listing. Blocks. */
record Control(ControlDocuments documents) {
    static final String EPOCHS = "epochs";
    static final String LEASES = "leases";
    static final String ROOTS = "roots";
    static final String RELEASED = "released";
    static final String HORIZONS = "horizons";

    private static final byte[] EMPTY = {};

    /** The greatest epoch that was begun. */
    long presentEpoch() throws StoreException {
        return Math.max(Epochs.FIRST, greatest(EPOCHS));
    }

    /** The greatest horizon that a sweep published; 0 if none was. */
    long horizon() throws StoreException {
        return greatest(HORIZONS);
    }

    /** The epochs that are not forgotten, in their order. */
    List<Long> epochs() throws StoreException {
        return documents.list(EPOCHS).stream()
                .map(ControlDocuments.Entry::name)
                .filter(Epochs::isEpoch)
                .map(Long::valueOf)
                .sorted()
                .toList();
    }

    List<FloorName> leases() throws StoreException {
        return FloorName.list(documents, LEASES);
    }

    /** All roots, released ones among them. */
    List<FloorName> roots() throws StoreException {
        return FloorName.list(documents, ROOTS);
    }

    Set<String> released() throws StoreException {
        return FloorName.list(documents, RELEASED).stream()
                .map(FloorName::text)
                .collect(Collectors.toSet());
    }

    /** The roots that are not released. Releases are read before roots, or one could be missed. */
    List<FloorName> heldRoots() throws StoreException {
        Set<String> released = released();
        return roots().stream().filter(root -> !released.contains(root.text())).toList();
    }

    void release(String root) throws StoreException {
        documents.write(RELEASED + "/" + root, EMPTY);
    }

    void publishHorizon(long horizon) throws StoreException {
        documents.write(HORIZONS + "/" + horizon, EMPTY);
    }

    void beginEpoch(long epoch) throws StoreException {
        documents.write(EPOCHS + "/" + epoch, EMPTY);
    }

    private long greatest(String folder) throws StoreException {
        return documents.list(folder).stream()
                .map(ControlDocuments.Entry::name)
                .filter(Epochs::isEpoch)
                .mapToLong(Long::parseLong)
                .max()
                .orElse(0);
    }
}
