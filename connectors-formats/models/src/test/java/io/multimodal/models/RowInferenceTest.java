// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.models.internal.onnx.OnnxSession;
import io.multimodal.models.runtime.ModelSpec;
import io.multimodal.models.runtime.RowInference;
import io.multimodal.models.runtime.RuntimeOptions;
import io.multimodal.models.runtime.SharedReader;
import io.multimodal.models.runtime.batch.SharedModel;
import io.multimodal.models.spi.Device;
import io.multimodal.models.spi.ModelSource;
import io.multimodal.models.testkit.OnnxModels;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.ImageType;
import io.multimodal.types.config.MultimodalConfig;
import io.multimodal.types.config.MultimodalOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Subtasks of jobs that share a model and its threads, without Flink. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RowInferenceTest {
    @TempDir private Path folder;

    private ModelSpec spec;
    private RowData image;

    @BeforeEach
    void modelAndImage() throws Exception {
        ModelJob job = new ModelJob(folder.resolve("store"), true);
        spec = orientation(OcrModels.ORIENTATION.writeTo(folder), folder.resolve("store"));
        image = row(job.put(ModelJob.png(DrawnText.line("Upright"))));
    }

    /** A model as a job with this store has it. */
    static ModelSpec orientation(Path model, Path store) throws Exception {
        MultimodalConfig config =
                MultimodalOptions.resolve(
                        Configuration.fromMap(
                                Map.of("multimodal.stores.default.uri", store.toUri().toString())));
        return new ModelSpec(
                "orientation",
                "",
                new OnnxProvider(),
                OcrModels.ORIENTATION.load().digest().hex(),
                OnnxSession.signatureOf(OcrModels.ORIENTATION.load()),
                Configuration.fromMap(Map.of("path", model.toString(), "task", "text-orientation")),
                config);
    }

    @Test
    void convolutionsOnAGpuHaveOneSizeOfBatchUnlessTheUserSetsSizes() throws Exception {
        assertThat(sizes("cuda")).containsExactly(64);
        assertThat(sizes("cpu")).isEmpty();
        assertThat(sizes("cuda", "batch.max-size", "8")).containsExactly(8);
        assertThat(sizes("cuda", "batch.sizes", "1;8")).containsExactly(1, 8);
        Path small = Path.of(RowInferenceTest.class.getResource("/onnx/softmax.onnx").toURI());
        try (ModelSource plain = OnnxModels.open(small)) {
            assertThat(plain.wantsOneBatchSize(Device.CUDA)).isFalse();
        }
    }

    private List<Integer> sizes(String device, String... more) throws Exception {
        spec.options().setString("device", device);
        spec.options().removeConfig(RuntimeOptions.BATCH_SIZES);
        spec.options().removeConfig(RuntimeOptions.BATCH_MAX_SIZE);
        for (int i = 0; i < more.length; i += 2) {
            spec.options().setString(more[i], more[i + 1]);
        }
        try (ModelSource source = spec.open()) {
            return spec.runSettings(source, spec.plan(source).binding()).batchSizes();
        }
    }

    @Test
    void aSubtaskThatIsClosedDoesNotFailItsNeighbourWithTheSameImage() throws Exception {
        try (RowInference neighbour = RowInference.open(spec, new UnregisteredMetricsGroup())) {
            RowInference closed = RowInference.open(spec, new UnregisteredMetricsGroup());
            PreparersHeld held = PreparersHeld.of(spec);
            CompletableFuture<RowData> led = closed.infer(image);
            CompletableFuture<RowData> followed = neighbour.infer(image);
            Thread closer = new Thread(() -> close(closed));
            closer.start();
            while (closer.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            held.close();
            closer.join();
            assertThatThrownBy(led::get).hasMessageContaining("closed before");
            assertThat(followed.get().getString(0)).hasToString("0");
        }
    }

    @Test
    void aRowWhoseThreadCannotBeHadIsNotWaitedFor() throws Exception {
        RowInference inference = RowInference.open(spec, new UnregisteredMetricsGroup());
        SharedModel shared = PreparersHeld.model(spec);
        ((java.util.concurrent.ExecutorService) shared.preparers()).shutdown();
        shared.close();
        assertThatThrownBy(inference.infer(image)::get)
                .hasRootCauseInstanceOf(java.util.concurrent.RejectedExecutionException.class);
        // Nothing is in flight any more, neither here nor for equal images.
        assertThatThrownBy(inference.infer(image)::get)
                .hasRootCauseInstanceOf(java.util.concurrent.RejectedExecutionException.class);
        inference.close();
    }

    @Test
    void whatCannotBeOpenedLeavesNothingOpen() {
        MetricGroup broken =
                new UnregisteredMetricsGroup() {
                    @Override
                    public MetricGroup addGroup(String key, String value) {
                        throw new IllegalStateException("no metrics");
                    }
                };
        assertThatThrownBy(() -> RowInference.open(spec, broken)).hasMessage("no metrics");
        assertThat(SharedReader.inUse()).isZero();
    }

    private static void close(RowInference inference) {
        try {
            inference.close();
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static RowData row(ObjectRef reference) {
        GenericRowData image = new GenericRowData(ImageType.TYPE.attributes().size());
        image.setField(ImageType.OBJECT, reference.toBytes());
        return GenericRowData.of(image);
    }
}
