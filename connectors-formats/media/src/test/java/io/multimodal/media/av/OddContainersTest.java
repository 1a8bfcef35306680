// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.av;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.media.audio.AudioReader;
import io.multimodal.media.audio.AudioSamples;
import io.multimodal.media.content.AudioHeader;
import io.multimodal.media.probe.AudioProbe;
import io.multimodal.media.video.VideoReader;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.config.Limits;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Healthy files whose parts stand where a short look does not find them, or out of order. */
class OddContainersTest {
    private final Objects objects = new Objects();
    private final AudioReader audioReader = AudioReader.open(objects::open, Limits.DEFAULT);

    /** As in high definition: the audio comes behind some hundred thousand bytes of pixels. */
    @Test
    void findsTheAudioOfATransportStreamBehindALongKeyFrame() throws IOException {
        byte[] file =
                FfmpegProgram.make(
                        new byte[0],
                        "f.ts",
                        "-f lavfi -i color=gray:s=640x480:r=25:d=0.2,noise=alls=100"
                                + " -f lavfi -i sine=440:r=48000:d=0.2"
                                + " -c:v mpeg2video -q:v 1 -c:a mp2 -muxpreload 0.1");
        assertThat(file.length).as("of five frames").isGreaterThan(5 * (64 << 10));
        AudioHeader header = new AudioProbe().probe(Objects.handle(file));
        assertThat(header).isEqualTo(new AudioHeader("video/mp2t", 48_000, 1, null, "mp2"));
        try (AudioSamples audio = audioReader.read(objects.ref(file))) {
            assertThat(audio.samples() / 48_000.0).isGreaterThan(0.19);
        }
    }

    @Test
    void findsTheAudioOfAMatroskaBehindAnAttachment(@TempDir Path folder) throws IOException {
        Path attachment = folder.resolve("font.ttf");
        Files.write(attachment, new byte[300_000]);
        byte[] file =
                FfmpegProgram.make(
                        Tones.wav(0.5),
                        "f.mka",
                        "-i pipe:0 -attach %s -metadata:s:t mimetype=font/ttf -c:a flac"
                                .formatted(attachment));
        assertThat(file.length).isGreaterThan(300_000);
        AudioHeader header = new AudioProbe().probe(Objects.handle(file));
        assertThat(header).isEqualTo(new AudioHeader("audio/x-matroska", 44_100, 2, 0.5, "flac"));
        try (AudioSamples audio = audioReader.read(objects.ref(file))) {
            assertThat(audio.samples()).isEqualTo(22_050);
        }
    }

    /** How many samples it has is in the head of that page, which its decoder cannot tell. */
    @Test
    void cutsThePaddingOfAVorbisOnOnePage() throws IOException {
        byte[] file = FfmpegProgram.resource("/av/one_page.ogg");
        try (AudioSamples audio = audioReader.read(objects.ref(file))) {
            assertThat(audio.samples()).isEqualTo(441);
        }
        assertThat(new AudioProbe().probe(Objects.handle(file)).duration()).isNull();
    }

    /** By libxvid, with two B-frames packed into a packet: the last frame comes without a time. */
    @Test
    void givesEachFrameOfAPackedAviAtItsOwnTime() throws IOException {
        ObjectRef ref = objects.ref(FfmpegProgram.resource("/av/packed.avi"));
        try (VideoReader videos = VideoReader.open(objects::open, Limits.DEFAULT)) {
            List<Long> times = videos.frameTimes(ref);
            assertThat(times).hasSize(18).endsWith(760_000L);
            for (int i = times.size() - 1; i >= 0; i--) {
                long at = times.get(i);
                long shown = videos.frameAt(ref, at, (frame, micros, turns) -> micros);
                assertThat(shown).isEqualTo(at);
            }
        }
    }

    /** FFmpeg warns that nobody can read it. */
    @Test
    void refusesWhatNoDecoderTakesAsUnsupported() {
        byte[] file = Frames.encoded(2, "f.mov", "-c:v rawvideo");
        ObjectRef ref = objects.ref(file);
        try (VideoReader videos = VideoReader.open(objects::open, Limits.DEFAULT)) {
            assertThatThrownBy(() -> videos.check(ref))
                    .isInstanceOfSatisfying(
                            MediaException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED));
        }
    }
}
