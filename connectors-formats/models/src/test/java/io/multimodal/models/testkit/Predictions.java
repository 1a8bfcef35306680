// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.testkit;

import io.multimodal.media.MediaRuntime;
import io.multimodal.models.runtime.StoredFiles;
import io.multimodal.models.runtime.Tasks;
import io.multimodal.models.spi.BatchRunner;
import io.multimodal.models.spi.InputRow;
import io.multimodal.models.spi.ModelColumns;
import io.multimodal.models.spi.ModelSource;
import io.multimodal.models.spi.PlannedTask;
import io.multimodal.models.spi.TaskContext;
import io.multimodal.types.config.MultimodalConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.data.RowData;

/** Predictions of ONNX models row by row, without Flink and without batches. */
public final class Predictions implements AutoCloseable {
    private final MultimodalConfig config;
    private final MediaRuntime media;

    /** With a store that ends with the process. */
    public Predictions() throws Exception {
        config = Runs.config();
        media = MediaRuntime.acquire(config);
    }

    /** Where the objects of rows are put. */
    public MediaRuntime media() {
        return media;
    }

    /**
     * The output rows of input rows.
     *
     * @param options of CREATE MODEL, with the task
     */
    public List<RowData> of(
            Path model, ModelColumns columns, Map<String, String> options, List<InputRow> rows)
            throws Exception {
        Map<String, String> all = new HashMap<>(options);
        all.put("path", model.toString());
        List<RowData> outputs = new ArrayList<>();
        try (ModelSource source = OnnxModels.open(model)) {
            PlannedTask planned =
                    Tasks.plan(
                            new TaskContext(
                                    Configuration.fromMap(all),
                                    source.signature(),
                                    source,
                                    columns,
                                    new StoredFiles(config.store())));
            try (BatchRunner runner = source.load(planned.binding(), Runs.SETTINGS)) {
                for (InputRow row : rows) {
                    outputs.add(Runs.predict(planned, runner, row, media));
                }
            }
        }
        return outputs;
    }

    @Override
    public void close() throws Exception {
        media.close();
    }
}
