// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store;

import io.multimodal.annotation.Public;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.ref.ContentId;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Removes whole epochs: what only the sweep may do, which knows that nothing needs them ({@link
 * io.multimodal.store.collect.Sweep}). Thread-safe; every call blocks, and can be repeated after it
 * was interrupted.
 */
@Public
public interface EpochReclaimer {
    /**
     * Changes the format of the store's root, so that releases whose writers hold no leases refuse
     * to open it.
     *
     * @throws RefusedException if the place lacks what a sweep beside running jobs needs; the
     *     message names it
     */
    void fenceOldReleases() throws StoreException;

    /** Whether {@link #fenceOldReleases} has succeeded. */
    boolean isFenced() throws StoreException;

    /**
     * How much an epoch holds. Lists it.
     *
     * @param seen hears of what is listed, as it goes, on the caller's thread
     */
    Contents contents(long epoch, Consumer<Contents> seen) throws StoreException;

    /**
     * Removes all that an epoch holds. A store that {@link #hasTrash has trash} moves it there.
     *
     * @param removed hears of what is removed, as it goes, on the caller's thread
     * @return what was removed
     */
    Contents remove(long epoch, Consumer<Contents> removed) throws StoreException;

    /** Whether what was removed can be restored. */
    boolean hasTrash();

    /**
     * Moves what lies in the trash back into its epoch. Not called where there is none.
     *
     * @return what came back; nothing where the trash has nothing of this epoch
     */
    Contents restore(long epoch) throws StoreException;

    /** Deletes what the trash holds of an epoch. */
    void emptyTrash(long epoch) throws StoreException;

    /** Those of the ids whose objects lie in the trash, and the newest epoch of each. */
    default Map<ContentId, Long> findInTrash(Set<ContentId> ids) throws StoreException {
        return Map.of();
    }

    /**
     * How much there is.
     *
     * @param files files, or objects of a bucket: packs and indexes count as one each
     * @param bytes how long they are together
     */
    record Contents(long files, long bytes) {
        /** Nothing. */
        public static final Contents NONE = new Contents(0, 0);

        /** This and another one together. */
        public Contents plus(Contents other) {
            return new Contents(files + other.files, bytes + other.bytes);
        }
    }
}
