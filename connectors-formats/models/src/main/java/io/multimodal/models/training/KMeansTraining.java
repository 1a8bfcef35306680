// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.training;

import io.multimodal.media.MediaLibraries;
import io.multimodal.media.memory.NativeMemory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.api.TableRuntimeException;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.types.DataType;
import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.TermCriteria;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Clusters by k-means of OpenCV, from centres that k-means++ chooses. */
public final class KMeansTraining extends Training {
    private static final Logger LOG = LoggerFactory.getLogger(KMeansTraining.class);
    private static final long serialVersionUID = 1L;

    /** An array of the sample, and its copy in native memory. */
    private static final int BYTES_PER_NUMBER = 2 * Float.BYTES;

    /** How many iterations OpenCV makes without asking whether to go on. */
    private static final int ITERATIONS_AT_ONCE = 10;

    /** Ends where so many iterations gain a smaller part. */
    private static final double LEAST_GAIN = 1e-6;

    static {
        NativeMemory.configure();
    }

    private final int k;
    private final int maxIterations;
    private final int restarts;

    KMeansTraining(TrainingPlan plan, int k, int maxIterations, int restarts) {
        super(plan);
        this.k = k;
        this.maxIterations = maxIterations;
        this.restarts = restarts;
    }

    @Override
    List<DataType> arguments() {
        return List.of(FEATURES);
    }

    /** Adds a row; null if it has no features. */
    public void accumulate(TrainingRows rows, ArrayData features) {
        rows.add(features, "", plan().size(), BYTES_PER_NUMBER);
    }

    @Override
    Trained train(List<SampledRow> sample, int length) {
        if (sample.size() < k) {
            throw new TableRuntimeException(
                    "'k' is %,d, and there are %,d rows to learn from; 'k' is at most their number, 'sample.max-rows' and 'sample.max-memory' bound it"
                            .formatted(k, sample.size()));
        }
        String library = "OpenCV " + MediaLibraries.openCvVersion();
        Clusters best = null;
        try (Mat data = matrix(sample, length)) {
            opencv_core.setRNGSeed(Long.hashCode(plan().size().seed()));
            for (int i = 0; i < restarts; i++) {
                Clusters found = clusters(data, length);
                LOG.info(
                        "Model {}: k-means {} of {}: mean squared distance {} after {} iterations",
                        plan().model(),
                        i + 1,
                        restarts,
                        found.squared() / sample.size(),
                        found.iterations());
                if (best == null || found.squared() < best.squared()) {
                    best = found;
                }
            }
        }
        Map<String, String> card = new LinkedHashMap<>();
        card.put("task", KMeansFactory.IDENTIFIER);
        card.put("k", Integer.toString(k));
        card.put("mean-squared-distance", Double.toString(best.squared() / sample.size()));
        card.put("library", library);
        return new Trained(
                KMeansModel.of(best.centres(), k, length),
                Map.of("task", "tensor", "output", "cluster, distance"),
                card);
    }

    /**
     * What one run found.
     *
     * @param squared the sum of the squared distances
     */
    @SuppressWarnings("ArrayRecordComponent") // Neither copied nor compared.
    private record Clusters(float[] centres, double squared, int iterations) {}

    private Clusters clusters(Mat data, int length) {
        try (Mat labels = new Mat();
                Mat centres = new Mat()) {
            double squared = Double.POSITIVE_INFINITY;
            int done = 0;
            int flags = opencv_core.KMEANS_PP_CENTERS;
            while (done < maxIterations) {
                checkNotCancelled();
                int now = Math.min(ITERATIONS_AT_ONCE, maxIterations - done);
                double before = squared;
                try (TermCriteria end = new TermCriteria(TermCriteria.COUNT, now, 0)) {
                    squared = opencv_core.kmeans(data, k, labels, end, 1, flags, centres);
                }
                done += now;
                flags = opencv_core.KMEANS_USE_INITIAL_LABELS;
                if (before - squared <= LEAST_GAIN * before) {
                    break;
                }
            }
            return new Clusters(values(centres, k * length), squared, done);
        }
    }

    private static float[] values(Mat matrix, int count) {
        float[] values = new float[count];
        try (FloatIndexer indexer = matrix.createIndexer()) {
            indexer.get(0L, 0L, values);
        }
        return values;
    }

    private static Mat matrix(List<SampledRow> sample, int length) {
        Mat data = new Mat(sample.size(), length, opencv_core.CV_32F);
        try (FloatIndexer indexer = data.createIndexer()) {
            for (int i = 0; i < sample.size(); i++) {
                indexer.put(i, 0L, sample.get(i).features());
            }
        }
        return data;
    }
}
