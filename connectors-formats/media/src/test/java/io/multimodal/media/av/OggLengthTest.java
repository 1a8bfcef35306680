// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.av;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.multimodal.media.audio.AudioReader;
import io.multimodal.media.audio.AudioSamples;
import io.multimodal.media.content.AudioHeader;
import io.multimodal.media.probe.AudioProbe;
import io.multimodal.types.config.Limits;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Oggs whose last page alone does not tell how long they are. */
class OggLengthTest {
    private static final String VORBIS = "-c:a vorbis -strict experimental";

    private final Objects objects = new Objects();

    /** The ffmpeg program keeps packets before the cut, and counts them below 0. */
    @ParameterizedTest
    @ValueSource(strings = {VORBIS, "-c:a flac", "-c:a libopus"})
    void whatWasCutOutIsAsLongAsItPlays(String codec) throws IOException {
        byte[] whole = Tones.encoded(6, "t.ogg", codec);
        byte[] cut = FfmpegProgram.make(whole, "t.ogg", "-i pipe:0 -ss 2.1 -t 2.2 -c copy");
        AudioHeader header = new AudioProbe().probe(Objects.handle(cut));
        int samples =
                FfmpegProgram.decode(cut, "ogg", "-i INPUT -ac 1 -f s16le -c:a pcm_s16le").length
                        / 2;
        assertThat(header.duration())
                .isCloseTo((double) samples / header.sampleRate(), within(1e-6));
        assertThat(played(cut)).isEqualTo(samples);
    }

    /** With this flag the ffmpeg program gives each file the serial number 0. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                VORBIS,
                "-c:a flac",
                "-c:a libopus",
                "-c:a libspeex -ar 16000",
                VORBIS + " "
            })
    void aChainUnderOneSerialNumberIsPlayedWhole(String codec) throws IOException {
        byte[] first = numbered(3, codec.strip());
        byte[] second = numbered(codec.endsWith(" ") ? 9 : 2, codec.strip());
        byte[] chain = joined(first, second);
        AudioHeader header = new AudioProbe().probe(Objects.handle(chain));
        assertThat(header.duration()).isNull();
        // FFmpeg decodes the last packet of a part in full.
        assertThat(played(chain))
                .isBetween(played(first) + played(second), played(first) + played(second) + 2048);
    }

    /** Its pages are longer than those of the second part, so that nothing shows the chain. */
    @Test
    void aShortPartBeforeALongOneIsRefusedByName() throws IOException {
        byte[] first = numbered(2, "-c:a libopus -b:a 160k");
        byte[] second = numbered(10, "-c:a libopus -b:a 24k");
        byte[] chain = joined(first, second);
        assertThat(new AudioProbe().probe(Objects.handle(chain)).duration())
                .isCloseTo(10, within(1e-6));
        assertThatThrownBy(() -> played(chain))
                .isInstanceOfSatisfying(
                        MediaException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT))
                .hasMessageContaining("same serial number");
    }

    private static byte[] numbered(double seconds, String codec) {
        return Tones.encoded(seconds, "t.ogg", codec + " -fflags +bitexact");
    }

    private long played(byte[] file) throws IOException {
        AudioReader reader = AudioReader.open(objects::open, Limits.DEFAULT);
        try (AudioSamples samples = reader.read(objects.ref(file))) {
            return samples.samples();
        }
    }

    private static byte[] joined(byte[] first, byte[] second) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(first);
        all.writeBytes(second);
        return all.toByteArray();
    }
}
