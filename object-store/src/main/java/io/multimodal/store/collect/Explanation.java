// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.collect;

import io.multimodal.store.EpochReclaimer.Contents;
import io.multimodal.store.ObjectStore;
import io.multimodal.store.collect.ObjectFate.State;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.ref.ContentId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says of single objects what a forecast means for them. */
record Explanation(ObjectStore store, Forecast forecast, List<Long> epochs) {
    /** A file of an epoch in which an object lies. */
    private static final Contents SOME = new Contents(1, 0);

    List<ObjectFate> of(Collection<ContentId> ids) throws StoreException {
        Set<ContentId> all = new LinkedHashSet<>(ids);
        Map<ContentId, Long> newest = Copies.newest(store, epochs, all);
        Set<ContentId> absent =
                all.stream().filter(id -> !newest.containsKey(id)).collect(Collectors.toSet());
        Map<ContentId, Long> trash =
                absent.isEmpty() ? Map.of() : store.reclaimer().findInTrash(absent);
        Set<ContentId> erased = absent.isEmpty() ? Set.of() : erased(absent);
        List<ObjectFate> fates = new ArrayList<>();
        for (ContentId id : all) {
            if (newest.containsKey(id)) {
                fates.add(there(id, newest.get(id)));
            } else if (trash.containsKey(id)) {
                fates.add(inTrash(id, trash.get(id)));
            } else if (erased.contains(id)) {
                fates.add(gone(id, State.ERASED, "it was erased by bin/store erase"));
            } else {
                fates.add(
                        gone(
                                id,
                                State.ABSENT,
                                "it lies in none of the %d epochs; it was removed, or never put into this store"
                                        .formatted(epochs.size())));
            }
        }
        return fates;
    }

    private Set<ContentId> erased(Set<ContentId> absent) throws StoreException {
        try (Stream<ContentId> all = store.erasures()) {
            return all.filter(absent::contains).collect(Collectors.toSet());
        }
    }

    private ObjectFate there(ContentId id, long epoch) throws StoreException {
        EpochFate fate = forecast.of(epoch, SOME);
        return switch (fate.verdict()) {
            case KEPT -> new ObjectFate(id, State.KEPT, epoch, fate.why(), forecast.needing(epoch));
            case REMOVED ->
                    garbage(
                            id,
                            epoch,
                            "no root needs it, " + fate.why() + "; the next run removes it");
            case CONDEMNED, FORGOTTEN -> garbage(id, epoch, fate.why());
        };
    }

    private static ObjectFate garbage(ContentId id, long epoch, String why) {
        return new ObjectFate(id, State.GARBAGE, epoch, why, List.of());
    }

    private ObjectFate inTrash(ContentId id, long epoch) {
        String until =
                forecast.sentences()
                        .since(epoch)
                        .map(since -> since.plus(forecast.settings().delay().multipliedBy(2)))
                        .map(Forecast::second)
                        .map(end -> "; a run after " + end + " deletes it")
                        .orElse("");
        return new ObjectFate(
                id,
                State.IN_TRASH,
                epoch,
                "bin/store undelete " + epoch + " brings it back" + until,
                List.of());
    }

    private static ObjectFate gone(ContentId id, State state, String why) {
        return new ObjectFate(id, state, 0, why, List.of());
    }
}
