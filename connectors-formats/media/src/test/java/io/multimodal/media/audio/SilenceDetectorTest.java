// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.media.audio.SilenceDetector.Part;
import io.multimodal.media.av.FfmpegProgram;
import io.multimodal.media.av.Objects;
import io.multimodal.types.config.Limits;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SilenceDetectorTest {
    private static final int RATE = 1000;

    @Test
    void findsWhatIsHeardBetweenSilences() throws IOException {
        SilenceDetector detector = new SilenceDetector(-20, 0.1);
        detector.begin(RATE, 2);
        // Silence, a part in the second channel with a short pause, silence, a part to the end.
        feed(detector, 0.05f, 300);
        feed(detector, 0.5f, 200);
        feed(detector, 0.1f, 100);
        feed(detector, -0.5f, 50);
        feed(detector, 0, 101);
        feed(detector, 0.5f, 49);
        detector.end();
        assertThat(detector.parts()).containsExactly(new Part(0.3, 0.65), new Part(0.751, 0.8));
    }

    private static void feed(SilenceDetector detector, float value, int count)
            throws MediaException {
        // In pieces, as decoders give them.
        for (int i = 0; i < count; i++) {
            detector.accept(new float[][] {{0}, {value}}, 1);
        }
    }

    @Test
    void findsNothingInSilenceAndAllWithoutIt() throws IOException {
        SilenceDetector silent = new SilenceDetector(-40, 0.5);
        silent.begin(RATE, 2);
        feed(silent, 0.005f, 5000);
        silent.end();
        assertThat(silent.parts()).isEmpty();
        SilenceDetector loud = new SilenceDetector(-40, 0.5);
        loud.begin(RATE, 2);
        feed(loud, 0.5f, 5000);
        loud.end();
        assertThat(loud.parts()).containsExactly(new Part(0, 5));
    }

    @Test
    void findsThePartsOfAFile() throws IOException {
        byte[] file =
                FfmpegProgram.make(
                        new byte[0],
                        "t.wav",
                        "-f lavfi -i aevalsrc=0.5*sin(2*PI*500*t)*(between(t\\,0.5\\,1)+between(t\\,2\\,3)):s=8000:d=4");
        Objects objects = new Objects();
        SilenceDetector detector = new SilenceDetector(-40, 0.5);
        AudioReader.open(objects::open, Limits.DEFAULT).play(objects.ref(file), detector);
        List<Part> parts = detector.parts();
        assertThat(parts).hasSize(2);
        assertThat(parts.get(0).from()).isBetween(0.5, 0.501);
        assertThat(parts.get(0).to()).isBetween(0.999, 1.001);
        assertThat(parts.get(1).from()).isBetween(2.0, 2.001);
        assertThat(parts.get(1).to()).isBetween(2.999, 3.001);
    }

    @Test
    void refusesWhatIsNoSilence() {
        assertThatThrownBy(() -> new SilenceDetector(1, 1)).isInstanceOf(MediaException.class);
        assertThatThrownBy(() -> new SilenceDetector(Double.NaN, 1))
                .isInstanceOf(MediaException.class);
        assertThatThrownBy(() -> new SilenceDetector(-40, 0)).isInstanceOf(MediaException.class);
    }
}
