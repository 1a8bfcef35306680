// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.multimodal.media.audio.AudioReader;
import io.multimodal.media.av.FfmpegProgram;
import io.multimodal.media.av.Frames;
import io.multimodal.media.av.Objects;
import io.multimodal.media.content.Encoded;
import io.multimodal.media.content.SampleSink;
import io.multimodal.media.content.VideoHeader;
import io.multimodal.media.probe.VideoProbe;
import io.multimodal.media.video.VideoReader;
import io.multimodal.media.video.VideoReaderTest;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.config.Limits;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.Clip;
import io.multimodal.types.program.VideoProgram;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clips of videos as files. */
class ClipFileTest {
    private static final int COUNT = 100;
    private static final int FRAME_BYTES = Frames.WIDTH * Frames.HEIGHT;

    private final Objects objects = new Objects();
    private final VideoReader reader = VideoReader.open(objects::open, Limits.DEFAULT);

    @AfterEach
    void close() {
        reader.close();
    }

    private static ObjectRef clip(ObjectRef video, long from, long to) throws MediaException {
        return VideoProgram.EMPTY.then(new Clip(from, to)).applyTo(video);
    }

    private static Map<String, byte[]> files() {
        Map<String, byte[]> files = new TreeMap<>(Frames.ofEveryKind(COUNT));
        files.put("mp4 hevc", FfmpegProgram.resource("/golden/hevc.mp4"));
        files.put("mp4 mpeg4", Frames.encoded(COUNT, "f.mp4", "-c:v mpeg4 -bf 2 -g 25"));
        files.put(
                "mov prores",
                Frames.encoded(COUNT, "f.mov", "-c:v prores_ks -pix_fmt yuv422p10le"));
        return files;
    }

    @Test
    void showExactlyTheFramesOfTheClipHere() throws IOException {
        long[][] clips = {
            {0, 400_000},
            {1_000_000, 1_600_000},
            {700_500, 1_500_000},
            {1_240_000, 1_260_000},
            {990_000, 9_000_000}
        };
        for (Map.Entry<String, byte[]> file : files().entrySet()) {
            if (file.getKey().equals("webm vp8")) {
                continue;
            }
            for (long[] times : clips) {
                ObjectRef clip = clip(objects.ref(file.getValue()), times[0], times[1]);
                Encoded made = reader.materialise(clip);
                assertThat(numbers(objects.ref(made.bytes())))
                        .as("%s, %s", file.getKey(), Arrays.toString(times))
                        .isEqualTo(numbers(clip));
                VideoHeader header =
                        new VideoProbe(Limits.DEFAULT)
                                .probe(objects.open(objects.ref(made.bytes())));
                assertThat(header.contentType()).isEqualTo(made.contentType());
            }
        }
    }

    @Test
    void showExactlyTheFramesOfTheClipByTheProgram() throws IOException {
        for (Map.Entry<String, byte[]> file : files().entrySet()) {
            if (file.getKey().equals("webm vp8")) {
                continue;
            }
            byte[] made =
                    reader.materialise(clip(objects.ref(file.getValue()), 700_500, 1_500_000))
                            .bytes();
            byte[] all = decode(file.getValue(), file.getKey().substring(0, 3).strip());
            byte[] part = decode(made, "mp4");
            // Frames 17 to 37, bit by bit.
            assertThat(part.length).as(file.getKey()).isEqualTo(21 * FRAME_BYTES);
            assertThat(
                            Arrays.equals(
                                    part,
                                    Arrays.copyOfRange(all, 17 * FRAME_BYTES, 38 * FRAME_BYTES)))
                    .as(file.getKey())
                    .isTrue();
        }
    }

    private static byte[] decode(byte[] file, String ending) {
        return FfmpegProgram.decode(
                file,
                ending,
                "-i INPUT -map 0:v:0 -fps_mode passthrough -f rawvideo -pix_fmt gray");
    }

    @Test
    void keepTheAudioAndTheTurnOfTheVideo() throws IOException {
        byte[] videoFile =
                FfmpegProgram.make(
                        Frames.encoded(COUNT, "f.mkv", "-c:v libopenh264 -g 25"),
                        "turned.mp4",
                        "-display_rotation:v:0 -90 -i pipe:0 -f lavfi -i sine=f=500:d=2:r=44100,apad=pad_dur=2 -c:v copy -c:a aac -t 4");
        ObjectRef clip = clip(objects.ref(videoFile), 1_500_000, 2_500_000);
        ObjectRef made = objects.ref(reader.materialise(clip).bytes());
        VideoHeader header = reader.header(made);
        assertThat(header.quarterTurns()).isEqualTo(1);
        assertThat(header.duration()).isCloseTo(1.02, within(0.03));
        AudioReader audioReader = AudioReader.open(objects::open, Limits.DEFAULT);
        Loudness loudness = new Loudness();
        audioReader.play(made, loudness);
        // It begins with the frame that is shown at 1.5 s; the tone ends at 2 s.
        assertThat(loudness.seconds()).isCloseTo(1.02, within(0.03));
        assertThat(loudness.lastLoud()).isCloseTo(0.52, within(0.03));
    }

    @Test
    void areRefusedWhereNoFileHoldsThemOrTheyAreTooLarge() throws IOException {
        ObjectRef vp8 = objects.ref(Frames.ofEveryKind(COUNT).get("webm vp8"));
        expect(() -> reader.materialise(clip(vp8, 0, 400_000)), ErrorCode.UNSUPPORTED);
        ObjectRef videoFile = objects.ref(Frames.mp4(COUNT));
        expect(() -> reader.materialise(clip(videoFile, 9_000_000, 9_500_000)), ErrorCode.REFUSED);
        try (VideoReader small =
                VideoReader.open(objects::open, new Limits(1000, 1 << 20, 1 << 20))) {
            expect(() -> small.materialise(clip(videoFile, 0, 4_000_000)), ErrorCode.TOO_LARGE);
        }
    }

    /** Does something that fails. */
    @FunctionalInterface
    private interface Failing {
        void run() throws IOException;
    }

    private static void expect(Failing action, ErrorCode code) {
        assertThatThrownBy(action::run)
                .isInstanceOfSatisfying(
                        MediaException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private List<Integer> numbers(ObjectRef ref) throws IOException {
        List<Integer> numbers = new ArrayList<>();
        reader.frames(
                ref,
                (frame, at, turns) -> {
                    numbers.add(frame.format() == 0 ? VideoReaderTest.number(frame) : -1);
                    return true;
                });
        return numbers;
    }

    /** When the last sample comes that is not silence. */
    private static final class Loudness implements SampleSink {
        private int rate;
        private long samples;
        private long last;

        @Override
        public void begin(int sampleRate, int channels) {
            rate = sampleRate;
        }

        @Override
        public void accept(float[][] planes, int count) {
            for (int i = 0; i < count; i++) {
                last = Math.abs(planes[0][i]) > 0.05 ? samples + i : last;
            }
            samples += count;
        }

        double seconds() {
            return (double) samples / rate;
        }

        double lastLoud() {
            return (double) last / rate;
        }
    }
}
