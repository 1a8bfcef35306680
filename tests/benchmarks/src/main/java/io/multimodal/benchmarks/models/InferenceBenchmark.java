// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.models;

import io.multimodal.benchmarks.timing.RunTime;
import io.multimodal.models.ModelStatistics;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * How much of what ONNX Runtime can do is left after ML_PREDICT has read, decoded, batched and
 * remembered? Reads lines of text, crops of stored pages, beside a loop that decodes them and calls
 * ONNX Runtime, in one process on the same cores. Then how long a row takes at 80 % of that load,
 * how fast remembered results come, and how much batches give over one row a call.
 */
public final class InferenceBenchmark {
    private static final int ROUNDS = 3;
    private static final int REMEMBERED_ROWS = 60_000;
    private static final double LOAD = 0.8;
    private static final int LEAST_ROWS_AT_LOAD = 200;

    /** The default of 'batch.max-wait' on a CPU. */
    private static final double MAX_WAIT_MILLIS = 2;

    /** That of 'batch.max-size'. */
    private static final int MAX_BATCH = 4;

    private final Path folder;
    private final int lines;
    private final Path model;
    private final BaselineLoop floor;
    private final PredictJob job;

    private InferenceBenchmark(Path folder, TextLines lines) throws IOException {
        this.folder = folder;
        this.lines = lines.crops().size();
        this.model = extract("ch_PP-OCRv4_rec_infer.onnx", folder);
        this.floor = new BaselineLoop(model, lines);
        this.job = new PredictJob(lines);
    }

    /**
     * Prints rows a second and ratios.
     *
     * @param args how many lines
     */
    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("inference-benchmark");
        int lines = Integer.parseInt(args[0]);
        try (TextLines crops = TextLines.draw(folder.resolve("store"), lines)) {
            InferenceBenchmark benchmark = new InferenceBenchmark(folder, crops);
            double rate = benchmark.throughput();
            benchmark.latency(rate);
            benchmark.remembered();
            benchmark.startUp();
        }
    }

    /** Returns the rows a second of ML_PREDICT. */
    private double throughput() throws Exception {
        BaselineLoop.Settings settings =
                floor.best((tried, time) -> print("tried %s: %s", tried, text(time)));
        print("the bare loop is fastest with %s", settings);
        job.createReader("reader", model, "'cache' = 'false'");
        job.createReader("single", model, "'cache' = 'false'", "'batch.max-size' = '1'");
        // Once for the class loader, the compiler and the natives.
        print("warm-up of ML_PREDICT: %s", text(job.read("reader").time()));
        RunTime ready = RunTime.NONE;
        RunTime decoding = RunTime.NONE;
        RunTime predicted = RunTime.NONE;
        RunTime single = RunTime.NONE;
        // By turns, because other work on the machine slows all of them.
        for (int round = 0; round < ROUNDS; round++) {
            ready = ready.plus(floor.ready(settings));
            decoding = decoding.plus(floor.decoding(settings));
            predicted = predicted.plus(job.read("reader").time());
            single = single.plus(job.readOneByOne("single").time());
            print("round %d of %d is done", round + 1, ROUNDS);
        }
        print("ONNX Runtime over tensors that lie ready: %s", text(ready));
        print("a loop that decodes and calls ONNX Runtime: %s", text(decoding));
        print("ML_PREDICT: %s; of that loop %s", text(predicted), ratios(predicted, decoding));
        ModelStatistics did = ModelStatistics.ofThisProcess().get("reader");
        print(
                "  mean batch %.1f rows; a row: %.1f ms of preparing, %.1f ms of running, of which %.2f ms of copying into one buffer",
                (double) did.computed() / did.batches(),
                did.prepareNanos() / 1e6 / did.computed(),
                did.runNanos() / 1e6 / did.computed(),
                did.gatherNanos() / 1e6 / did.computed());
        print(
                "one row a call, each after the one before it: %s; ML_PREDICT is %.1f times as fast",
                text(single), predicted.perSecond() / single.perSecond());
        return predicted.perSecond();
    }

    private void latency(double rate) throws Exception {
        int cores = Runtime.getRuntime().availableProcessors();
        RunTime batches =
                floor.ready(
                        new BaselineLoop.Settings(cores, 1, Math.min(MAX_BATCH, lines / cores)));
        double bound = MAX_WAIT_MILLIS + 2 * MAX_BATCH * cores * 1000 / batches.perSecond();
        int rows = Math.max(LEAST_ROWS_AT_LOAD, lines);
        Arrivals arrivals = job.readAtRate("reader", rows, LOAD * rate);
        print(
                "%d rows at %.0f %% of that rate, %.1f rows/s: half of them took up to %.0f ms, 99 %% up to %.0f ms; bound (the longest wait and two full batches): %.0f ms",
                rows, 100 * LOAD, LOAD * rate, arrivals.millis(0.5), arrivals.millis(0.99), bound);
    }

    private void remembered() throws Exception {
        job.createReader("remembering", model);
        PredictJob.Result computing = job.read("remembering");
        PredictJob.Result again = job.read("remembering");
        print(
                "a job of %d rows, computed and remembered: %.1f s; the same again: %.1f s, first row after %.1f s",
                lines, computing.seconds(), again.seconds(), again.firstRowSeconds());
        int times = (REMEMBERED_ROWS + lines - 1) / lines;
        job.read("remembering", times);
        print(
                "remembered results of %d images, each asked for %d times: %s",
                lines, times, text(job.read("remembering", times).time()));
    }

    private void startUp() throws Exception {
        StringBuilder text = new StringBuilder();
        for (String file :
                List.of(
                        "ch_PP-OCRv4_det_infer.onnx",
                        "ch_PP-OCRv4_rec_infer.onnx",
                        "ch_ppocr_mobile_v2.0_cls_infer.onnx")) {
            text.append(
                    "%s loads in %.0f ms; "
                            .formatted(file, BaselineLoop.loadNanos(extract(file, folder)) / 1e6));
        }
        print("start-up: %s", text);
    }

    static Path extract(String file, Path folder) throws IOException {
        Path target = folder.resolve(file);
        try (InputStream in = InferenceBenchmark.class.getResourceAsStream("/models/" + file)) {
            if (!Files.exists(target)) {
                Files.copy(in, target);
            }
        }
        return target;
    }

    /** Rows a second, and what is left to compare on a machine that has other work. */
    static String text(RunTime time) {
        return String.format(
                Locale.ROOT,
                "%.1f rows/s, %.2f ms of processor time a row",
                time.perSecond(),
                time.processorMillis());
    }

    /** How much of a floor is reached. */
    static String ratios(RunTime ours, RunTime floor) {
        return String.format(
                Locale.ROOT,
                "%.2f by the clock, %.2f by processor time",
                ours.perSecond() / floor.perSecond(),
                floor.processorMillis() / ours.processorMillis());
    }

    static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }
}
