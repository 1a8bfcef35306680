// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.store;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

class StoreBenchmarksITCase {
    @Test
    void findsWhatItLaysIntoManyPacks() {
        assertThatCode(() -> ManyPacks.main(new String[] {"100", "1"})).doesNotThrowAnyException();
    }
}
