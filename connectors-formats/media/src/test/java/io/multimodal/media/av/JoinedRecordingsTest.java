// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.av;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.multimodal.media.audio.AudioReader;
import io.multimodal.media.audio.AudioSamples;
import io.multimodal.media.internal.container.TransportClock;
import io.multimodal.media.video.VideoReader;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.config.Limits;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.Clip;
import io.multimodal.types.program.VideoProgram;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** MPEG-TS files that consist of several recordings, as cat makes them. */
class JoinedRecordingsTest {
    private static final int PACKET = 188;
    private static final String WITH_TONE =
            "-f lavfi -i testsrc2=s=160x96:r=25:d=%s -f lavfi -i sine=440:r=48000:d=%s"
                    + " -pix_fmt yuv420p -c:v libopenh264 -g 25 -c:a aac";

    private final Objects objects = new Objects();
    private final VideoReader videos = VideoReader.open(objects::open, Limits.DEFAULT);
    private final AudioReader audioReader = AudioReader.open(objects::open, Limits.DEFAULT);

    @AfterEach
    void close() {
        videos.close();
    }

    @Test
    void showsTheSecondRecordingBehindTheFirst() throws IOException {
        byte[] part = Frames.encoded(30, "f.ts", "-c:v libopenh264 -g 25");
        ObjectRef both = objects.ref(Frames.twice(part));
        assertThat(videos.header(both).duration()).isNull();
        assertThat(videos.durationMicros(both)).isEqualTo(2_400_000);
        List<Long> times = videos.frameTimes(both);
        assertThat(times).hasSize(60).endsWith(2_360_000L);
        for (int number : new int[] {47, 3, 30, 59, 29}) {
            int shown =
                    videos.frameAt(
                            both,
                            40_000L * number,
                            (frame, micros, turns) -> {
                                assertThat(micros).isEqualTo(times.get(number));
                                return number(frame);
                            });
            assertThat(shown).as("frame %d", number).isEqualTo(number % 30);
        }
    }

    private static int number(AVFrame frame) {
        float[] row = new float[Frames.WIDTH];
        for (int x = 0; x < row.length; x++) {
            int grey = frame.data(0).get((long) Frames.HEIGHT / 2 * frame.linesize(0) + x) & 0xff;
            row[x] = grey / 255f;
        }
        return Frames.number(row);
    }

    /** The program's counts: 30 + 50 frames; 58 + 95 packets of AAC. */
    @Test
    void playsAsMuchAsTheProgramDoes() throws IOException {
        byte[] file = joined(recording(1.2), recording(2));
        ObjectRef both = objects.ref(file);
        byte[] expected =
                FfmpegProgram.decode(file, "ts", "-i INPUT -map 0:a -f f32le -c:a pcm_f32le");
        try (AudioSamples audio = audioReader.read(VideoProgram.EMPTY.audio().applyTo(both))) {
            // At its beginning, the audio may wait for the video.
            assertThat(audio.samples()).isCloseTo(expected.length / 4L, within(1024L));
        }
        assertThat(videos.frameTimes(both)).hasSize(80).isSorted();
        Clip clip = Clip.ofSeconds(1, 1.6);
        ObjectRef part = VideoProgram.EMPTY.then(clip).applyTo(both);
        ObjectRef written = objects.ref(videos.materialise(part).bytes());
        assertThat(videos.frameTimes(written)).hasSameSizeAs(videos.frameTimes(part));
    }

    /** The decoder does not miss a frame that others do not refer to: the counters show it. */
    @Test
    void doesNotExcuseALostFrame() {
        byte[] part = Frames.encoded(30, "f.ts", "-c:v mpeg2video -bf 2 -g 12");
        int begin = nextFrame(part, part.length / PACKET / 2 * PACKET);
        byte[] lost =
                joined(
                        Arrays.copyOf(part, begin),
                        Arrays.copyOfRange(part, nextFrame(part, begin + PACKET), part.length));
        for (byte[] file : List.of(lost, joined(lost, part), joined(part, lost))) {
            assertThatThrownBy(() -> videos.check(objects.ref(file)))
                    .isInstanceOfSatisfying(
                            MediaException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT));
        }
    }

    /** Where a frame of the video (0x100) begins. */
    private static int nextFrame(byte[] file, int from) {
        int at = from;
        while (file[at + 1] != 0x41 || file[at + 2] != 0) {
            at += PACKET;
        }
        return at;
    }

    /** A packet of the video (0x100, not the first of a frame) that is lost elsewhere is damage. */
    @Test
    void doesNotExcuseALostPacket() {
        byte[] part = Frames.encoded(30, "f.ts", "-c:v mpeg2video -b:v 900k -g 12");
        int middle = part.length / PACKET / 2 * PACKET;
        while (part[middle + 1] != 1 || part[middle + 2] != 0) {
            middle += PACKET;
        }
        byte[] lost =
                joined(
                        Arrays.copyOf(part, middle),
                        Arrays.copyOfRange(part, middle + PACKET, part.length));
        for (byte[] file : List.of(lost, joined(lost, part), joined(part, lost))) {
            assertThatThrownBy(() -> videos.check(objects.ref(file)))
                    .isInstanceOfSatisfying(
                            MediaException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT));
        }
    }

    /** Wherever the first recording ends, also far behind what is read completely. */
    @Test
    void tellsFromSamplesWhetherTheClockStartsAnew() throws IOException {
        byte[] large = clock(0, 40_000);
        assertThat(large.length).isGreaterThan(7 << 20);
        assertThat(TransportClock.restarts(Objects.handle(large))).isFalse();
        for (int packets : new int[] {100, 4_000, 8_000, 15_000, 36_000}) {
            byte[] first = Arrays.copyOf(large, packets * PACKET);
            byte[] file = joined(first, large);
            assertThat(TransportClock.restarts(Objects.handle(file))).as("%d", packets).isTrue();
            byte[] short2 = joined(large, first);
            assertThat(TransportClock.restarts(Objects.handle(short2))).as("%d", packets).isTrue();
        }
        byte[] later = joined(large, clock(3600L * 90_000, 20_000));
        assertThat(TransportClock.restarts(Objects.handle(later))).isTrue();
        byte[] wraps = clock((1L << 33) - 20_000 * 90, 40_000);
        assertThat(TransportClock.restarts(Objects.handle(wraps))).isFalse();
    }

    /** Packets that have nothing but a clock: a millisecond each. */
    private static byte[] clock(long from, int packets) {
        byte[] file = new byte[packets * PACKET];
        for (int i = 0; i < packets; i++) {
            long ticks = (from + i * 90L) & ((1L << 33) - 1);
            int at = i * PACKET;
            file[at] = 0x47;
            file[at + 1] = 1;
            file[at + 3] = 0x20;
            file[at + 4] = (byte) (PACKET - 5);
            file[at + 5] = 0x10;
            for (int b = 0; b < 4; b++) {
                file[at + 6 + b] = (byte) (ticks >> (25 - 8 * b));
            }
            file[at + 10] = (byte) (ticks << 7);
        }
        return file;
    }

    private static byte[] recording(double seconds) {
        return FfmpegProgram.make(
                new byte[0], "f.ts", WITH_TONE.replace("%s", String.valueOf(seconds)));
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
