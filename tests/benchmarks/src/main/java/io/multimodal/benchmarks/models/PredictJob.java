// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.models;

import io.multimodal.models.ModelStatistics;
import io.multimodal.planner.MultimodalSql;
import java.nio.file.Path;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

/** Reads all lines with ML_PREDICT on a MiniCluster. */
final class PredictJob {
    private static final String IN_FLIGHT = "table.exec.async-ml-predict.max-concurrent-operations";

    private static final int ROWS_IN_FLIGHT = 64;

    private final TableEnvironment env;
    private final Path model;
    private final int lines;

    PredictJob(TextLines lines, Path model) {
        this.model = model;
        this.lines = lines.crops().size();
        env = TableEnvironment.create(EnvironmentSettings.inStreamingMode());
        MultimodalSql.install(env);
        String store = lines.config().stores().get(lines.config().defaultStore());
        env.getConfig().set("multimodal.stores.default.uri", store);
        env.getConfig().set("parallelism.default", "1");
        env.createTemporarySystemFunction("LINE_AT", new LineAt(lines.crops()));
    }

    /**
     * What came of a run.
     *
     * @param rowsPerSecond from the first row to the last
     * @param firstRowSeconds from the submission to the first row
     * @param seconds from the submission to the last row
     * @param statistics of the model in this process
     */
    record Result(
            double rowsPerSecond,
            double firstRowSeconds,
            double seconds,
            ModelStatistics statistics) {}

    Result run(String name, boolean cache) throws Exception {
        create(name, cache);
        return run(name);
    }

    /** The model, in this process. */
    void create(String name, boolean cache) {
        create(
                name,
                "'provider' = 'onnx', 'task' = 'text-recognition', 'path' = '%s', 'cache' = '%s'"
                        .formatted(model, cache));
    }

    /** A model with these options. */
    void create(String name, String options) {
        env.executeSql(
                "CREATE MODEL IF NOT EXISTS %s INPUT (img IMAGE) OUTPUT (line STRING, score FLOAT) WITH (%s)"
                        .formatted(name, options));
    }

    TableEnvironment env() {
        return env;
    }

    /** Reads all lines with a model that was created. */
    Result run(String name) throws Exception {
        return run(name, 1);
    }

    /** Reads each line after the one before it has been read. */
    Result runOneByOne(String name) throws Exception {
        return run(name, 1, 1);
    }

    /** Reads all lines so many times in one job. */
    Result run(String name, int times) throws Exception {
        return run(name, times, ROWS_IN_FLIGHT);
    }

    private Result run(String name, int times, int inFlight) throws Exception {
        env.getConfig().set(IN_FLIGHT, Integer.toString(inFlight));
        env.executeSql("DROP TEMPORARY TABLE IF EXISTS numbers");
        env.executeSql(
                "CREATE TEMPORARY TABLE numbers (i BIGINT) WITH ('connector' = 'datagen', 'fields.i.kind' = 'sequence', 'fields.i.start' = '0', 'fields.i.end' = '%d')"
                        .formatted((long) lines * times - 1));
        long start = System.nanoTime();
        long first = 0;
        int rows = 0;
        try (CloseableIterator<Row> results =
                env.executeSql(
                                "SELECT line FROM ML_PREDICT((SELECT LINE_AT(i) AS img FROM numbers), MODEL %s, DESCRIPTOR(img))"
                                        .formatted(name))
                        .collect()) {
            while (results.hasNext()) {
                String line = String.valueOf(results.next().getField(0));
                if (!line.startsWith("Number")) {
                    throw new IllegalStateException("A line was read as '" + line + "'");
                }
                if (rows == 0) {
                    first = System.nanoTime();
                }
                rows++;
            }
        }
        double seconds = (System.nanoTime() - first) / 1e9;
        return new Result(
                (rows - 1) / seconds,
                (first - start) / 1e9,
                (System.nanoTime() - start) / 1e9,
                ModelStatistics.ofThisProcess().get(name));
    }
}
