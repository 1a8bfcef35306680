// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.multimodal.models.OcrModels;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ModelMetadataFuzzTest {
    @Test
    void readsTheWholeCharsetWithItsRareCharacters() {
        List<String> charset =
                ModelMetadata.read(OcrModels.READER.load().bytes())
                        .get("character")
                        .lines()
                        .toList();
        assertThat(charset).hasSize(6623).contains("𣇉").endsWith("紹", "懮");
    }

    @Test
    void isEmptyWhereAModelHasNone() {
        assertThat(ModelMetadata.read(OcrModels.DETECTOR.load().bytes())).isEmpty();
    }

    @Test
    void seesTheLastOperationOfEachModel() {
        assertThat(lastOperation(OcrModels.ORIENTATION, "softmax_0.tmp_0")).isEqualTo("Softmax");
        assertThat(lastOperation(OcrModels.DETECTOR, "sigmoid_0.tmp_0")).isEqualTo("Sigmoid");
    }

    private static String lastOperation(OcrModels model, String output) {
        return ModelGraph.read(model.load().bytes()).lastOperation(output).orElse("none");
    }

    @Test
    void refusesNoiseOrReadsNothingOfIt() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            byte[] noise = new byte[random.nextInt(64)];
            random.nextBytes(noise);
            try {
                ModelMetadata.read(noise);
                ModelGraph.read(noise);
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageContaining("not an ONNX model");
            }
        }
    }

    @Test
    void survivesEveryCutOfAModel() {
        byte[] model = OcrModels.ORIENTATION.load().bytes();
        for (int length = 0; length < model.length; length += 997) {
            byte[] cut = Arrays.copyOf(model, length);
            assertThatCode(
                            () -> {
                                try {
                                    ModelMetadata.read(cut);
                                    ModelGraph.read(cut);
                                } catch (IllegalArgumentException e) {
                                    assertThat(e).hasMessageContaining("not an ONNX model");
                                }
                            })
                    .doesNotThrowAnyException();
        }
    }
}
