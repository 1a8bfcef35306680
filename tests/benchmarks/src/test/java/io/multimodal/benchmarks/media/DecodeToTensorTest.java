// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.media;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

class DecodeToTensorTest {
    @Test
    void runs() {
        assertThatCode(() -> DecodeToTensor.main(new String[] {"0.05"})).doesNotThrowAnyException();
    }
}
