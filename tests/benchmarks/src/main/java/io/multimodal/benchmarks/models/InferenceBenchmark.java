// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.models;

import com.sun.management.OperatingSystemMXBean;
import io.multimodal.models.ModelStatistics;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * How much of what ONNX Runtime can do is left after ML_PREDICT has read, decoded, batched and
 * remembered? Reads lines of text, crops of stored pages, beside a bare loop over the same crops as
 * finished tensors, in one process on the same cores. Then how fast remembered results come, and
 * how much batches give over one row a call.
 */
public final class InferenceBenchmark {
    private static final int DEFAULT_LINES = 600;
    private static final int ROUNDS = 3;
    private static final int REMEMBERED_ROWS = 60_000;

    private InferenceBenchmark() {}

    /**
     * Prints rows a second and ratios.
     *
     * @param args how many lines; 600 where nothing is said
     */
    public static void main(String[] args) throws Exception {
        int lines = args.length == 0 ? DEFAULT_LINES : Integer.parseInt(args[0]);
        Path folder = Files.createTempDirectory("inference-benchmark");
        Path model = extract("ch_PP-OCRv4_rec_infer.onnx", folder);
        try (TextLines crops = TextLines.draw(folder.resolve("store"), lines)) {
            BaselineLoop floor = new BaselineLoop(model, crops);
            BaselineLoop.Settings settings =
                    floor.best((tried, rate) -> print("tried %s: %.1f rows/s", tried, rate));
            print("the bare loop is fastest with %s", settings);
            PredictJob job = new PredictJob(crops, model);
            job.create(
                    "single",
                    "'provider' = 'onnx', 'task' = 'text-recognition', 'path' = '%s', 'cache' = 'false', 'batch.max-size' = '1'"
                            .formatted(model));
            // Once for the class loader, the compiler and the natives.
            print("warm-up of ML_PREDICT: %.1f rows/s", job.run("warm_up", false).rowsPerSecond());
            // By turns, because other work on the machine slows both.
            double bare = 0;
            double bareCpu = 0;
            double predicted = 0;
            double predictedCpu = 0;
            double single = 0;
            for (int round = 0; round < ROUNDS; round++) {
                double start = cpuMillis();
                double bareRate = floor.rowsPerSecond(settings);
                bare += bareRate / ROUNDS;
                double between = cpuMillis();
                double rate = job.run("reader", false).rowsPerSecond();
                predicted += rate / ROUNDS;
                bareCpu += (between - start) / ROUNDS / lines;
                predictedCpu += (cpuMillis() - between) / ROUNDS / lines;
                double singleRate = job.runOneByOne("single").rowsPerSecond();
                single += singleRate / ROUNDS;
                print(
                        "round %d of %d: bare loop %.1f rows/s, ML_PREDICT %.1f rows/s, one row a call %.1f rows/s",
                        round + 1, ROUNDS, bareRate, rate, singleRate);
            }
            ModelStatistics did = ModelStatistics.ofThisProcess().get("reader");
            print("bare ONNX Runtime loop: %.1f rows/s, %.1f ms of CPU a row", bare, bareCpu);
            print(
                    "ML_PREDICT, planning and job start included: %.1f ms of CPU a row, ratio %.2f",
                    predictedCpu, bareCpu / predictedCpu);
            print(
                    "ML_PREDICT: %.1f rows/s, ratio %.2f (mean batch %.1f rows; a row: %.1f ms of preparing, %.1f ms of running)",
                    predicted,
                    predicted / bare,
                    (double) did.computed() / did.batches(),
                    did.prepareNanos() / 1e6 / did.computed(),
                    did.runNanos() / 1e6 / did.computed());
            print(
                    "one row a call, each after the one before it: %.1f rows/s; ML_PREDICT is %.1f times as fast",
                    single, predicted / single);
            PredictJob.Result computing = job.run("remembering", true);
            PredictJob.Result remembered = job.run("remembering", true);
            print(
                    "a job of %d rows, computed and remembered: %.1f s; the same again: %.1f s, first row after %.1f s",
                    lines, computing.seconds(), remembered.seconds(), remembered.firstRowSeconds());
            int times = (REMEMBERED_ROWS + lines - 1) / lines;
            job.run("remembering", times);
            print(
                    "remembered results of %d images, each asked for %d times: %.0f rows/s",
                    lines, times, job.run("remembering", times).rowsPerSecond());
            print("start-up: %s", startUp(folder));
        }
    }

    /** CPU time of this process: what is left to compare on a machine that has other work. */
    private static double cpuMillis() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime()
                / 1e6;
    }

    private static String startUp(Path folder) throws Exception {
        StringBuilder text = new StringBuilder();
        for (String file :
                List.of(
                        "ch_PP-OCRv4_det_infer.onnx",
                        "ch_PP-OCRv4_rec_infer.onnx",
                        "ch_ppocr_mobile_v2.0_cls_infer.onnx")) {
            Path model = extract(file, folder);
            text.append(
                    "%s loads in %.0f ms; ".formatted(file, BaselineLoop.loadNanos(model) / 1e6));
        }
        return text.toString();
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

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }
}
