// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.media;

import io.multimodal.media.audio.AudioReader;
import io.multimodal.media.content.SampleSink;
import io.multimodal.media.video.VideoReader;
import io.multimodal.store.ObjectHandle;
import io.multimodal.store.ref.ExternalRef;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.config.Limits;
import io.multimodal.types.program.AudioOp;
import io.multimodal.types.program.AudioProgram;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.bytedeco.javacpp.Pointer;

/**
 * Question: what does reading audio and video by reference cost against FFmpeg's bare loop over a
 * file, one core? Three jobs: FLAC of 30 s to 16 kHz mono float, the key frames of a 720p H.264
 * video, one of its frames a second. Then: how many bytes does one frame of it take, against its
 * group of images? And last {@link FrameFromBucket}. The argument is how many seconds each loop
 * runs.
 */
public final class AudioAndVideo {
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();
    private static final int FILM_SECONDS = 60;
    private static final int GROUP_SECONDS = 2;

    /** As x264 makes them unless told otherwise: 250 frames. */
    private static final int LONG_GROUP_SECONDS = 10;

    private static final int LONG_SECONDS = 600;

    private final double seconds;
    private long nextName;
    private byte[] bytes;
    private long bytesRead;

    private AudioAndVideo(double seconds) {
        this.seconds = seconds;
    }

    /** Work on a file. */
    @FunctionalInterface
    private interface Loop {
        /** Gives how many units were done. */
        long run() throws IOException;
    }

    /** Runs all loops and prints what they did. */
    public static void main(String[] args) throws IOException, InterruptedException {
        new AudioAndVideo(args.length == 0 ? 5 : Double.parseDouble(args[0])).run();
    }

    private void run() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("audio-and-video-");
        Path audioFile = folder.resolve("noise.flac");
        Path videoFile = folder.resolve("video.mp4");
        MediaProgram.make(
                audioFile, "-f lavfi -i anoisesrc=d=30:c=pink:r=44100:a=0.3 -ac 2 -c:a flac");
        MediaProgram.make(
                videoFile,
                "-f lavfi -i testsrc2=s=1280x720:r=25:d=%d -pix_fmt yuv420p -c:v libopenh264 -b:v 2M -g %d"
                        .formatted(FILM_SECONDS, 25 * GROUP_SECONDS));
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        System.out.printf("load %.1f%n", system.getSystemLoadAverage());
        AudioReader audioReader = AudioReader.open(this::open, Limits.DEFAULT);
        AudioProgram program =
                AudioProgram.EMPTY.then(new AudioOp.MixDown()).then(new AudioOp.Resample(16_000));
        bytes = Files.readAllBytes(audioFile);
        compare(
                "FLAC 30 s to 16 kHz mono, files",
                () -> BaselineStreams.audio(audioFile) > 0 ? 1 : 0,
                () -> {
                    audioReader.play(program.applyTo(fresh()), new Dropped());
                    return 1;
                });
        bytes = Files.readAllBytes(videoFile);
        try (VideoReader videos = VideoReader.open(this::open, Limits.DEFAULT)) {
            compare(
                    "720p H.264, key frames",
                    () -> BaselineStreams.frames(videoFile, true),
                    () -> {
                        ObjectRef ref = fresh();
                        List<Long> times = videos.keyFrames(ref);
                        for (long micros : times) {
                            width(videos, ref, micros);
                        }
                        return times.size();
                    });
            compare(
                    "720p H.264, one frame a second",
                    () -> BaselineStreams.frames(videoFile, false) / 25,
                    () -> {
                        ObjectRef ref = fresh();
                        for (int second = 0; second < FILM_SECONDS; second++) {
                            width(videos, ref, second * 1_000_000L);
                        }
                        return FILM_SECONDS;
                    });
            bytesRead = 0;
            width(videos, fresh(), 41_300_000);
            System.out.printf(
                    "a frame of it at 41.3 s: %d bytes read of %d; a group of images has %d on average%n",
                    bytesRead, bytes.length, bytes.length * (long) GROUP_SECONDS / FILM_SECONDS);
        }
        for (int groupSeconds : new int[] {GROUP_SECONDS, LONG_GROUP_SECONDS}) {
            Path minutes = folder.resolve("long-%d.mp4".formatted(groupSeconds));
            lengthen(minutes, groupSeconds);
            FrameFromBucket.run(minutes, LONG_SECONDS);
            Files.delete(minutes);
        }
        System.out.printf("resident memory %d MiB%n", Pointer.physicalBytes() >> 20);
    }

    private static void width(VideoReader videos, ObjectRef ref, long micros) throws IOException {
        videos.frameAt(ref, micros, (frame, at, turns) -> frame.width());
    }

    private void compare(String what, Loop floor, Loop ours) throws IOException {
        rate(floor, 1);
        rate(ours, 1);
        double bare = rate(floor, seconds);
        double mine = rate(ours, seconds);
        System.out.printf(
                "%s: bare FFmpeg %.1f/s, this %.1f/s of processor time, ratio %.2f%n",
                what, bare, mine, mine / bare);
    }

    /** Units a second of this thread's processor time. */
    private static double rate(Loop loop, double seconds) throws IOException {
        long start = CPU.getCurrentThreadCpuTime();
        long done = 0;
        double spent = 0;
        while (spent < seconds) {
            done += loop.run();
            spent = (CPU.getCurrentThreadCpuTime() - start) / 1e9;
        }
        return done / spent;
    }

    private ObjectRef fresh() {
        return new ExternalRef(
                "bench:" + nextName++, 0, OptionalLong.of(bytes.length), Optional.empty());
    }

    private ObjectHandle open(ObjectRef ref) {
        return new ObjectHandle() {
            @Override
            public long sizeBytes() {
                return bytes.length;
            }

            @Override
            public byte[] read(long offset, int length) {
                bytesRead += length;
                return Arrays.copyOfRange(bytes, (int) offset, (int) offset + length);
            }

            @Override
            public InputStream stream() {
                return new ByteArrayInputStream(bytes);
            }
        };
    }

    /**
     * Ten minutes with audio, of one that is repeated: each group is as large as if it were new.
     */
    private static void lengthen(Path file, int groupSeconds)
            throws IOException, InterruptedException {
        Path minute = file.resolveSibling("minute.mp4");
        MediaProgram.make(
                minute,
                "-f lavfi -i testsrc2=s=1280x720:r=25:d=60 -pix_fmt yuv420p -c:v libopenh264 -rc_mode bitrate -b:v 4M -allow_skip_frames 0 -g %d"
                        .formatted(25 * groupSeconds));
        MediaProgram.make(
                file,
                "-stream_loop 9 -i %s -f lavfi -i sine=d=600 -c:v copy -c:a aac -t 600"
                        .formatted(minute));
        Files.delete(minute);
    }

    private static final class Dropped implements SampleSink {
        @Override
        public void begin(int sampleRate, int channels) {
            // Nothing is kept.
        }

        @Override
        public void accept(float[][] planes, int count) {
            // Nothing is kept.
        }
    }
}
