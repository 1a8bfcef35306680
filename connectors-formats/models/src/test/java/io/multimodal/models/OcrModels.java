// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models;

import io.multimodal.models.internal.onnx.ModelFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The PP-OCRv4 models that a package of the test class path holds. */
public enum OcrModels {
    DETECTOR("ch_PP-OCRv4_det_infer.onnx"),
    READER("ch_PP-OCRv4_rec_infer.onnx"),
    ORIENTATION("ch_ppocr_mobile_v2.0_cls_infer.onnx");

    private final String file;

    OcrModels(String file) {
        this.file = file;
    }

    /** The model's bytes. */
    public ModelFile load() {
        try (InputStream in = OcrModels.class.getResourceAsStream("/models/" + file)) {
            return ModelFile.of(file, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The model as a file in a folder. */
    public Path writeTo(Path folder) throws IOException {
        return Files.write(folder.resolve(file), load().bytes());
    }
}
