// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.collect;

import io.multimodal.store.ObjectProbe;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.ref.ContentId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the newest copies of objects by halving the epochs, since nothing lists them by object. */
final class Copies {
    private final ObjectProbe probe;
    private final List<Long> epochs;
    private final Map<ContentId, Long> newest = new HashMap<>();

    private Copies(ObjectProbe probe, List<Long> epochs) {
        this.probe = probe;
        this.epochs = epochs;
    }

    /**
     * The epoch of the newest copy of each object that the store has.
     *
     * @param epochs in their order
     */
    static Map<ContentId, Long> newest(ObjectProbe probe, List<Long> epochs, Set<ContentId> ids)
            throws StoreException {
        Copies copies = new Copies(probe, epochs);
        copies.find(without(ids, probe.findMissing(ids)), 0, epochs.size());
        return copies.newest;
    }

    /** Of objects whose newest copies lie in the epochs from one place of the list to another. */
    private void find(Set<ContentId> ids, int from, int to) throws StoreException {
        if (ids.isEmpty() || from == to) {
            return;
        }
        if (to - from == 1) {
            ids.forEach(id -> newest.put(id, epochs.get(from)));
            return;
        }
        int middle = (from + to) / 2;
        Set<ContentId> older = probe.findMissing(ids, epochs.get(middle));
        find(older, from, middle);
        find(without(ids, older), middle, to);
    }

    private static Set<ContentId> without(Set<ContentId> ids, Set<ContentId> others) {
        Set<ContentId> rest = new HashSet<>(ids);
        rest.removeAll(others);
        return rest;
    }
}
