// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.models.spi.Device;
import io.multimodal.models.spi.RunSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.ValidationException;
import org.junit.jupiter.api.Test;

/** What is chosen for a device where nothing is set, and what settings make of it. */
class RuntimeOptionsTest {
    @Test
    void aGpuRunsTwoBatchesOfAFewSizes() {
        assertThat(settings(Device.cuda(1)))
                .returns(Device.cuda(1), RunSettings::device)
                .returns(2, RunSettings::concurrentRuns)
                .returns(64, RunSettings::maxBatchRows)
                .returns(List.of(1, 4, 16, 64), RunSettings::batchSizes)
                .returns(Duration.ofMillis(30), RunSettings::maxBatchWait)
                .returns(Map.of(), RunSettings::deviceOptions);
    }

    @Test
    void aCpuRunsSmallBatchesOfAnySize() {
        assertThat(settings(Device.CPU))
                .returns(4, RunSettings::maxBatchRows)
                .returns(List.of(), RunSettings::batchSizes)
                .returns(Duration.ofMillis(2), RunSettings::maxBatchWait);
    }

    @Test
    void sizesFollowFromTheMaximumAndTheMaximumFromSizes() {
        assertThat(settings(Device.CUDA, "batch.max-size", "100").batchSizes())
                .containsExactly(1, 6, 25, 100);
        assertThat(settings(Device.CUDA, "batch.max-size", "1").batchSizes()).containsExactly(1);
        assertThat(settings(Device.CPU, "batch.sizes", "32;8"))
                .returns(List.of(8, 32), RunSettings::batchSizes)
                .returns(32, RunSettings::maxBatchRows);
    }

    @Test
    void aModelThatFixesItsBatchHasOneSize() {
        RunSettings settings = settings(Device.CUDA);
        assertThat(settings.withFixedBatchRows(8))
                .returns(8, RunSettings::maxBatchRows)
                .returns(List.of(8), RunSettings::batchSizes);
        assertThat(settings.withMaxBatchRows(10).batchSizes()).containsExactly(1, 4, 10);
    }

    @Test
    void optionsOfTheGpuKeepTheirNames() {
        assertThat(settings(Device.CUDA, "cuda.gpu_mem_limit", "1024", "cuda.use_tf32", "0"))
                .returns(
                        Map.of("gpu_mem_limit", "1024", "use_tf32", "0"),
                        RunSettings::deviceOptions);
    }

    @Test
    void readsDevices() {
        for (Device device : List.of(Device.CPU, Device.CUDA, Device.cuda(12))) {
            assertThat(device(device.toString())).contains(device);
        }
        assertThat(device("cuda:0")).contains(Device.CUDA);
        assertThat(device("auto")).isEmpty();
        assertThatThrownBy(() -> device("cuda:")).isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> device("CPU")).isInstanceOf(ValidationException.class);
    }

    private static java.util.Optional<Device> device(String word) {
        return RuntimeOptions.device(Configuration.fromMap(Map.of("device", word)));
    }

    private static RunSettings settings(Device device, String... options) {
        Configuration configuration = new Configuration();
        for (int i = 0; i < options.length; i += 2) {
            configuration.setString(options[i], options[i + 1]);
        }
        return RuntimeOptions.runSettings(configuration, device);
    }
}
