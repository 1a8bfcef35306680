// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.testkit;

import io.multimodal.models.internal.onnx.ModelFile;
import io.multimodal.models.spi.ModelSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Models that the provider {@code onnx} runs, for tests of tasks. */
public final class OnnxModels {
    private OnnxModels() {}

    /**
     * The model in a file; blocks while it is read.
     *
     * @param file an ONNX model that has its weights in itself
     */
    public static ModelSource open(Path file) throws IOException {
        return ModelFile.of(file.toString(), Files.readAllBytes(file));
    }
}
