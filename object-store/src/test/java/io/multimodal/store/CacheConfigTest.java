// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CacheConfigTest {
    private static final long MIB = 1L << 20;

    @Test
    void followsTheHeapWhereNothingIsSaid() {
        CacheConfig config = CacheConfig.memory(CacheConfig.BY_HEAP);

        assertThat(config.memoryBytes(400 * MIB)).isEqualTo(50 * MIB);
        assertThat(config.memoryBytes(64L << 30)).isEqualTo(256 * MIB);
    }

    @Test
    void keepsWhatIsSaidWhateverTheHeap() {
        assertThat(CacheConfig.memory(8 * MIB).memoryBytes(16 * MIB)).isEqualTo(8 * MIB);
        assertThat(CacheConfig.memory(0).memoryBytes(16 * MIB)).isZero();
    }

    @Test
    void refusesANegativeNumberThatMeansNothing() {
        assertThatThrownBy(() -> CacheConfig.memory(-2)).hasMessageContaining("-2");
    }
}
