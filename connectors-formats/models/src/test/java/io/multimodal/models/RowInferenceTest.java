// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.models.internal.onnx.InferenceMeter;
import io.multimodal.models.internal.onnx.ModelFile;
import io.multimodal.models.internal.onnx.SharedModel;
import io.multimodal.store.ObjectRef;
import io.multimodal.types.ImageType;
import io.multimodal.types.MultimodalConfig;
import io.multimodal.types.MultimodalOptions;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
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
    private static final int CORES = Runtime.getRuntime().availableProcessors();

    @TempDir private Path folder;

    private ModelSpec spec;
    private RowData picture;

    @BeforeEach
    void modelAndPicture() throws Exception {
        ModelJob job = new ModelJob(folder.resolve("store"), true);
        Path model = OcrModels.ORIENTATION.writeTo(folder);
        MultimodalConfig config =
                MultimodalOptions.resolve(
                        Configuration.fromMap(
                                Map.of(
                                        "multimodal.stores.default.uri",
                                        folder.resolve("store").toUri().toString())));
        spec =
                new ModelSpec(
                        "orientation",
                        "",
                        OcrModels.ORIENTATION.load().digest().hex(),
                        Configuration.fromMap(
                                Map.of("path", model.toString(), "task", "text-orientation")),
                        config);
        picture = row(job.put(ModelJob.png(DrawnText.line("Upright"))));
    }

    @Test
    void aSubtaskThatIsClosedDoesNotFailItsNeighbourWithTheSamePicture() throws Exception {
        try (RowInference neighbour = RowInference.open(spec, new UnregisteredMetricsGroup())) {
            RowInference closed = RowInference.open(spec, new UnregisteredMetricsGroup());
            CountDownLatch mayPrepare = holdPreparers();
            CompletableFuture<RowData> led = closed.infer(picture);
            CompletableFuture<RowData> followed = neighbour.infer(picture);
            Thread closer = new Thread(() -> close(closed));
            closer.start();
            while (closer.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            mayPrepare.countDown();
            closer.join();
            assertThatThrownBy(led::get).hasMessageContaining("closed before");
            assertThat(followed.get().getString(0)).hasToString("0");
        }
    }

    @Test
    void aRowWhoseThreadCannotBeHadIsNotWaitedFor() throws Exception {
        RowInference inference = RowInference.open(spec, new UnregisteredMetricsGroup());
        ModelFile file = OcrModels.ORIENTATION.load();
        SharedModel shared =
                SharedModel.acquire("", file, spec.runSettings(), new InferenceMeter());
        ((java.util.concurrent.ExecutorService) shared.preparers()).shutdown();
        shared.close();
        assertThatThrownBy(inference.infer(picture)::get)
                .hasRootCauseInstanceOf(java.util.concurrent.RejectedExecutionException.class);
        // Nothing is in flight any more, neither here nor for equal pictures.
        assertThatThrownBy(inference.infer(picture)::get)
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

    /** Occupies all threads that prepare rows until the latch is counted down. */
    private CountDownLatch holdPreparers() throws Exception {
        CountDownLatch mayGoOn = new CountDownLatch(1);
        CountDownLatch held = new CountDownLatch(CORES);
        SharedModel shared =
                SharedModel.acquire(
                        "", OcrModels.ORIENTATION.load(), spec.runSettings(), new InferenceMeter());
        for (int i = 0; i < CORES; i++) {
            shared.preparers()
                    .execute(
                            () -> {
                                held.countDown();
                                await(mayGoOn);
                            });
        }
        held.await();
        shared.close();
        return mayGoOn;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void close(RowInference inference) {
        try {
            inference.close();
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RowData row(ObjectRef reference) {
        GenericRowData image = new GenericRowData(ImageType.TYPE.attributes().size());
        image.setField(ImageType.OBJECT, reference.toBytes());
        return GenericRowData.of(image);
    }
}
