// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models;

import io.multimodal.models.spi.ModelOutput;
import io.multimodal.models.spi.ModelSource;
import io.multimodal.models.spi.ModelTaskFactory;
import io.multimodal.models.testkit.ModelTaskContract;
import io.multimodal.models.testkit.OnnxModels;
import java.net.URI;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;

/** The built-in tasks keep the contract of tasks. */
class BuiltInTaskContractTest {
    @Nested
    class Classification extends ModelTaskContract {
        @Override
        protected ModelTaskFactory factory() {
            return new BuiltInTask.Classification();
        }

        @Override
        protected ModelSource model() throws Exception {
            return OnnxModels.open(file("logits"));
        }

        @Override
        protected Map<String, String> options() {
            return Map.of("labels", "red, green, blue");
        }

        @Override
        protected List<Map<String, String>> otherOptions() {
            return each(
                    "labels",
                    "r, g, b",
                    "scores",
                    "sigmoid",
                    "input.fit",
                    "pad",
                    "input.mean",
                    "0, 0, 0",
                    "input.std",
                    "1, 1, 1",
                    "input.channels",
                    "bgr");
        }

        @Override
        protected List<ModelOutput> wrongOutputs() {
            return List.of(zeros(2), zeros(4));
        }
    }

    @Nested
    class Tensor extends ModelTaskContract {
        @Override
        protected ModelTaskFactory factory() {
            return new BuiltInTask.Tensor();
        }

        @Override
        protected ModelSource model() throws Exception {
            return OnnxModels.open(file("every_type"));
        }

        @Override
        protected List<Map<String, String>> otherOptions() {
            return each("output", "l", "input.fit", "pad", "input.channels", "bgr");
        }

        @Override
        protected List<ModelOutput> wrongOutputs() {
            return List.of();
        }
    }

    @Nested
    class TextOrientation extends ModelTaskContract {
        @Override
        protected ModelTaskFactory factory() {
            return new BuiltInTask.TextOrientation();
        }

        @Override
        protected ModelSource model() {
            return OcrModels.ORIENTATION.load();
        }

        @Override
        protected List<Map<String, String>> otherOptions() {
            return each("labels", "up, down", "input.width", "96", "input.fit", "stretch");
        }

        @Override
        protected List<ModelOutput> wrongOutputs() {
            return List.of(zeros(3));
        }
    }

    @Nested
    class TextDetection extends ModelTaskContract {
        @Override
        protected ModelTaskFactory factory() {
            return new BuiltInTask.TextDetection();
        }

        @Override
        protected ModelSource model() {
            return OcrModels.DETECTOR.load();
        }

        @Override
        protected Map<String, String> options() {
            return Map.of("input.limit-side", "64");
        }

        @Override
        protected List<Map<String, String>> otherOptions() {
            return each(
                    "input.limit-side",
                    "96",
                    "input.limit-type",
                    "min",
                    "detection.threshold",
                    "0.4",
                    "detection.box-threshold",
                    "0.7",
                    "detection.unclip-ratio",
                    "2",
                    "detection.max-boxes",
                    "5");
        }

        @Override
        protected List<ModelOutput> wrongOutputs() {
            return List.of(zeros(64, 64), zeros(2, 64, 64));
        }
    }

    @Nested
    class TextRecognition extends ModelTaskContract {
        @Override
        protected ModelTaskFactory factory() {
            return new BuiltInTask.TextRecognition();
        }

        @Override
        protected ModelSource model() {
            return OcrModels.READER.load();
        }

        @Override
        protected Map<String, String> options() {
            return Map.of("input.min-width", "32");
        }

        @Override
        protected List<Map<String, String>> otherOptions() {
            return each("input.min-width", "64", "input.max-width", "100", "input.channels", "rgb");
        }

        @Override
        protected List<ModelOutput> wrongOutputs() {
            return List.of(zeros(5), zeros(5, 7));
        }
    }

    /** One map for each option. */
    private static List<Map<String, String>> each(String... namesAndValues) {
        return IntStream.range(0, namesAndValues.length / 2)
                .mapToObj(i -> Map.of(namesAndValues[2 * i], namesAndValues[2 * i + 1]))
                .toList();
    }

    private static ModelOutput zeros(int... shape) {
        int elements = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        return ModelOutput.of(FloatBuffer.allocate(elements), shape);
    }

    static Path file(String model) {
        return Path.of(
                URI.create(
                        BuiltInTaskContractTest.class
                                .getResource("/onnx/" + model + ".onnx")
                                .toString()));
    }
}
