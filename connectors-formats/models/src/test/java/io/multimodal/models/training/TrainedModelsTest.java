// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import io.multimodal.models.internal.onnx.ModelFile;
import io.multimodal.models.spi.ModelSignature;
import io.multimodal.models.training.Training.Trained;
import io.multimodal.models.training.Training.TrainingPlan;
import io.multimodal.store.StoreConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.flink.table.api.TableRuntimeException;
import org.apache.flink.table.data.GenericArrayData;
import org.junit.jupiter.api.Test;

/** What is learned from the rows of rows.csv, beside what scikit-learn learns from them. */
class TrainedModelsTest {
    private static final int LENGTH = 4;
    private static final int CLUSTER = LENGTH + 1;
    private static final int SCORES = LENGTH + 2;

    /** What generate.py printed. */
    private static final double MEAN_SQUARED_DISTANCE = 3.7717793782552085;

    private final List<String[]> rows = rows();

    @Test
    void scoresAreThoseOfScikitLearn() throws Exception {
        Trained trained = new LogisticTraining(plan(), 2, 1000).train(sample(0), LENGTH);

        float[][] scores = (float[][]) outputs(trained, 0).get("scores");
        for (int i = 0; i < rows.size(); i++) {
            for (int j = 0; j < 3; j++) {
                assertThat((double) scores[i][j])
                        .isCloseTo(Double.parseDouble(rows.get(i)[SCORES + j]), within(1e-3));
            }
        }
    }

    @Test
    void scoresOfTwoClassesAreOneMinusEachOther() throws Exception {
        List<SampledRow> two = sample(0).stream().filter(row -> !row.label().equals("c")).toList();
        Trained trained = new LogisticTraining(plan(), 1, 100).train(two, LENGTH);

        for (float[] scores : (float[][]) outputs(trained, 0).get("scores")) {
            assertThat(scores).hasSize(2);
            assertThat(scores[0] + scores[1]).isCloseTo(1f, within(0x1p-20f));
        }
        assertThat(Double.parseDouble(trained.card().get("accuracy"))).isGreaterThan(0.85);
    }

    @Test
    void clustersAreThoseOfScikitLearn() throws Exception {
        Trained trained = new KMeansTraining(plan(), 3, 100, 4).train(sample(0), LENGTH);

        assertThat(Double.parseDouble(trained.card().get("mean-squared-distance")))
                .isCloseTo(MEAN_SQUARED_DISTANCE, within(1e-4));
        assertClusters(outputs(trained, 0));
    }

    /** Squares of numbers around 10,000 have no digits left for distances around 1. */
    @Test
    void clustersFarFromTheOriginAreTheSame() throws Exception {
        Trained trained = new KMeansTraining(plan(), 3, 100, 4).train(sample(10_000), LENGTH);

        Map<String, Object> outputs = outputs(trained, 10_000);
        assertClusters(outputs);
        double squares = 0;
        for (float distance : (float[]) outputs.get("distance")) {
            squares += (double) distance * distance;
        }
        assertThat(squares / rows.size()).isCloseTo(MEAN_SQUARED_DISTANCE, within(1e-2));
    }

    private void assertClusters(Map<String, Object> outputs) {
        long[] found = (long[]) outputs.get("cluster");
        Set<String> pairs = new HashSet<>();
        for (int i = 0; i < rows.size(); i++) {
            pairs.add(rows.get(i)[CLUSTER] + " " + found[i]);
        }
        assertThat(pairs).as("each cluster is one of theirs").hasSize(3);
    }

    @Test
    void alikeRowsFillFewerClusters() throws Exception {
        List<SampledRow> alike =
                IntStream.range(0, 10)
                        .mapToObj(i -> SampledRow.of(new float[] {1, 2, 3, 4}, "", 0))
                        .toList();
        Trained trained = new KMeansTraining(plan(), 3, 100, 2).train(alike, LENGTH);

        assertThat(trained.card()).containsEntry("mean-squared-distance", "0.0");
    }

