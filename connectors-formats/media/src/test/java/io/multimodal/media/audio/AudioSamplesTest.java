// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class AudioSamplesTest {
    @Test
    void refusesMoreSamplesThanTheLimit() throws IOException {
        try (AudioSamples audio = new AudioSamples(4 * 2 * 100)) {
            audio.begin(8000, 2);
            audio.accept(new float[2][60], 60);
            audio.accept(new float[2][40], 40);
            assertThatThrownBy(() -> audio.accept(new float[2][1], 1))
                    .isInstanceOfSatisfying(
                            MediaException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.TOO_LARGE))
                    .hasMessageContaining("'multimodal.limits.samples'");
            assertThat(audio.samples()).isEqualTo(100);
        }
    }

    /** Longer than 16 MiB a channel: it killed the job. */
    @Test
    void givesTheSamplesOfALongAudioAgain() throws IOException {
        int count = 1 << 20;
        try (AudioSamples audio = new AudioSamples()) {
            audio.begin(44_100, 2);
            float[][] planes = new float[2][count];
            for (int part = 0; part < 5; part++) {
                planes[0][0] = part;
                planes[1][count - 1] = -part;
                audio.accept(planes, count);
            }
            assertThat(audio.read(0, 4L * count, 1)).containsExactly(4);
            assertThat(audio.read(1, 5L * count - 1, 1)).containsExactly(-4);
            try (InputStream in = audio.stream()) {
                in.skipNBytes(4L * (5L * count + 3L * count - 1));
                float last =
                        ByteBuffer.wrap(in.readNBytes(4)).order(ByteOrder.LITTLE_ENDIAN).getFloat();
                assertThat(last).isEqualTo(-2);
            }
        }
    }
}
