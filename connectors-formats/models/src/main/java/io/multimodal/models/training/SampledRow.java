// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.training;

import java.util.Comparator;

/**
 * A row that is learned from.
 *
 * @param rank its place among all rows, which is random and follows from its content and the seed
 * @param label empty without one
 */
@SuppressWarnings("ArrayRecordComponent") // Neither copied nor compared.
record SampledRow(long rank, float[] features, String label) {
    static final Comparator<SampledRow> BY_RANK = Comparator.comparingLong(SampledRow::rank);

    /** The row with its rank. */
    static SampledRow of(float[] features, String label, long seed) {
        long rank = mixed(seed ^ label.hashCode());
        for (float feature : features) {
            rank = mixed(rank ^ Float.floatToIntBits(feature));
        }
        return new SampledRow(rank, features, label);
    }

    /** The finaliser of SplitMix64 behind its increment, so that no value is mapped to itself. */
    private static long mixed(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
