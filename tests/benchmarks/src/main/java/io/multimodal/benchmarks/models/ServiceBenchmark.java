// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.models;

import static io.multimodal.benchmarks.models.InferenceBenchmark.print;
import static io.multimodal.benchmarks.models.InferenceBenchmark.ratios;
import static io.multimodal.benchmarks.models.InferenceBenchmark.text;

import io.multimodal.benchmarks.timing.RunTime;
import io.multimodal.models.remote.ApiKey;
import io.multimodal.models.service.ModelService;
import io.multimodal.models.service.ServiceLimits;
import io.multimodal.models.service.ServiceModel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How much of ML_PREDICT in the task manager is left where a model service on the same machine runs
 * the model? Both read the same lines of text; the floor is a loop that decodes them and calls ONNX
 * Runtime.
 */
public final class ServiceBenchmark {
    private static final int ROUNDS = 3;

    private ServiceBenchmark() {}

    /**
     * Prints rows a second and ratios.
     *
     * @param args how many lines
     */
    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("service-benchmark");
        Path model = InferenceBenchmark.extract("ch_PP-OCRv4_rec_infer.onnx", folder);
        try (TextLines lines = TextLines.draw(folder.resolve("store"), Integer.parseInt(args[0]));
                ModelService service =
                        ModelService.start(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                                ApiKey.NONE,
                                ServiceLimits.DEFAULT)) {
            BaselineLoop floor = new BaselineLoop(model, lines);
            BaselineLoop.Settings settings = floor.best((tried, time) -> {});
            PredictJob job = new PredictJob(lines);
            job.createReader("served", model, "'cache' = 'false'");
            service.serve(List.of(ServiceModel.of(job.env(), "served")));
            job.createReader("inside", model, "'cache' = 'false'");
            job.createReader(
                    "outside",
                    "'provider' = 'kserve', 'model' = 'served', 'max-requests' = '64', 'endpoint' = 'http://127.0.0.1:%d'"
                            .formatted(service.address().getPort()));
            job.read("inside");
            job.read("outside");
            RunTime bare = RunTime.NONE;
            RunTime inside = RunTime.NONE;
            RunTime outside = RunTime.NONE;
            // By turns, because other work on the machine slows all of them.
            for (int round = 0; round < ROUNDS; round++) {
                bare = bare.plus(floor.decoding(settings));
                inside = inside.plus(job.read("inside").time());
                outside = outside.plus(job.read("outside").time());
            }
            print("a loop that decodes and calls ONNX Runtime: %s", text(bare));
            print(
                    "ML_PREDICT in the task manager: %s; of the loop %s",
                    text(inside), ratios(inside, bare));
            print(
                    "by a model service: %s; of the loop %s; of the task manager %s",
                    text(outside), ratios(outside, bare), ratios(outside, inside));
        }
    }
}
