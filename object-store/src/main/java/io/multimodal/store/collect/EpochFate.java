// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.collect;

import io.multimodal.annotation.Public;
import io.multimodal.store.EpochReclaimer;

/**
 * What a sweep does with an epoch, and why.
 *
 * @param contents what the epoch holds, or what was removed of it; nothing where it was not listed
 * @param why for people: what keeps it, or what happens next
 */
@Public
public record EpochFate(long epoch, Verdict verdict, EpochReclaimer.Contents contents, String why) {
    /** What happens to the epoch. */
    public enum Verdict {
        /** Something needs it. */
        KEPT,
        /** Nothing needs it; it is removed by a later run, if nothing needs it then. */
        CONDEMNED,
        /** It is removed, into the trash where there is one. */
        REMOVED,
        /** It was removed before; its name goes now, and its trash. */
        FORGOTTEN
    }
}
