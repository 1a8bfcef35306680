// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.multimodal.media.av.FfmpegProgram;
import io.multimodal.media.av.Frames;
import io.multimodal.media.av.Objects;
import io.multimodal.media.av.Tones;
import io.multimodal.media.content.VideoHeader;
import io.multimodal.types.config.Limits;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class VideoProbeTest {
    private static final int FRAMES = 75;

    private final VideoProbe probe = new VideoProbe(Limits.DEFAULT);

    @Test
    void readsMp4AndMov() throws IOException {
        tells(Frames.mp4(FRAMES), "video/mp4", "h264");
        String mpeg4 = "-c:v mpeg4 -g 25";
        tells(Frames.encoded(FRAMES, "frames.mov", mpeg4), "video/quicktime", "mpeg4");
        String first = "-c:v mpeg4 -movflags faststart";
        tells(Frames.encoded(FRAMES, "frames.mp4", first), "video/mp4", "mpeg4");
    }

    @Test
    void readsMatroskaAndWebm() throws IOException {
        String h264 = "-c:v libopenh264 -g 25";
        tells(Frames.encoded(FRAMES, "frames.mkv", h264), "video/x-matroska", "h264");
        String vp8 = "-c:v libvpx -deadline realtime -cpu-used 8";
        tells(Frames.encoded(FRAMES, "frames.webm", vp8), "video/webm", "vp8");
        String vp9 = "-c:v libvpx-vp9 -deadline realtime -cpu-used 8";
        tells(Frames.encoded(FRAMES, "frames.webm", vp9), "video/webm", "vp9");
        String av1 = "-c:v libsvtav1 -preset 12";
        tells(Frames.encoded(FRAMES, "frames.webm", av1), "video/webm", "av1");
    }

    @Test
    void readsLittleOfAMatroskaHoweverLongItIs() throws IOException {
        byte[] video = Frames.encoded(FRAMES, "frames.mkv", "-c:v libopenh264 -g 25");
        Objects.Counting longer = Objects.handle(Arrays.copyOf(video, 64 << 20));
        VideoHeader header = probe.probe(longer);
        assertThat(header).isEqualTo(probe.probe(Objects.handle(video)));
        assertThat(longer.bytesRead()).isLessThanOrEqualTo(VideoProbe.MAX_BYTES);
    }

    @Test
    void asksFfmpegAboutAMatroskaThatDoesNotSayAll() throws IOException {
        byte[] video = Frames.encoded(FRAMES, "frames.mkv", "-c:v libopenh264 -g 25");
        // How long a frame is shown: an element of unknown name in its place.
        int rate = indexOf(video, new byte[] {0x23, (byte) 0xe3, (byte) 0x83});
        video[rate + 2] = (byte) 0x84;
        tells(video, "video/x-matroska", "h264");
        Objects.Counting counting = Objects.handle(video);
        var unused = probe.probe(counting);
        assertThat(counting.bytesRead()).isGreaterThan(2 * 4096);
    }

    private static int indexOf(byte[] bytes, byte[] wanted) {
        for (int at = 0; at < bytes.length - wanted.length; at++) {
            if (Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        throw new AssertionError("not found");
    }

    @Test
    void readsAviAndTransportStreams() throws IOException {
        tells(Frames.encoded(FRAMES, "frames.avi", "-c:v mpeg4"), "video/x-msvideo", "mpeg4");
        String h264 = "-c:v libopenh264 -g 25";
        tells(Frames.encoded(FRAMES, "frames.ts", h264), "video/mp2t", "h264");
    }

    @Test
    void tellsTheSizeAsDisplayed() throws IOException {
        byte[] upright = Frames.mp4(FRAMES);
        byte[] turned =
                FfmpegProgram.make(
                        upright,
                        "turned.mp4",
                        "-display_rotation:v:0 -90 -f mp4 -i pipe:0 -c copy");
        VideoHeader header = probe.probe(Objects.handle(turned));
        assertThat(header.width()).isEqualTo(Frames.HEIGHT);
        assertThat(header.height()).isEqualTo(Frames.WIDTH);
        assertThat(header.quarterTurns()).isEqualTo(1);
    }

    @Test
    void refusesWhatHoldsNoVideo() {
        refuses(new byte[0], ErrorCode.TRUNCATED, "empty");
        refuses(Tones.wav(1), ErrorCode.UNSUPPORTED, "no video");
        refuses(Tones.m4a(1), ErrorCode.UNSUPPORTED, "no video");
        Limits small = new Limits(1 << 20, 1000, 1 << 20);
        assertThatThrownBy(() -> new VideoProbe(small).probe(Objects.handle(Frames.mp4(FRAMES))))
                .hasMessageContaining("160 x 96 pixels, more than the limit of 1000");
    }

    private void refuses(byte[] bytes, ErrorCode code, String words) {
        assertThatThrownBy(() -> probe.probe(Objects.handle(bytes)))
                .isInstanceOfSatisfying(
                        MediaException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(words);
    }

    private void tells(byte[] file, String type, String codec) throws IOException {
        Objects.Counting object = Objects.handle(file);
        VideoHeader header = probe.probe(object);
        assertThat(header.contentType()).isEqualTo(type);
        assertThat(header.width()).isEqualTo(Frames.WIDTH);
        assertThat(header.height()).isEqualTo(Frames.HEIGHT);
        assertThat(header.codec()).isEqualTo(codec);
        assertThat(header.frameRate()).isCloseTo(Frames.RATE, within(0.5));
        assertThat(header.duration()).isCloseTo((double) FRAMES / Frames.RATE, within(0.1));
    }
}
