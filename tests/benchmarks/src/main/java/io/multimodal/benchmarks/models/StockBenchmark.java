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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.types.Row;

/**
 * What do references save over what Flink offers by itself? The same lines go through the same
 * model, which says whether they are upside down: as references in the task manager and to a model
 * service; as pixels in JSON, by the request of Flink's own provider for Triton, to that service;
 * and as Base64 in rows to a function that calls ONNX Runtime. All of it runs in one process on the
 * same cores, with as many subtasks as there are cores.
 */
public final class StockBenchmark {
    private static final int ROUNDS = 3;
    private static final String PREDICTED =
            "SELECT y FROM ML_PREDICT((SELECT %s FROM numbers), MODEL %s, DESCRIPTOR(x))";

    private final TextLines lines;
    private final Path model;
    private final PredictJob job;

    private StockBenchmark(TextLines lines, Path model) {
        this.lines = lines;
        this.model = model;
        this.job = new PredictJob(lines);
        String cores = Integer.toString(Runtime.getRuntime().availableProcessors());
        job.env().getConfig().set("parallelism.default", cores);
        job.env().getConfig().set("table.exec.async-ml-predict.max-concurrent-operations", "64");
        job.env().getConfig().set("table.exec.async-scalar.max-concurrent-operations", "64");
        job.env()
                .createTemporarySystemFunction(
                        "LINE_PIXELS", new LinePixels(lines.config(), lines.crops()));
        job.env().createTemporarySystemFunction("LINE_BASE64", new LineBase64(lines.files()));
        job.env()
                .createTemporarySystemFunction(
                        "DIRECTION_OF", new DirectionOfBase64(model.toString()));
    }

    /**
     * Prints rows a second and ratios.
     *
     * @param args how many lines
     */
    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("stock-benchmark");
        Path model =
                FixedInput.of(
                        InferenceBenchmark.extract("ch_ppocr_mobile_v2.0_cls_infer.onnx", folder),
                        "x",
                        TextLines.CHANNELS,
                        TextLines.HEIGHT,
                        TextLines.WIDTH);
        try (TextLines lines = TextLines.draw(folder.resolve("store"), Integer.parseInt(args[0]));
                ModelService service =
                        ModelService.start(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                                ApiKey.NONE,
                                ServiceLimits.DEFAULT)) {
            new StockBenchmark(lines, model).run(service);
        }
    }

    private void run(ModelService service) throws Exception {
        String image =
                "'provider' = 'onnx', 'task' = 'tensor', 'cache' = 'false', 'path' = '%s', 'input.mean' = '0.5,0.5,0.5', 'input.std' = '0.5,0.5,0.5', 'input.channels' = 'bgr'"
                        .formatted(model);
        create("direction", "IMAGE", image);
        create("direction_served", "IMAGE", image);
        create(
                "direction_of_pixels",
                "ARRAY<FLOAT>",
                "'provider' = 'onnx', 'task' = 'tensor', 'cache' = 'false', 'path' = '%s'"
                        .formatted(model));
        service.serve(
                List.of(
                        ServiceModel.of(job.env(), "direction_served"),
                        ServiceModel.of(job.env(), "direction_of_pixels")));
        String address = "http://127.0.0.1:" + service.address().getPort();
        create(
                "direction_by_service",
                "IMAGE",
                "'provider' = 'kserve', 'model' = 'direction_served', 'max-requests' = '64', 'endpoint' = '%s'"
                        .formatted(address));
        Map<String, String> queries = new LinkedHashMap<>();
        queries.put(
                "references, in the task manager",
                PREDICTED.formatted("LINE_AT(i) AS x", "direction"));
        queries.put(
                "references, by a model service",
                PREDICTED.formatted("LINE_AT(i) AS x", "direction_by_service"));
        job.env()
                .createTemporarySystemFunction(
                        "PIXELS_IN_JSON",
                        new PixelsInJson(address + "/v2/models/direction_of_pixels/infer"));
        queries.put(
                "pixels in JSON, as Flink's provider for Triton sends them, to the same service",
                "SELECT PIXELS_IN_JSON(LINE_PIXELS(i)) AS y FROM numbers");
        queries.put(
                "Base64 in rows, to a function that calls ONNX Runtime",
                "SELECT DIRECTION_OF(LINE_BASE64(i)) AS y FROM numbers");
        compare(queries);
    }

    private void create(String name, String input, String options) {
        job.env()
                .executeSql(
                        "CREATE MODEL %s INPUT (x %s) OUTPUT (y ARRAY<FLOAT>) WITH (%s)"
                                .formatted(name, input, options));
    }

    private void compare(Map<String, String> queries) throws Exception {
        BaselineLoop floor = new BaselineLoop(model, lines);
        BaselineLoop.Settings settings = floor.best((tried, time) -> {});
        RunTime bare = RunTime.NONE;
        Map<String, RunTime> times = new LinkedHashMap<>();
        for (int round = 0; round <= ROUNDS; round++) {
            boolean isWarmUp = round == 0;
            bare = isWarmUp ? bare : bare.plus(floor.decoding(settings));
            for (Map.Entry<String, String> query : queries.entrySet()) {
                job.numbers(lines.crops().size());
                RunTime time =
                        job.run("direction", query.getValue(), StockBenchmark::isUpright).time();
                if (!isWarmUp) {
                    times.merge(query.getKey(), time, RunTime::plus);
                }
            }
            print("round %d of %d is done%s", round, ROUNDS, isWarmUp ? ", which warms up" : "");
        }
        RunTime floorTime = bare;
        print("a loop that decodes and calls ONNX Runtime: %s", text(floorTime));
        times.forEach(
                (side, time) ->
                        print("%s: %s; of the loop %s", side, text(time), ratios(time, floorTime)));
        print(
                "a line in a row has %d bytes as a reference, %d as pixels, about %d in Base64",
                lines.crops().get(0).toBytes().length,
                TextLines.ELEMENTS * Float.BYTES,
                lines.files().get(0).length * 4 / 3);
    }

    private static boolean isUpright(Row row) {
        Float[] scores = (Float[]) row.getField(0);
        return scores.length == 2 && scores[0] > 0.9;
    }
}
