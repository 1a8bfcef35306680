// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.runtime.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.models.runtime.RuntimeOptions;
import io.multimodal.models.spi.Device;
import io.multimodal.models.spi.RunSettings;
import org.junit.jupiter.api.Test;

/** What is said of the stage that limits a model, and of too few rows in flight. */
class BottleneckTest {
    private final InferenceMeter whole = new InferenceMeter();
    private final InferenceMeter meter = new InferenceMeter(whole);

    @Test
    void namesTheStageThatLanesWaitFor() {
        assertThat(meter.bottleneck()).isEqualTo(Bottleneck.UNKNOWN);
        meter.batch(48, 64, 80, 5);
        meter.idle(true, 15);
        meter.idle(false, 5);
        assertThat(meter.bottleneck()).isEqualTo(Bottleneck.DEVICE);
        meter.idle(true, 20);
        assertThat(meter.bottleneck()).isEqualTo(Bottleneck.DECODING);
        meter.idle(false, 40);
        assertThat(meter.bottleneck()).isEqualTo(Bottleneck.INPUT);
        assertThat(meter.busyShare()).isEqualTo(0.5);
        assertThat(meter.idleForDecodingShare()).isEqualTo(35.0 / 160);
        assertThat(meter.idleForInputShare()).isEqualTo(45.0 / 160);
        assertThat(whole.bottleneck()).isEqualTo(Bottleneck.INPUT);
        assertThat(whole.padding()).isEqualTo(16);
        assertThat(meter.summary())
                .startsWith("48 rows in 1 batches of 48.0 rows and 25 % padding;")
                .endsWith("lanes were busy 50 % of the time; bottleneck: input");
    }

    @Test
    void advisesOnceWhereAModelIdles() {
        RunSettings onGpu =
                RuntimeOptions.runSettings(
                        new org.apache.flink.configuration.Configuration(), Device.CUDA);
        InFlightAdvice advice = new InFlightAdvice("m", onGpu, meter);
        advice.join();
        advice.join();
        int wanted = Math.max(96, Runtime.getRuntime().availableProcessors());
        assertThat(advice.wanted()).isEqualTo(wanted);
        meter.batch(64, 64, 90, 0);
        meter.idle(false, 10);
        assertThat(advice.bounded(10)).isFalse();
        meter.idle(false, 50);
        assertThat(advice.bounded(wanted)).isFalse();
        assertThat(advice.bounded(10)).isTrue();
        assertThat(advice.bounded(10)).isFalse();
    }
}
