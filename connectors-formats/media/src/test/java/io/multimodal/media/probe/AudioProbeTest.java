// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.multimodal.media.av.Frames;
import io.multimodal.media.av.Objects;
import io.multimodal.media.av.Tones;
import io.multimodal.media.content.AudioHeader;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AudioProbeTest {
    private static final double SECONDS = 12.3;

    private final AudioProbe probe = new AudioProbe();

    @Test
    void readsWav() throws IOException {
        tells(Tones.wav(SECONDS), "audio/wav", 44100, "pcm_s16le", 1e-9);
        tells(floats(), "audio/wav", 44100, "pcm_f32le", 1e-9);
    }

    @Test
    void readsFlac() throws IOException {
        tells(Tones.flac(SECONDS), "audio/flac", 44100, "flac", 1e-9);
        byte[] inOgg = Tones.encoded(SECONDS, "tone.oga", "-c:a flac");
        tells(inOgg, "audio/ogg", 44100, "flac", 1e-4);
    }

    @Test
    void readsMp3WithItsTableAndWithout() throws IOException {
        tells(Tones.mp3(SECONDS), "audio/mpeg", 44100, "mp3", 1e-4);
        byte[] variable = Tones.encoded(SECONDS, "tone.mp3", "-c:a libmp3lame -q:a 4");
        tells(variable, "audio/mpeg", 44100, "mp3", 1e-4);
        byte[] bare =
                Tones.encoded(
                        SECONDS,
                        "tone.mp3",
                        "-c:a libmp3lame -b:a 128k -write_xing 0 -id3v2_version 0");
        tells(bare, "audio/mpeg", 44100, "mp3", 0.06);
    }

    @Test
    void knowsNoDurationOfAnMp3OfVariableRateWithoutATable() throws IOException {
        byte[] bare = Tones.encoded(SECONDS, "tone.mp3", "-c:a libmp3lame -q:a 4 -write_xing 0");
        assertThat(probe.probe(Objects.handle(bare)).duration()).isNull();
    }

    @Test
    void readsAacInMp4AndAsAStream() throws IOException {
        tells(Tones.m4a(SECONDS), "audio/mp4", 44100, "aac", 2e-3);
        byte[] indexFirst =
                Tones.encoded(SECONDS, "tone.m4a", "-c:a aac -b:a 128k -movflags faststart");
        tells(indexFirst, "audio/mp4", 44100, "aac", 2e-3);
        byte[] stream = Tones.encoded(SECONDS, "tone.aac", "-c:a aac -b:a 128k");
        AudioHeader header = probe.probe(Objects.handle(stream));
        assertThat(header).isEqualTo(new AudioHeader("audio/aac", 44100, 2, null, "aac"));
    }

    @Test
    void readsOgg() throws IOException {
        tells(Tones.opus(SECONDS), "audio/ogg", 48000, "opus", 1e-4);
        tells(Tones.vorbis(SECONDS), "audio/ogg", 44100, "vorbis", 0.02);
    }

    @Test
    void readsMatroskaAndTheAudioOfVideos() throws IOException {
        byte[] webm = Tones.encoded(SECONDS, "tone.webm", "-c:a libopus");
        tells(webm, "audio/webm", 48000, "opus", 0.02);
        byte[] matroska = Tones.encoded(SECONDS, "tone.mka", "-c:a flac");
        tells(matroska, "audio/x-matroska", 44100, "flac", 0.02);
        byte[] video =
                Tones.encoded(
                        SECONDS,
                        "video.mp4",
                        "-f lavfi -i color=s=64x64:r=5:d=12 -c:v mpeg4 -c:a aac");
        AudioHeader header = probe.probe(Objects.handle(video));
        assertThat(header.contentType()).isEqualTo("video/mp4");
        assertThat(header.sampleRate()).isEqualTo(44100);
    }

    @Test
    void readsAtMost64KibHoweverLongASoundIs() throws IOException {
        Map<String, byte[]> audioFiles =
                Map.of(
                        "wav", Tones.wav(SECONDS),
                        "flac", Tones.flac(SECONDS),
                        "mp3", Tones.mp3(SECONDS),
                        "mp3 behind a cover of 4 MiB", behindACover(Tones.mp3(SECONDS)),
                        "flac behind a cover of 4 MiB", behindACover(Tones.flac(SECONDS)),
                        "m4a", Tones.m4a(SECONDS),
                        "ogg", Tones.vorbis(2 * SECONDS),
                        "opus", Tones.opus(SECONDS),
                        "webm", Tones.encoded(SECONDS, "tone.webm", "-c:a libopus"),
                        "mka", Tones.encoded(SECONDS, "tone.mka", "-c:a flac"));
        for (Map.Entry<String, byte[]> audio : audioFiles.entrySet()) {
            assertThat(audio.getValue())
                    .as(audio.getKey())
                    .hasSizeGreaterThan(AudioProbe.MAX_BYTES);
            Objects.Counting object = Objects.handle(audio.getValue());
            assertThat(probe.probe(object).channels()).as(audio.getKey()).isEqualTo(2);
            assertThat(object.bytesRead())
                    .as(audio.getKey())
                    .isLessThanOrEqualTo(AudioProbe.MAX_BYTES);
        }
    }

    /** An ID3 tag whose length is 7 bits of each of four bytes. */
    private static byte[] behindACover(byte[] audio) {
        int length = 4 << 20;
        ByteBuffer tagged = ByteBuffer.allocate(10 + length + audio.length);
        tagged.put("ID3".getBytes(StandardCharsets.US_ASCII)).put((byte) 4).putShort((short) 0);
        for (int shift = 21; shift >= 0; shift -= 7) {
            tagged.put((byte) (length >> shift & 0x7f));
        }
        return tagged.put(10 + length, audio).array();
    }

    @Test
    void refusesWhatHoldsNoAudio() {
        refuses(new byte[0], ErrorCode.TRUNCATED, "empty");
        refuses(
                "%PDF-1.7 some text".getBytes(StandardCharsets.US_ASCII),
                ErrorCode.UNSUPPORTED,
                "application/pdf");
        refuses(Frames.mp4(30), ErrorCode.UNSUPPORTED, "no audio");
        byte[] wav = Tones.wav(1);
        wav[24] = 0;
        wav[25] = 0;
        refuses(wav, ErrorCode.CORRUPT, "0 samples per second");
    }

    @Test
    void leavesOpenWhatTheFirstBytesDoNotSay() throws IOException {
        byte[] opus = Tones.opus(SECONDS);
        byte[] head = Arrays.copyOf(opus, 4096);
        AudioHeader header = probe.probe(head, opus.length);
        assertThat(header).isEqualTo(new AudioHeader("audio/ogg", 48000, 2, null, "opus"));
    }

    private static byte[] floats() {
        return Tones.encoded(SECONDS, "tone.wav", "-c:a pcm_f32le");
    }

    private void tells(byte[] file, String type, int rate, String codec, double tolerance)
            throws IOException {
        Objects.Counting object = Objects.handle(file);
        AudioHeader header = probe.probe(object);
        assertThat(header.contentType()).isEqualTo(type);
        assertThat(header.sampleRate()).isEqualTo(rate);
        assertThat(header.channels()).isEqualTo(2);
        assertThat(header.codec()).isEqualTo(codec);
        assertThat(header.duration()).isCloseTo(SECONDS, within(tolerance));
        assertThat(object.bytesRead()).isLessThanOrEqualTo(AudioProbe.MAX_BYTES);
    }

    private void refuses(byte[] bytes, ErrorCode code, String words) {
        assertThatThrownBy(() -> probe.probe(Objects.handle(bytes)))
                .isInstanceOfSatisfying(
                        MediaException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(words);
    }
}
