// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package org.example.embedding;

import io.multimodal.models.spi.ModelOutput;
import io.multimodal.models.spi.ModelSource;
import io.multimodal.models.spi.ModelTaskFactory;
import io.multimodal.models.testkit.ModelTaskContract;
import io.multimodal.models.testkit.OnnxModels;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** The task keeps the promises of tasks, with a model that ONNX Runtime runs. */
class EmbeddingTaskITCase extends ModelTaskContract {
    @TempDir static Path folder;

    @Override
    protected ModelTaskFactory factory() {
        return new EmbeddingTask();
    }

    @Override
    protected ModelSource model() throws Exception {
        return OnnxModels.open(Query.model(Files.createTempDirectory(folder, "model")));
    }

    @Override
    protected List<Map<String, String>> otherOptions() {
        return List.of(Map.of("embedding.normalize", "false"));
    }

    @Override
    protected List<ModelOutput> wrongOutputs() {
        return List.of(ModelOutput.of(FloatBuffer.allocate(4), 2, 2));
    }
}
