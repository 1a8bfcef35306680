// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.tokenizers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of MiniLM, out of their jar. */
final class MiniLm {
    private MiniLm() {}

    static Path model(Path folder) throws IOException {
        return copy("all-minilm-l6-v2-q.onnx", folder);
    }

    static Path tokenizer(Path folder) throws IOException {
        return copy("all-minilm-l6-v2-q-tokenizer.json", folder);
    }

    private static Path copy(String name, Path folder) throws IOException {
        try (InputStream in = MiniLm.class.getResourceAsStream("/" + name)) {
            Files.copy(in, folder.resolve(name));
        }
        return folder.resolve(name);
    }
}
