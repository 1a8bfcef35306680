// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.models;

import io.multimodal.models.remote.ApiKey;
import io.multimodal.models.service.ModelService;
import io.multimodal.models.service.ServiceLimits;
import io.multimodal.models.service.ServiceModel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * How much of ML_PREDICT in the task manager is left where a model service on the same machine runs
 * the model? Both read the same lines of text; the floor is a bare loop over finished tensors.
 */
public final class ServiceBenchmark {
    private static final int DEFAULT_LINES = 300;
    private static final int ROUNDS = 3;

    private ServiceBenchmark() {}

    /**
     * Prints rows a second and ratios.
     *
     * @param args how many lines; 300 where nothing is said
     */
    public static void main(String[] args) throws Exception {
        int lines = args.length == 0 ? DEFAULT_LINES : Integer.parseInt(args[0]);
        Path folder = Files.createTempDirectory("service-benchmark");
        Path model = InferenceBenchmark.extract("ch_PP-OCRv4_rec_infer.onnx", folder);
        try (TextLines crops = TextLines.draw(folder.resolve("store"), lines);
                ModelService service =
                        ModelService.start(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                                ApiKey.NONE,
                                ServiceLimits.DEFAULT)) {
            BaselineLoop floor = new BaselineLoop(model, crops);
            BaselineLoop.Settings settings = floor.best((tried, rate) -> {});
            PredictJob job = new PredictJob(crops, model);
            job.create("served", false);
            service.serve(List.of(ServiceModel.of(job.env(), "served")));
            job.create("inside", false);
            job.create(
                    "outside",
                    "'provider' = 'kserve', 'model' = 'served', 'max-requests' = '64', 'endpoint' = 'http://127.0.0.1:%d'"
                            .formatted(service.address().getPort()));
            job.run("inside");
            job.run("outside");
            double bare = 0;
            double inside = 0;
            double outside = 0;
            // By turns, because other work on the machine slows all of them.
            for (int round = 0; round < ROUNDS; round++) {
                bare += floor.rowsPerSecond(settings) / ROUNDS;
                inside += job.run("inside").rowsPerSecond() / ROUNDS;
                outside += job.run("outside").rowsPerSecond() / ROUNDS;
            }
            System.out.printf(
                    Locale.ROOT,
                    "bare ONNX Runtime loop: %.1f rows/s%nML_PREDICT in the task manager: %.1f rows/s, ratio %.2f%nby a model service: %.1f rows/s, ratio %.2f; of the task manager %.2f%n",
                    bare,
                    inside,
                    inside / bare,
                    outside,
                    outside / bare,
                    outside / inside);
        }
    }
}