    @Test
    void theSampleIsBoundedAndDoesNotDependOnTheOrder() {
        SampleSize size = new SampleSize(20, Long.MAX_VALUE, 5);
        TrainingRows forward = new TrainingRows();
        TrainingRows backward = new TrainingRows();
        List<SampledRow> all = sample(0);
        for (int i = 0; i < all.size(); i++) {
            add(forward, all.get(i), size);
            add(backward, all.get(all.size() - 1 - i), size);
        }

        assertThat(forward.rows()).isEqualTo(90);
        assertThat(forward.sample()).hasSize(20);
        assertThat(texts(forward)).isEqualTo(texts(backward));
    }

    @Test
    void memoryBoundsTheSample() {
        TrainingRows rows = new TrainingRows();
        SampleSize size = new SampleSize(1000, 10 * (128 + LENGTH * 8), 5);
        sample(0).forEach(row -> add(rows, row, size));

        assertThat(rows.sample()).hasSize(10);
    }

    @Test
    void aLabelThatIsDifferentInEachRowIsNoClass() {
        TrainingRows rows = new TrainingRows();
        SampleSize size = new SampleSize(10, Long.MAX_VALUE, 0);
        assertThatThrownBy(
                        () -> {
                            for (int i = 0; i < 2000; i++) {
                                add(rows, new SampledRow(0, new float[] {i}, "label " + i), size);
                            }
                        })
                .isInstanceOf(TableRuntimeException.class)
                .hasMessageContaining("more than 1,000 different values");
    }

    @Test
    void anInterruptedTrainingEnds() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> new KMeansTraining(plan(), 3, 100, 4).train(sample(0), LENGTH))
                    .hasMessageContaining("cancelled");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private static void add(TrainingRows rows, SampledRow row, SampleSize size) {
        rows.add(new GenericArrayData(row.features()), row.label(), size, 8);
    }

    private static List<String> texts(TrainingRows rows) {
        return rows.sample().stream().map(row -> Arrays.toString(row.features())).toList();
    }

    private static TrainingPlan plan() {
        return new TrainingPlan(
                "m",
                new HashMap<>(),
                new SampleSize(1000, Long.MAX_VALUE, 0),
                StoreConfig.of("memory:training"));
    }

    private List<SampledRow> sample(float offset) {
        List<SampledRow> sample = new ArrayList<>();
        for (String[] row : rows) {
            sample.add(SampledRow.of(features(row, offset), row[LENGTH], 0));
        }
        return sample;
    }

    private static float[] features(String[] row, float offset) {
        float[] features = new float[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            features[i] = Float.parseFloat(row[i]) + offset;
        }
        return features;
    }

    /** By ONNX Runtime, of all rows. */
    private Map<String, Object> outputs(Trained trained, float offset) throws Exception {
        // Also makes the environment of ONNX Runtime with our settings, if this is the first use.
        assertThat(ModelFile.of("trained", trained.onnx()).signature().inputs())
                .extracting(ModelSignature.Tensor::name)
                .containsExactly("features");
        float[][] features =
                rows.stream().map(row -> features(row, offset)).toArray(float[][]::new);
        OrtEnvironment ort = OrtEnvironment.getEnvironment();
        Map<String, Object> outputs = new HashMap<>();
        try (OrtSession session = ort.createSession(trained.onnx());
                OnnxTensor input = OnnxTensor.createTensor(ort, features);
                OrtSession.Result result = session.run(Map.of("features", input))) {
            for (Map.Entry<String, OnnxValue> output : result) {
                outputs.put(output.getKey(), output.getValue().getValue());
            }
        }
        return outputs;
    }

    private static List<String[]> rows() {
        try (InputStream in = TrainedModelsTest.class.getResourceAsStream("/training/rows.csv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split(",", -1))
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
