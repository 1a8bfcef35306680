// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.av;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.multimodal.media.audio.AudioReader;
import io.multimodal.media.audio.AudioSamples;
import io.multimodal.media.content.VideoHeader;
import io.multimodal.media.video.VideoReader;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.config.Limits;
import io.multimodal.types.program.Clip;
import io.multimodal.types.program.VideoProgram;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A video and its audio are on one time line, whose 0 is where the container begins. */
class OneTimeLineTest {
    private final Objects objects = new Objects();
    private final VideoReader videos = VideoReader.open(objects::open, Limits.DEFAULT);
    private final AudioReader audioReader = AudioReader.open(objects::open, Limits.DEFAULT);

    @AfterEach
    void close() {
        videos.close();
    }

    /** 60 frames at 30/s, of which the first is shown half a second after the audio begins. */
    @Test
    void framesThatBeginLateAreReachedToTheLast() throws IOException {
        ObjectRef video = objects.ref(FfmpegProgram.resource("/av/v10_video_late.mp4"));
        VideoHeader header = videos.header(video);
        assertThat(header.duration()).isCloseTo(2.5, within(1e-9));
        assertThat(header.frameRate()).isEqualTo(30);
        assertThat(videos.keyFrames(video))
                .containsExactly(500_000L, 1_000_000L, 1_500_000L, 2_000_000L);
        List<Long> times = videos.frameTimes(video);
        assertThat(times).hasSize(60).startsWith(500_000L).endsWith(2_466_666L);
        for (long micros : new long[] {2_466_666, 2_499_999, 500_000, 0}) {
            long expected =
                    micros < 500_000 ? 500_000 : micros / 100_000 >= 24 ? 2_466_666 : micros;
            long shown = videos.frameAt(video, micros, (frame, at, turns) -> at);
            assertThat(shown).as("at %d", micros).isEqualTo(expected);
        }
        assertThat(videos.scenes(video, 0.9)).containsExactly(500_000L);
    }

    /** Each tenth of a second of the audio, which begins at 0.5 s, has its own pitch. */
    @Test
    void anAudioThatBeginsLateIsHeardWhenTheProgramPlaysIt() throws IOException {
        byte[] file = FfmpegProgram.resource("/av/late_audio.mp4");
        ObjectRef video = objects.ref(file);
        try (AudioSamples whole = audioReader.read(VideoProgram.EMPTY.audio().applyTo(video))) {
            assertThat(whole.samples()).isEqualTo(2 * 16_000);
            assertThat(whole.read(0, 0, 6_900)).as("silence").containsOnly(0);
        }
        for (double[] part : new double[][] {{0.8, 1.2}, {1.5, 1.9}, {0.25, 0.75}}) {
            VideoProgram clip = VideoProgram.EMPTY.then(Clip.ofSeconds(part[0], part[1]));
            List<Integer> expected = pitches(program(file, part[0], part[1]));
            ObjectRef lazy = clip.applyTo(video);
            assertThat(heard(VideoProgram.of(lazy).audio().applyTo(lazy)))
                    .as("from %s s", part[0])
                    .isEqualTo(expected);
            ObjectRef written = objects.ref(videos.materialise(lazy).bytes());
            assertThat(heard(VideoProgram.EMPTY.audio().applyTo(written)))
                    .as("from %s s, written", part[0])
                    .isEqualTo(expected);
        }
    }

    @Test
    void saysTheRateOfTheFramesWhateverAnEditListLeavesOfThem() throws IOException {
        ObjectRef cut = objects.ref(FfmpegProgram.resource("/av/v08_cut_edit.mp4"));
        assertThat(videos.header(cut).frameRate()).isEqualTo(30);
        assertThat(videos.header(cut).duration()).isCloseTo(1.3, within(1e-9));
        ObjectRef fast = objects.ref(FfmpegProgram.resource("/av/v50_120fps.mp4"));
        ObjectRef reordered = objects.ref(FfmpegProgram.resource("/golden/h264-b-frames.mp4"));
        for (ObjectRef video : List.of(cut, fast, reordered)) {
            double rate = videos.header(video).frameRate();
            // The last frame before 0.25 s refers to a later one, which is not shown.
            double end = video.equals(reordered) ? 0.25 : 0.31;
            ObjectRef clip = VideoProgram.EMPTY.then(Clip.ofSeconds(0.11, end)).applyTo(video);
            ObjectRef written = objects.ref(videos.materialise(clip).bytes());
            VideoHeader header = videos.header(written);
            assertThat(header.frameRate()).isEqualTo(rate);
            assertThat(videos.frameTimes(written)).hasSameSizeAs(videos.frameTimes(clip));
        }
    }

    /** A fragmented MP4, and a WebM as browsers record it. */
    @Test
    void readsThroughAVideoThatDoesNotSayHowLongItIs() throws IOException {
        for (String name : List.of("v12_frag.mp4", "v14_live.webm")) {
            ObjectRef video = objects.ref(FfmpegProgram.resource("/av/" + name));
            assertThat(videos.durationMicros(video)).as(name).isCloseTo(2_000_000, within(1L));
            assertThat(videos.frameTimes(video)).as(name).hasSize(60);
        }
    }

    /** Without the audio before it, which the program has where we have silence. */
    private List<Integer> heard(ObjectRef ref) throws IOException {
        try (AudioSamples audio = audioReader.read(ref)) {
            return pitches(audio.read(0, 0, (int) audio.samples()));
        }
    }

    /** Crossings of zero in each twentieth of a second, from the end, rounded to tens. */
    private static List<Integer> pitches(float[] samples) {
        int step = 800;
        List<Integer> pitches = new ArrayList<>();
        for (int end = samples.length / step * step; end >= step; end -= step) {
            int crossings = 0;
            for (int i = end - step + 1; i < end; i++) {
                crossings += samples[i - 1] < 0 != samples[i] < 0 ? 1 : 0;
            }
            pitches.add(Math.round(crossings / 10f));
        }
        // What is silent in one and absent in the other.
        return pitches.subList(0, Math.min(5, pitches.size()));
    }

    private static float[] program(byte[] file, double from, double to) {
        byte[] raw =
                FfmpegProgram.decode(
                        file,
                        "mp4",
                        "-ss %s -t %s -i INPUT -f f32le -c:a pcm_f32le"
                                .formatted(from, Math.round((to - from) * 1000) / 1000.0));
        float[] samples = new float[raw.length / 4];
        ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(samples);
        return samples;
    }
}
