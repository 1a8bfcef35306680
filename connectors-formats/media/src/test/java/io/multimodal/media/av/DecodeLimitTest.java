// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.av;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.media.audio.AudioReader;
import io.multimodal.media.audio.LoudnessMeter;
import io.multimodal.media.video.VideoReader;
import io.multimodal.store.ObjectHandle;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.config.Limits;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.AudioProgram;
import io.multimodal.types.program.Clip;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** {@code multimodal.limits.decode-time} for video and audio. */
class DecodeLimitTest {
    private static final Limits SHORT = new Limits(1 << 30, 1 << 30, 1 << 30, 1);

    private final Objects objects = new Objects();

    /** One group of images of 750 frames. */
    private static byte[] video() {
        return FfmpegProgram.make(
                new byte[0],
                "long.mp4",
                "-f lavfi -i testsrc2=s=320x240:r=25:d=30 -pix_fmt yuv420p -c:v mpeg4 -b:v 2M -g 600 -sc_threshold 1000000000");
    }

    @Test
    void endsTheWayToAFrameInTheCallersThread() {
        byte[] video = video();
        ObjectRef ref = objects.ref(video);
        try (VideoReader videos = VideoReader.open(objects::open, SHORT)) {
            expectTimedOut(() -> videos.frameAt(ref, 23_000_000, (f, at, turns) -> f.width()));
        }
        // Threads that decode images may wait here for work; none decodes the video on.
        assertThat(Thread.getAllStackTraces())
                .allSatisfy(
                        (thread, stack) ->
                                assertThat(stack)
                                        .noneMatch(
                                                frame ->
                                                        frame.getClassName()
                                                                .startsWith(
                                                                        VideoReader.class
                                                                                .getPackageName())));
    }

    @Test
    void endsTheWayToAClipOfASound() {
        // Bare AAC counts no samples: all before the clip is decoded.
        ObjectRef ref = objects.ref(Tones.encoded(60, "tone.aac", "-c:a aac"));
        AudioReader audioReader = AudioReader.open(objects::open, SHORT);
        expectTimedOut(
                () ->
                        audioReader.play(
                                AudioProgram.EMPTY
                                        .then(new Clip(58_000_000, 59_000_000))
                                        .applyTo(ref),
                                new LoudnessMeter()));
        long read = objects.open(ref).bytesRead();
        assertThat(read).isLessThan(objects.open(ref).sizeBytes());
    }

    @Test
    void doesNotCountTheTimeThatTheStoreTakes() throws IOException {
        Limits twoSeconds = new Limits(1 << 30, 1 << 30, 1 << 30, 2000);
        ObjectRef ref = objects.ref(Frames.mp4(30));
        try (VideoReader videos = VideoReader.open(r -> new Slow(objects.open(r)), twoSeconds)) {
            assertThat(videos.<Integer>frameAt(ref, 400_600, (f, at, turns) -> f.width()))
                    .isEqualTo(Frames.WIDTH);
        }
    }

    @Test
    void endsWithAnInterruptAsSuch() {
        ObjectRef ref = objects.ref(Frames.mp4(30));
        try (VideoReader videos = VideoReader.open(objects::open, Limits.DEFAULT)) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> videos.frameAt(ref, 400_600, (f, at, turns) -> f.width()))
                    .isInstanceOf(InterruptedIOException.class);
            assertThat(Thread.interrupted()).isTrue();
        } finally {
            // Also where the test fails: the next one is not interrupted.
            var unused = Thread.interrupted();
        }
    }

    /** Does something that takes too long. */
    @FunctionalInterface
    private interface Decoding {
        void run() throws IOException;
    }

    private static void expectTimedOut(Decoding decoding) {
        assertThatThrownBy(decoding::run)
                .isInstanceOfSatisfying(
                        MediaException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.TIMED_OUT))
                .hasMessageContaining("limit of 1 ms")
                .hasMessageContaining("multimodal.limits.decode-time");
    }

    /** A store that takes longer for one read than decoding may. */
    private record Slow(ObjectHandle object) implements ObjectHandle {
        private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2100);

        @Override
        public long sizeBytes() {
            return object.sizeBytes();
        }

        @Override
        public byte[] read(long offset, int length)
                throws io.multimodal.store.error.StoreException {
            if (length > 4096) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            return object.read(offset, length);
        }

        @Override
        public InputStream stream() throws io.multimodal.store.error.StoreException {
            return object.stream();
        }
    }
}
