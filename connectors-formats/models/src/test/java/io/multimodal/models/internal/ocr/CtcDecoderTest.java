// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.ocr;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class CtcDecoderTest {
    private static final int BLANK = 0;
    private static final int A = 1;
    private static final int B = 2;
    private static final int SPACE = 3;

    private final CtcDecoder decoder = new CtcDecoder(List.of("a", "b"));

    @Test
    void joinsRepetitionsAndDropsBlanks() {
        assertThat(decode(A, A, BLANK, A, B, B, BLANK).text()).isEqualTo("aab");
    }

    @Test
    void putsTheSpaceAfterTheCharset() {
        assertThat(decode(A, SPACE, B).text()).isEqualTo("a b");
    }

    @Test
    void scoresTheMeanOfTheCharactersThatItKeeps() {
        FloatBuffer steps =
                FloatBuffer.wrap(
                        new float[] {0.1f, 0.9f, 0, 0, 0.95f, 0.05f, 0, 0, 0, 0.3f, 0.7f, 0});
        assertThat(decoder.decode(steps, 3).score())
                .isCloseTo(0.8f, org.assertj.core.api.Assertions.within(1e-6f));
    }

    @Test
    void saysNothingOfBlanksAlone() {
        assertThat(decode(BLANK, BLANK)).isEqualTo(new CtcDecoder.Line("", 0f));
    }

    private CtcDecoder.Line decode(int... classes) {
        FloatBuffer steps = FloatBuffer.allocate(classes.length * decoder.classes());
        for (int i = 0; i < classes.length; i++) {
            steps.put(i * decoder.classes() + classes[i], 1f);
        }
        return decoder.decode(steps, classes.length);
    }
}
