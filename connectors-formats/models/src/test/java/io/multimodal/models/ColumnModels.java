// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models;

import io.multimodal.media.MediaRuntime;
import io.multimodal.media.tensor.TensorData;
import io.multimodal.models.internal.onnx.OnnxSession;
import io.multimodal.models.runtime.ModelSpec;
import io.multimodal.models.runtime.RowInference;
import io.multimodal.models.runtime.StoredFiles;
import io.multimodal.models.runtime.Tasks;
import io.multimodal.models.spi.ModelColumn;
import io.multimodal.models.spi.ModelColumns;
import io.multimodal.models.spi.ModelSignature;
import io.multimodal.models.spi.TaskContext;
import io.multimodal.store.Payload;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.runtime.StoreRuntime;
import io.multimodal.types.Tensor;
import io.multimodal.types.config.MultimodalConfig;
import io.multimodal.types.config.MultimodalOptions;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.table.data.RowData;

/** Runs the models of {@code columns/} over columns of any types, without Flink. */
final class ColumnModels {
    private final MultimodalConfig config;
    private final String store;
    private final Map<String, List<String>> expected = new HashMap<>();

    ColumnModels() throws Exception {
        Path folder = Files.createTempDirectory("columns");
        folder.toFile().deleteOnExit();
        store = folder.toUri().toString();
        config =
                MultimodalOptions.resolve(
                        Configuration.fromMap(
                                Map.of(
                                        "multimodal.stores.default.uri",
                                        store,
                                        "multimodal.on-error",
                                        "null")));
        for (String line : Files.readAllLines(file("expected.csv"))) {
            List<String> cells = Arrays.asList(line.split(","));
            expected.put(cells.get(0) + " " + cells.get(1), cells.subList(2, cells.size()));
        }
    }

    List<String> expected(String model, String output) {
        return expected.get(model + " " + output);
    }

    /** The URI of the store. */
    String store() {
        return store;
    }

    ObjectRef put(Payload payload) throws Exception {
        try (StoreRuntime stores = StoreRuntime.acquire(config.store())) {
            return stores.put(payload);
        }
    }

    /** The stores and readers of the models; the caller closes them. */
    MediaRuntime media() throws Exception {
        return MediaRuntime.acquire(config);
    }

    TensorData read(Tensor tensor) throws Exception {
        try (StoreRuntime stores = StoreRuntime.acquire(config.store())) {
            return TensorData.read(stores.read(tensor.reference(), 1 << 20));
        }
    }

    ModelSpec plan(
            String task,
            String model,
            List<ModelColumn> inputs,
            List<ModelColumn> outputs,
            String... more)
            throws Exception {
        Map<String, String> options = new HashMap<>();
        options.put("path", model.contains("/") ? model : file(model + ".onnx").toString());
        options.put("task", task);
        options.put("cache", "false");
        for (int i = 0; i < more.length; i += 2) {
            options.put(more[i], more[i + 1]);
        }
        Configuration given = Configuration.fromMap(options);
        ModelColumns columns = new ModelColumns(inputs, outputs);
        try (var file = ModelFiles.read(options.get("path"), config.store())) {
            ModelSignature signature = OnnxSession.signatureOf(file);
            var unused =
                    Tasks.plan(
                            new TaskContext(
                                    given,
                                    signature,
                                    file,
                                    columns,
                                    new StoredFiles(config.store())));
            return new ModelSpec(
                    model,
                    "",
                    new OnnxProvider(),
                    file.digest().hex(),
                    signature,
                    columns,
                    given,
                    config);
        }
    }

    List<RowData> infer(String model, List<ModelColumn> inputs, List<RowData> rows)
            throws Exception {
        return infer(model, inputs, List.of(), rows);
    }

    List<RowData> infer(
            String model,
            List<ModelColumn> inputs,
            List<ModelColumn> outputs,
            List<RowData> rows,
            String... options)
            throws Exception {
        return inferAs("tensor", model, inputs, outputs, rows, options);
    }

    /** All rows at once, so that batches are run. */
    List<RowData> inferAs(
            String task,
            String model,
            List<ModelColumn> inputs,
            List<ModelColumn> outputs,
            List<RowData> rows,
            String... options)
            throws Exception {
        ModelSpec spec = plan(task, model, inputs, outputs, options);
        try (RowInference inference = RowInference.open(spec, new UnregisteredMetricsGroup())) {
            List<CompletableFuture<RowData>> running = rows.stream().map(inference::infer).toList();
            List<RowData> all = new ArrayList<>();
            for (CompletableFuture<RowData> one : running) {
                all.add(one.get());
            }
            return all;
        }
    }

    static Path file(String name) {
        return Path.of(URI.create(ColumnModels.class.getResource("/columns/" + name).toString()));
    }
}
