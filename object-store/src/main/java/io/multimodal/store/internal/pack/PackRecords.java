// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.internal.pack;

import java.util.List;
import java.util.Optional;

/**
 * What the records of a pack say, read one behind the other.
 *
 * @param entries the sound records of objects, in their order
 * @param gaps the other bytes, between sound records and behind the last one
 * @param lastSound where the last sound record begins, of an object or erased; -1 for none
 * @param lastSynced where the last record begins before which all was synced; -1 for none
 * @param contiguousTo how far sound records follow one another without a gap, up to the mark behind
 *     the last one, which the next record replaces
 */
public record PackRecords(
        List<PackEntry> entries,
        List<Gap> gaps,
        long lastSound,
        long lastSynced,
        long contiguousTo) {
    /**
     * Where records were lost after they had been synced. Behind such a gap lies a sound record: a
     * crash alone tears only the end of a pack, what was written since the last sync. Within that,
     * it leaves blocks of zeros; a gap with such a block is damage only where a later record says
     * that the gap was synced.
     */
    public List<Gap> damage() {
        return gaps.stream()
                .filter(
                        gap ->
                                gap.from() < lastSynced
                                        || (gap.from() < lastSound && !gap.hasLostBlock()))
                .toList();
    }

    /**
     * Bytes that are not a sound record.
     *
     * @param entry the record whose header is sound, and whose content is not; empty for other gaps
     * @param hasLostBlock whether the gap holds 512 zero bytes in a row
     */
    public record Gap(long from, long to, Optional<PackEntry> entry, boolean hasLostBlock) {}
}
