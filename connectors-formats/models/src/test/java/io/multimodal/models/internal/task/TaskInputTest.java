// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.multimodal.media.tensor.TensorSpec;
import io.multimodal.models.internal.ocr.CtcDecoder;
import io.multimodal.models.internal.ocr.DbDecoder;
import io.multimodal.models.spi.ModelOutput;
import io.multimodal.types.program.ImageSize;
import java.nio.FloatBuffer;
import java.util.List;
import org.apache.flink.table.data.RowData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How images of all sizes are laid out, and how scores become labels. */
class TaskInputTest {
    private static final PixelFormat PIXELS =
            new PixelFormat(
                    TensorSpec.Layout.CHW,
                    TensorSpec.Channels.BGR,
                    List.of(0.5f, 0.5f, 0.5f),
                    List.of(0.5f, 0.5f, 0.5f));

    private static final DbDecoder DECODER = new DbDecoder(0.3f, 0.5f, 1.6f, 10);

    @ParameterizedTest
    @CsvSource({
        "100, 48, 100, 320",
        "320, 48, 320, 320",
        "321, 48, 321, 384",
        "448, 48, 448, 448",
        "896, 96, 448, 448",
        "1000, 48, 1000, 1024",
        "99999, 48, 3200, 3200",
        "1, 1000, 1, 320"
    })
    void linesKeepTheirProportions(int width, int height, int scaled, int padded) {
        TextRecognition task =
                new TextRecognition(48, 320, 3200, PIXELS, new CtcDecoder(List.of("a")));
        TensorSpec spec = task.input(new ImageSize(width, height));
        assertThat(spec.height()).isEqualTo(48);
        assertThat(spec.paddedHeight()).isEqualTo(48);
        assertThat(spec.width()).isEqualTo(scaled);
        assertThat(spec.paddedWidth()).isEqualTo(padded);
        assertThat(spec.padding()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "MAX, 960, 1920, 1080, 960, 544",
        "MAX, 960, 600, 400, 608, 416",
        "MAX, 960, 10, 5, 32, 32",
        "MAX, 960, 100000, 100, 960, 32",
        "MIN, 736, 400, 800, 736, 1472",
        "MIN, 736, 30000, 1000, 4096, 128"
    })
    void pagesAreBroughtToMultiplesOf32(
            TextDetection.LimitSide side,
            int limit,
            int width,
            int height,
            int toWidth,
            int toHeight) {
        TensorSpec spec =
                new TextDetection(side, limit, PIXELS, DECODER).input(new ImageSize(width, height));
        assertThat(spec.width()).isEqualTo(toWidth);
        assertThat(spec.height()).isEqualTo(toHeight);
        assertThat(spec.paddedWidth()).isEqualTo(toWidth);
    }

    @Test
    void stretchesOrPads() {
        ImageSize input = new ImageSize(192, 48);
        assertThat(Fit.STRETCH.spec(new ImageSize(10, 10), input, PIXELS).width()).isEqualTo(192);
        assertThat(Fit.PAD.spec(new ImageSize(10, 10), input, PIXELS).width()).isEqualTo(48);
        assertThat(Fit.PAD.spec(new ImageSize(999, 10), input, PIXELS).width()).isEqualTo(192);
    }

    @ParameterizedTest
    @CsvSource({
        "NONE, 0.2, 0.7, 0.1, dog, 0.7",
        "NONE, 0.9, 0.8, 0.7, cat, 0.9",
        "SOFTMAX, 1, 1, 3, cow, 0.78699",
        // Values that could be probabilities are logits where the model says so.
        "SOFTMAX, 0.2, 0.7, 0.1, dog, 0.46396",
        "SIGMOID, -1, 2, 0, dog, 0.88080",
    })
    void makesOfScoresWhatTheRuleSays(
            ScoreRule rule, float cat, float dog, float cow, String label, float score)
            throws Exception {
        ClassOutput task = new ClassOutput(List.of("cat", "dog", "cow"), rule);
        RowData row = task.decode(output(cat, dog, cow));
        assertThat(row.getString(0)).hasToString(label);
        assertThat(row.getFloat(1)).isCloseTo(score, within(1e-5f));
    }

    @Test
    void identitiesTellOptionsApart() {
        assertThat(new TextDetection(TextDetection.LimitSide.MAX, 960, PIXELS, DECODER).identity())
                .isNotEqualTo(
                        new TextDetection(TextDetection.LimitSide.MAX, 961, PIXELS, DECODER)
                                .identity())
                .contains("BGR", "0.5", "1.6");
    }

    private static ModelOutput output(float... scores) {
        return ModelOutput.of(FloatBuffer.wrap(scores), scores.length);
    }
}
