// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.remote.kserve;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.models.spi.BatchRunner;
import io.multimodal.models.spi.Device;
import io.multimodal.models.spi.ElementType;
import io.multimodal.models.spi.InputTensor;
import io.multimodal.models.spi.ModelBinding;
import io.multimodal.models.spi.ModelOutput;
import io.multimodal.models.spi.ModelSignature;
import io.multimodal.models.spi.ModelSource;
import io.multimodal.models.spi.RunSettings;
import io.multimodal.store.StoreConfig;
import io.multimodal.store.s3.ServerScript;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The protocol against servers that are not ours, where they are installed: {@code
 * tests/servers/triton install}, {@code tests/servers/mlserver install}.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class OutsideServersITCase {
    @Test
    void tritonRunsABatchAsBytesAndAsJson() throws Exception {
        String triton = new ServerScript("triton").startIfInstalled();
        add(triton, true, 3);
        add(triton, false, 3);
    }

    @Test
    void mlserverRunsABatch() throws Exception {
        add(new ServerScript("mlserver").startIfInstalled(), false, 2);
    }

    private static void add(String endpoint, boolean binary, int outputs) throws Exception {
        ModelSource model = model(endpoint, binary);
        assertThat(model.signature().inputs())
                .containsExactly(
                        new ModelSignature.Tensor("A", "FLOAT", List.of(-1L, 3L)),
                        new ModelSignature.Tensor("B", "INT64", List.of(-1L, 1L)));
        assertThat(model.signature().outputs()).hasSize(outputs);
        ModelBinding binding =
                new ModelBinding(
                        model.signature().inputs(),
                        ModelBinding.ANY,
                        model.signature().outputs(),
                        List.of());
        RunSettings settings = new RunSettings(Device.CPU, 1, 1, 2, Duration.ZERO, 1 << 20);
        try (BatchRunner runner = model.load(binding, settings)) {
            ByteBuffer a = ByteBuffer.allocateDirect(24).order(ByteOrder.nativeOrder());
            a.asFloatBuffer().put(new float[] {1, 2, 3, 4, 5, 6});
            ByteBuffer b = ByteBuffer.allocateDirect(16).order(ByteOrder.nativeOrder());
            b.asLongBuffer().put(new long[] {10, 20});
            List<ModelOutput> rows =
                    runner.run(
                            List.of(
                                    new InputTensor(ElementType.FLOAT, a, new long[] {2, 3}),
                                    new InputTensor(ElementType.INT64, b, new long[] {2, 1})));
            assertThat(rows.get(0).tensors().get(0).number(0)).isEqualTo(16);
            assertThat(rows.get(1).tensors().get(0).number(0)).isEqualTo(35);
            assertThat(rows.get(1).tensors().get(1).number(2)).isEqualTo(12);
            if (outputs > 2) {
                assertThat(rows.get(1).tensors().get(2).text(0)).isEqualTo("row20");
            }
        }
    }

    private static ModelSource model(String endpoint, boolean binary) throws IOException {
        return new KServeProvider()
                .open(
                        Configuration.fromMap(
                                Map.of(
                                        "endpoint",
                                        endpoint,
                                        "model",
                                        "add",
                                        "binary-tensors",
                                        Boolean.toString(binary))),
                        StoreConfig.of("memory://kserve"));
    }
}
