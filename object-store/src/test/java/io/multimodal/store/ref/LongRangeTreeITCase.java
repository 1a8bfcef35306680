// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.ref;

import org.junit.jupiter.api.Test;

/**
 * The first length whose segments are of two leaves. Hashing 8 GiB takes too long for a unit test.
 */
class LongRangeTreeITCase {
    @Test
    void keepsTheLevelThatFitsTheLength() {
        RangeTreeTest.keepsTheLevelThatFits((8L << 30) + 1);
    }
}
