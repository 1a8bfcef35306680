// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.models;

import io.multimodal.models.ModelStatistics;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * How much of what ONNX Runtime can do is left after ML_PREDICT has read, decoded, batched and
 * remembered? Reads lines of text, crops of stored pages, beside a bare loop over the same crops as
 * finished tensors, in one process on the same cores.
 */
public final class InferenceBenchmark {
    private static final int DEFAULT_LINES = 600;

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
            BareLoop.Best floor = BareLoop.best(model, crops);
            print(
                    "bare ONNX Runtime loop, best of its settings (%s): %.1f rows/s",
                    floor.settings(), floor.rowsPerSecond());
            PredictJob job = new PredictJob(crops, model);
            // Once for the class loader, the compiler and the natives.
            job.run("warm_up", false);
            report(job.run("reader", false), floor, "ML_PREDICT");
            PredictJob.Result first = job.run("remembering", true);
            report(first, floor, "ML_PREDICT that remembers");
            PredictJob.Result second = job.run("remembering", true);
            print(
                    "ML_PREDICT of what is remembered: %.0f rows/s, %.1f times the bare loop",
                    second.rowsPerSecond(), second.rowsPerSecond() / floor.rowsPerSecond());
            print("start-up: %s", startUp(folder));
        }
    }

    private static void report(PredictJob.Result result, BareLoop.Best floor, String what) {
        ModelStatistics did = result.statistics();
        print(
                "%s: %.1f rows/s, ratio to the bare loop %.2f (mean batch %.1f rows, preparing %.1f ms and running %.1f ms a row, first row after %.1f s)",
                what,
                result.rowsPerSecond(),
                result.rowsPerSecond() / floor.rowsPerSecond(),
                (double) did.computed() / did.batches(),
                did.prepareNanos() / 1e6 / did.computed(),
                did.runNanos() / 1e6 / did.computed(),
                result.firstRowSeconds());
    }

    private static String startUp(Path folder) throws Exception {
        StringBuilder text = new StringBuilder();
        for (String file :
                List.of(
                        "ch_PP-OCRv4_det_infer.onnx",
                        "ch_PP-OCRv4_rec_infer.onnx",
                        "ch_ppocr_mobile_v2.0_cls_infer.onnx")) {
            Path model = extract(file, folder);
            text.append("%s loads in %.0f ms; ".formatted(file, BareLoop.loadNanos(model) / 1e6));
        }
        return text.toString();
    }

    private static Path extract(String file, Path folder) throws IOException {
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
