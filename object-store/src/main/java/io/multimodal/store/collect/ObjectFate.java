// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.collect;

import io.multimodal.annotation.Public;
import io.multimodal.store.ref.ContentId;
import java.util.List;

/**
 * What keeps an object, or what happens to it.
 *
 * @param epoch of its newest copy, which is removed last; 0 where there is none
 * @param why for people
 * @param roots that keep it; empty where it is not kept, or kept by something else
 */
@Public
public record ObjectFate(ContentId id, State state, long epoch, String why, List<HeldRoot> roots) {
    /** Where an object is on its way. */
    public enum State {
        /** Something needs it, or new objects are put where it lies. */
        KEPT,
        /** Nothing needs it; a later run of the sweep removes it. */
        GARBAGE,
        /** It was removed, and can be restored. */
        IN_TRASH,
        /** It was erased. */
        ERASED,
        /** The store does not have it. */
        ABSENT
    }
}
