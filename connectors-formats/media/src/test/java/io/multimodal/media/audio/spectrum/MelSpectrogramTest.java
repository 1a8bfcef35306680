// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.audio.spectrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.media.av.FfmpegProgram;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/** Against librosa; see {@code src/test/golden/make-mel.py}. */
class MelSpectrogramTest {
    private static final int RATE = 16_000;

    @Test
    void agreesWithLibrosa() throws IOException {
        agrees("default", MelSpec.DEFAULT, 128, 32);
        agrees("whisper", new MelSpec(400, 160, 80, 0, 0), 80, 101);
        agrees("narrow", new MelSpec(512, 700, 20, 300, 4000), 20, 23);
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatThrownBy(() -> spectrogram(new MelSpec(400, 160, 80, 0, 9000), 100))
                .isInstanceOf(MediaException.class)
                .hasMessageContaining("up to half the rate");
        assertThatThrownBy(() -> spectrogram(new MelSpec(400, 0, 80, 0, 0), 100))
                .isInstanceOf(MediaException.class);
    }

    private static void agrees(String name, MelSpec spec, int mels, int frames) throws IOException {
        byte[] golden = FfmpegProgram.resource("/golden/mel-" + name + ".f32");
        var expected = ByteBuffer.wrap(golden).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        for (int piece : new int[] {100, 5000}) {
            MelSpectrogram actual = spectrogram(spec, piece);
            assertThat(actual.mels()).isEqualTo(mels);
            assertThat(actual.frames()).isEqualTo(frames);
            float[] values = actual.values();
            assertThat(values).hasSize(expected.limit());
            double largest = 0;
            for (int i = 0; i < values.length; i++) {
                largest = Math.max(largest, expected.get(i));
            }
            for (int i = 0; i < values.length; i++) {
                double allowed = 1e-3 * Math.abs(expected.get(i)) + 1e-7 * largest;
                assertThat((double) Math.abs(values[i] - expected.get(i)))
                        .as("%s at %d: %s for %s", name, i, values[i], expected.get(i))
                        .isLessThanOrEqualTo(allowed);
            }
        }
    }

    private static MelSpectrogram spectrogram(MelSpec spec, int piece) throws IOException {
        float[] audio = audio();
        MelSpectrogram mel = new MelSpectrogram(spec);
        mel.begin(RATE, 1);
        for (int at = 0; at < audio.length; at += piece) {
            int count = Math.min(piece, audio.length - at);
            float[] part = new float[count];
            System.arraycopy(audio, at, part, 0, count);
            mel.accept(new float[][] {part}, count);
        }
        mel.end();
        return mel;
    }

    private static float[] audio() {
        long state = 12345;
        float[] values = new float[RATE];
        for (int i = 0; i < values.length; i++) {
            state = (state * 1103515245 + 12345) % (1L << 31);
            double t = (double) i / RATE;
            double noise = 0.05 * (state / (double) (1 << 30) - 1);
            values[i] = (float) (0.5 * Math.sin(2 * Math.PI * (200 + 400 * t) * t) + noise);
        }
        return values;
    }
}
