// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.av;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.media.audio.AudioReader;
import io.multimodal.media.image.ImageReader;
import io.multimodal.media.internal.runtime.DecodeMemory;
import io.multimodal.media.video.VideoReader;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.config.Limits;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What one decoder of a process holds, no other one has, of whatever kind and configuration. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class OneDecodeMemoryTest {
    private static final Limits LIMITS = new Limits(64L << 20, 1 << 24, 64L << 20);

    /** Another configuration, with another limit. */
    private final DecodeMemory other = new DecodeMemory(256L << 20);

    private final Objects objects = new Objects();

    @Test
    void audioWaitsForWhatOthersHold() throws Exception {
        ObjectRef ref = objects.ref(Tones.wav(1));
        AudioReader audioReader = AudioReader.open(objects::open, LIMITS);
        assertWaits(
                () -> {
                    audioReader.check(ref);
                    return true;
                });
    }

    @Test
    void videoWaitsForWhatOthersHold() throws Exception {
        ObjectRef ref = objects.ref(FfmpegProgram.resource("/golden/h264-b-frames.mp4"));
        try (VideoReader videos = VideoReader.open(objects::open, LIMITS)) {
            assertWaits(() -> videos.frameAt(ref, 0, (frame, at, turns) -> true));
        }
    }

    @Test
    void theTimesOfFramesWaitForWhatOthersHold() throws Exception {
        ObjectRef ref = objects.ref(FfmpegProgram.resource("/golden/h264-b-frames.mp4"));
        try (VideoReader videos = VideoReader.open(objects::open, LIMITS)) {
            assertWaits(() -> !videos.frameTimes(ref).isEmpty());
        }
    }

    @Test
    void imageWaitsForWhatOthersHold() throws Exception {
        ObjectRef ref =
                objects.ref(
                        FfmpegProgram.make(
                                new byte[0], "a.png", "-f lavfi -i color=s=64x48 -frames:v 1"));
        try (ImageReader images = ImageReader.open(objects::open, LIMITS)) {
            assertWaits(
                    () -> {
                        images.check(ref);
                        return true;
                    });
        }
    }

    @Test
    void aVideoThatIsOpenForLaterGivesWayToWhoWaits() throws Exception {
        ObjectRef ref = objects.ref(FfmpegProgram.resource("/golden/h264-b-frames.mp4"));
        long before = other.bytesInUse();
        try (VideoReader videos = VideoReader.open(objects::open, LIMITS)) {
            boolean shown = videos.frameAt(ref, 0, (frame, at, turns) -> true);
            assertThat(shown).isTrue();
            assertThat(other.bytesInUse()).as("open and counted").isGreaterThan(before);
            other.admit(256L << 20).close();
            assertThat(other.bytesInUse()).isEqualTo(before);
        }
    }

    private void assertWaits(Callable<Boolean> decoder) throws Exception {
        FutureTask<Boolean> decoding = new FutureTask<>(decoder);
        Thread thread = new Thread(decoding);
        try (DecodeMemory.Share all = other.admit(256L << 20)) {
            thread.start();
            while (!other.isWaitedFor()) {
                assertThat(decoding.isDone()).as("went on without waiting").isFalse();
                Thread.onSpinWait();
            }
        }
        assertThat(decoding.get()).isTrue();
    }
}
