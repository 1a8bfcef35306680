// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.media.av.Objects;
import io.multimodal.media.av.Tones;
import io.multimodal.media.content.AudioHeader;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.config.Limits;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.AudioOp;
import io.multimodal.types.program.AudioProgram;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class AudioEncoderTest {
    private final Objects objects = new Objects();
    private final AudioReader reader = AudioReader.open(objects::open, Limits.DEFAULT);

    @Test
    void writesLosslessFilesThatPlayTheSame() throws IOException {
        ObjectRef ref = objects.ref(Tones.wav(2.7));
        for (AudioFormat format : new AudioFormat[] {AudioFormat.WAV, AudioFormat.FLAC}) {
            ObjectRef written = objects.ref(encode(ref, format));
            AudioHeader header = reader.header(written);
            assertThat(header.contentType()).isEqualTo(format.contentType());
            assertThat(header.duration()).isEqualTo(2.7);
            try (AudioSamples before = reader.read(ref);
                    AudioSamples after = reader.read(written)) {
                assertThat(AudioReaderTest.plane(after, 0))
                        .isEqualTo(AudioReaderTest.plane(before, 0));
                assertThat(AudioReaderTest.plane(after, 1))
                        .isEqualTo(AudioReaderTest.plane(before, 1));
            }
        }
    }

    @Test
    void writesOpusThatSoundsTheSame() throws IOException {
        ObjectRef ref =
                AudioProgram.EMPTY
                        .then(new AudioOp.Resample(48_000))
                        .applyTo(objects.ref(Tones.wav(2.7)));
        ObjectRef written = objects.ref(encode(ref, AudioFormat.OPUS));
        assertThat(reader.header(written).codec()).isEqualTo("opus");
        try (AudioSamples before = reader.read(ref);
                AudioSamples after = reader.read(written)) {
            assertThat(after.samples()).isEqualTo(before.samples());
            assertThat(
                            AudioReaderTest.decibels(
                                    AudioReaderTest.plane(before, 1),
                                    AudioReaderTest.plane(after, 1)))
                    .isGreaterThan(15);
        }
    }

    @Test
    void refusesRatesThatOpusDoesNotHave() {
        assertThatThrownBy(() -> encode(objects.ref(Tones.wav(1)), AudioFormat.OPUS))
                .isInstanceOf(MediaException.class)
                .hasMessageContaining("resample to one of [48000");
        assertThatThrownBy(() -> AudioFormat.named("mp3"))
                .hasMessageContaining("[wav, flac, opus]");
    }

    private byte[] encode(ObjectRef ref, AudioFormat format) throws IOException {
        try (AudioEncoder encoder = new AudioEncoder(format)) {
            reader.play(ref, encoder);
            return encoder.file();
        }
    }
}
