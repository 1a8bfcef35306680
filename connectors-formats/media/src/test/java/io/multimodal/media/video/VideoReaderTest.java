// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.media.av.FfmpegProgram;
import io.multimodal.media.av.Frames;
import io.multimodal.media.av.Objects;
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
import java.util.Random;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

public class VideoReaderTest {
    private static final int COUNT = 200;

    private final Objects objects = new Objects();
    private final VideoReader reader = VideoReader.open(objects::open, Limits.DEFAULT);

    @AfterEach
    void close() {
        reader.close();
    }

    private static Map<String, byte[]> files() {
        return Frames.ofEveryKind(COUNT);
    }

    @Test
    void showsTheFrameOfATimeInAnyOrder() throws IOException {
        for (Map.Entry<String, byte[]> file : files().entrySet()) {
            ObjectRef ref = objects.ref(file.getValue());
            Random random = new Random(1);
            for (int i = 0; i < 12; i++) {
                int wanted = random.nextInt(COUNT);
                long micros = wanted * 40_000L + random.nextInt(39_000) + 500;
                assertThat(numberAt(ref, micros))
                        .as("%s at %d", file.getKey(), micros)
                        .isEqualTo(wanted);
            }
            for (int second = 0; second < 8; second++) {
                assertThat(numberAt(ref, second * 1_000_000L + 500))
                        .as("%s at %d s", file.getKey(), second)
                        .isEqualTo(second * 25);
            }
        }
    }

    @Test
    void showsTheFirstFramesOfATransportStreamThatDecodesBeforeItShows() throws IOException {
        byte[] mp4 = FfmpegProgram.resource("/golden/h264-b-frames.mp4");
        byte[] stream = FfmpegProgram.make(mp4, "f.ts", "-f mp4 -i pipe:0 -c copy");
        for (int wanted : new int[] {0, 1, 14, 49, 50, 199}) {
            try (VideoReader fresh = VideoReader.open(objects::open, Limits.DEFAULT)) {
                ObjectRef ref = objects.ref(stream);
                int shown =
                        fresh.<Integer>frameAt(
                                ref, wanted * 40_000L + 700, (frame, at, turns) -> number(frame));
                assertThat(shown).isEqualTo(wanted);
            }
        }
    }

    @Test
    void givesTheLastFrameOfAnAviWithBFramesLast() throws IOException {
        // It says when frames are decoded, and not when they are shown.
        ObjectRef ref = objects.ref(Frames.encoded(COUNT, "f.avi", "-c:v mpeg4 -bf 2 -g 25"));
        List<Long> times = new ArrayList<>();
        reader.frames(ref, (frame, at, turns) -> times.add(at));
        assertThat(times).hasSize(COUNT).isSorted().doesNotHaveDuplicates();
        assertThat(numberAt(ref, times.get(COUNT - 1))).isEqualTo(COUNT - 1);
    }

    @Test
    void refusesATimeBehindTheEnd() throws IOException {
        for (Map.Entry<String, byte[]> file : files().entrySet()) {
            ObjectRef ref = objects.ref(file.getValue());
            assertThatThrownBy(() -> numberAt(ref, 9_000_000))
                    .as(file.getKey())
                    .isInstanceOfSatisfying(
                            MediaException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.REFUSED));
            assertThat(numberAt(ref, 7_990_000)).as(file.getKey()).isEqualTo(COUNT - 1);
        }
    }

    @Test
    void givesAllFramesOfAVideoAndOfAClip() throws IOException {
        for (Map.Entry<String, byte[]> file : files().entrySet()) {
            ObjectRef ref = objects.ref(file.getValue());
            assertThat(numbers(ref)).as(file.getKey()).hasSize(COUNT).isSorted().startsWith(0, 1);
            ObjectRef clip = VideoProgram.EMPTY.then(new Clip(3_000_500, 4_000_000)).applyTo(ref);
            assertThat(numbers(clip)).as(file.getKey()).startsWith(75, 76).hasSize(25);
        }
    }

    @Test
    void findsTheKeyFramesOfAVideoAndOfAClip() throws IOException {
        for (Map.Entry<String, byte[]> file : files().entrySet()) {
            ObjectRef ref = objects.ref(file.getValue());
            List<Long> decoded = new ArrayList<>();
            reader.frames(
                    ref,
                    (frame, at, turns) -> {
                        if ((frame.flags() & AVFrame.AV_FRAME_FLAG_KEY) != 0) {
                            decoded.add(at);
                        }
                        return true;
                    });
            assertThat(reader.keyFrames(ref))
                    .as(file.getKey())
                    .hasSizeGreaterThanOrEqualTo(8)
                    .isEqualTo(decoded);
            ObjectRef clip = VideoProgram.EMPTY.then(new Clip(2_500_000, 4_500_000)).applyTo(ref);
            assertThat(reader.keyFrames(clip)).hasSizeGreaterThanOrEqualTo(2);
            assertThat(reader.durationMicros(clip)).isEqualTo(2_000_000);
        }
    }

    @Test
    void findsScenes() throws IOException {
        byte[] cuts =
                FfmpegProgram.make(
                        new byte[0],
                        "cuts.mp4",
                        "-f lavfi -i color=black:s=160x96:r=25:d=1 -f lavfi -i color=white:s=160x96:r=25:d=2 -f lavfi -i color=gray:s=160x96:r=25:d=1 -filter_complex concat=n=3:v=1 -pix_fmt yuv420p -c:v libopenh264 -b:v 400k");
        ObjectRef ref = objects.ref(cuts);
        assertThat(reader.scenes(ref, 0.2)).containsExactly(0L, 1_000_000L, 3_000_000L);
        assertThat(reader.scenes(ref, 0.7)).containsExactly(0L, 1_000_000L);
        assertThatThrownBy(() -> reader.scenes(ref, 0)).isInstanceOf(MediaException.class);
    }

    @Test
    void saysOfEveryCutFileThatItIsTruncated() {
        List<String> others = new ArrayList<>();
        for (Map.Entry<String, byte[]> file : files().entrySet()) {
            int length = file.getValue().length;
            for (int cut = 1; cut < 20; cut++) {
                byte[] part = Arrays.copyOf(file.getValue(), (int) ((long) length * cut / 20) + 1);
                String outcome = outcome(part);
                boolean between = file.getKey().startsWith("ts") && part.length % 188 == 0;
                if (!outcome.equals("TRUNCATED") && !between) {
                    others.add("%s cut to %d: %s".formatted(file.getKey(), part.length, outcome));
                }
            }
        }
        assertThat(others).isEmpty();
    }

    private String outcome(byte[] file) {
        try {
            return numbers(objects.ref(file)).size() + " frames";
        } catch (MediaException e) {
            return e.code().name();
        } catch (IOException e) {
            return e.toString();
        }
    }

    private int numberAt(ObjectRef ref, long micros) throws IOException {
        return reader.frameAt(ref, micros, (frame, at, turns) -> number(frame));
    }

    private List<Integer> numbers(ObjectRef ref) throws IOException {
        List<Integer> numbers = new ArrayList<>();
        reader.frames(
                ref,
                (frame, at, turns) -> {
                    numbers.add(number(frame));
                    return true;
                });
        return numbers;
    }

    /** Of the middle row of its luma. */
    public static int number(AVFrame frame) {
        float[] row = new float[frame.width()];
        long at = (long) frame.height() / 2 * frame.linesize(0);
        for (int x = 0; x < row.length; x++) {
            row[x] = (frame.data(0).get(at + x) & 0xff) / 255f;
        }
        return Frames.number(row);
    }
}
