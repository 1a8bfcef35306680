// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.models;

import io.multimodal.benchmarks.timing.RunTime;
import io.multimodal.models.ModelStatistics;
import io.multimodal.planner.MultimodalSql;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

/** Runs models over all lines with ML_PREDICT on a MiniCluster. */
final class PredictJob {
    private static final String IN_FLIGHT = "table.exec.async-ml-predict.max-concurrent-operations";

    private static final int ROWS_IN_FLIGHT = 64;

    private final TableEnvironment env;
    private final int lines;

    PredictJob(TextLines lines) {
        this.lines = lines.crops().size();
        env = TableEnvironment.create(EnvironmentSettings.inStreamingMode());
        MultimodalSql.install(env);
        String store = lines.config().stores().get(lines.config().defaultStore());
        env.getConfig().set("multimodal.stores.default.uri", store);
        env.getConfig().set("parallelism.default", "1");
        env.createTemporarySystemFunction("LINE_AT", new LineAt(lines.crops()));
        env.createTemporarySystemFunction("BEGUN", Begun.class);
        env.createTemporarySystemFunction("ARRIVED", Arrived.class);
        env.createTemporarySystemFunction("ANSWERED", Answered.class);
    }

    /**
     * What came of a run.
     *
     * @param time from when the job read its first row until it gave its last
     * @param firstRowSeconds from the submission to the first row
     * @param seconds from the submission to the last row
     * @param statistics of the model in this process
     */
    record Result(
            RunTime time, double firstRowSeconds, double seconds, ModelStatistics statistics) {}

    TableEnvironment env() {
        return env;
    }

    /** A model that reads a line, in this process. */
    void createReader(String name, Path model, String... options) {
        createReader(
                name,
                "'provider' = 'onnx', 'task' = 'text-recognition', 'path' = '%s'%s"
                        .formatted(
                                model,
                                options.length == 0 ? "" : ", " + String.join(", ", options)));
    }

    /** A model that reads a line, with these options. */
    void createReader(String name, String options) {
        env.executeSql(
                "CREATE MODEL %s INPUT (img IMAGE) OUTPUT (line STRING, score FLOAT) WITH (%s)"
                        .formatted(name, options));
    }

    /** Reads all lines. */
    Result read(String model) throws Exception {
        return read(model, 1, ROWS_IN_FLIGHT);
    }

    /** Reads each line after the one before it has been read. */
    Result readOneByOne(String model) throws Exception {
        return read(model, 1, 1);
    }

    /** Reads all lines so many times in one job. */
    Result read(String model, int times) throws Exception {
        return read(model, times, ROWS_IN_FLIGHT);
    }

    private Result read(String model, int times, int inFlight) throws Exception {
        env.getConfig().set(IN_FLIGHT, Integer.toString(inFlight));
        numbers((long) lines * times);
        return run(
                model,
                "SELECT line FROM ML_PREDICT((SELECT LINE_AT(i) AS img FROM numbers), MODEL %s, DESCRIPTOR(img))"
                        .formatted(model),
                row -> String.valueOf(row.getField(0)).startsWith("Number"));
    }

    /** Reads so many lines, which arrive evenly, and says how long each took. */
    Arrivals readAtRate(String model, int rows, double perSecond) throws Exception {
        env.getConfig().set(IN_FLIGHT, Integer.toString(ROWS_IN_FLIGHT));
        // Arrivals are waited for in a thread of their own, and no row waits for a buffer to fill.
        Map<String, String> settings =
                Map.of(
                        "pipeline.operator-chaining.enabled", "false",
                        "execution.buffer-timeout.interval", "0 ms");
        settings.forEach(env.getConfig()::set);
        numbers(rows);
        Arrivals arrivals = Arrivals.begin(rows, perSecond);
        run(
                model,
                "SELECT ANSWERED(i) FROM ML_PREDICT((SELECT i, LINE_AT(ARRIVED(i)) AS img FROM numbers), MODEL %s, DESCRIPTOR(img))"
                        .formatted(model),
                row -> true);
        settings.keySet().forEach(key -> env.getConfig().getConfiguration().removeKey(key));
        return arrivals;
    }

    /** The table {@code numbers} counts from 0. */
    void numbers(long rows) {
        env.executeSql("DROP TEMPORARY VIEW IF EXISTS numbers");
        env.executeSql("DROP TEMPORARY TABLE IF EXISTS counted");
        env.executeSql(
                "CREATE TEMPORARY TABLE counted (i BIGINT) WITH ('connector' = 'datagen', 'fields.i.kind' = 'sequence', 'fields.i.start' = '0', 'fields.i.end' = '%d')"
                        .formatted(rows - 1));
        env.executeSql("CREATE TEMPORARY VIEW numbers AS SELECT BEGUN(i) AS i FROM counted");
    }

    /**
     * Runs a query.
     *
     * @param right what each row has to be
     */
    Result run(String model, String query, Predicate<Row> right) throws Exception {
        Begun.await();
        long submitted = System.nanoTime();
        long first = 0;
        int rows = 0;
        try (CloseableIterator<Row> results = env.executeSql(query).collect()) {
            while (results.hasNext()) {
                Row row = results.next();
                if (!right.test(row)) {
                    throw new IllegalStateException("Row %d is %s".formatted(rows, row));
                }
                if (rows == 0) {
                    first = System.nanoTime();
                }
                rows++;
            }
        }
        return new Result(
                Begun.start().until(rows),
                (first - submitted) / 1e9,
                (System.nanoTime() - submitted) / 1e9,
                ModelStatistics.ofThisProcess().get(model));
    }
}
