// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.media.av.FfmpegProgram;
import io.multimodal.media.av.Frames;
import io.multimodal.media.image.ImageReader;
import io.multimodal.media.tensor.TensorSpec;
import io.multimodal.media.video.VideoReader;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.ImageSize;
import io.multimodal.types.program.VideoProgram;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Videos that are mirrored, encrypted, of several sizes, or without a frame. */
class OddVideosTest {
    private static final String H264 = "-c:v libopenh264 -b:v 400k -g 25";

    private final ImageReader images = Images.reader();
    private final VideoReader videos = images.videos();

    @AfterEach
    void close() {
        images.close();
        Images.forget();
    }

    /** In each of the eight ways, as the program shows it. */
    @Test
    void showsTurnedAndMirroredVideosAsTheProgramDoes() throws IOException {
        byte[] plain = Frames.encoded(8, "f.mkv", H264);
        for (int turn : new int[] {0, 90, 180, 270}) {
            for (String flip : new String[] {"", " -display_hflip:v:0", " -display_vflip:v:0"}) {
                String how = "-display_rotation:v:0 " + turn + flip;
                byte[] file = FfmpegProgram.make(plain, "f.mp4", how + " -i pipe:0 -c copy");
                byte[] expected =
                        FfmpegProgram.decode(
                                file,
                                "mp4",
                                "-i INPUT -vf select=eq(n\\,5) -frames:v 1 -f rawvideo -pix_fmt gray");
                ObjectRef frame = VideoProgram.EMPTY.frame(200_600).applyTo(Images.ref(file));
                ImageSize size = images.size(frame);
                assertThat(size)
                        .as(how)
                        .isEqualTo(
                                turn % 180 == 0
                                        ? new ImageSize(Frames.WIDTH, Frames.HEIGHT)
                                        : new ImageSize(Frames.HEIGHT, Frames.WIDTH));
                assertThat(difference(frame, size, expected)).as(how).isLessThan(3);
            }
        }
    }

    /** As the program shows it: without the rows and columns that the container leaves out. */
    @Test
    void leavesOutWhatTheContainerCrops() throws IOException {
        byte[] file = Frames.croppedMkv(8);
        byte[] expected =
                FfmpegProgram.decode(
                        file,
                        "mkv",
                        "-i INPUT -vf select=eq(n\\,5) -frames:v 1 -f rawvideo -pix_fmt gray");
        ObjectRef frame = VideoProgram.EMPTY.frame(200_600).applyTo(Images.ref(file));
        ImageSize size = images.size(frame);
        assertThat(size).isEqualTo(new ImageSize(Frames.WIDTH - 16, Frames.HEIGHT - 8));
        assertThat(expected).hasSize(size.width() * size.height());
        assertThat(difference(frame, size, expected)).isLessThan(3);
    }

    /** Of grey levels, on average. */
    private double difference(ObjectRef frame, ImageSize size, byte[] expected) throws IOException {
        TensorSpec spec =
                TensorSpec.of(size.width(), size.height())
                        .in(TensorSpec.Layout.HWC, TensorSpec.Channels.RGB);
        FloatBuffer tensor = FloatBuffer.allocate((int) spec.elements());
        images.render(frame, spec, tensor);
        double sum = 0;
        for (int i = 0; i < expected.length; i++) {
            sum += Math.abs(tensor.get(3 * i + 1) * 255 - (expected[i] & 0xff));
        }
        return sum / expected.length;
    }

    /**
     * The frames keep their numbers: they are scaled to what the head says, as FFmpeg shows them.
     */
    @Test
    void scalesFramesOfAnotherSizeThanTheHeadSays() throws IOException {
        for (String codec : new String[] {"libvpx", "libvpx-vp9"}) {
            byte[] file =
                    Frames.encoded(
                            30,
                            "f.webm",
                            "-c:v " + codec + " -deadline realtime -cpu-used 8 -g 25");
            int width = find(file, new byte[] {(byte) 0xb0, (byte) 0x81, (byte) Frames.WIDTH});
            int height = find(file, new byte[] {(byte) 0xba, (byte) 0x81, (byte) Frames.HEIGHT});
            file[width + 2] = (byte) 240;
            file[height + 2] = (byte) 120;
            ObjectRef frame = VideoProgram.EMPTY.frame(520_600).applyTo(Images.ref(file));
            assertThat(images.size(frame)).isEqualTo(new ImageSize(240, 120));
            TensorSpec spec = TensorSpec.of(240, 120);
            FloatBuffer tensor = FloatBuffer.allocate((int) spec.elements());
            images.render(frame, spec, tensor);
            float[] row = new float[240];
            tensor.position(60 * 240).get(row);
            assertThat(Frames.number(row)).as(codec).isEqualTo(13);
        }
    }

    @Test
    void refusesAnEncryptedVideoAsUnsupported() {
        byte[] file =
                FfmpegProgram.make(
                        Frames.encoded(30, "f.mkv", H264),
                        "f.mp4",
                        "-i pipe:0 -c copy -encryption_scheme cenc-aes-ctr -encryption_key 76a6c65c5ea762046bd749a2e632ccbb -encryption_kid a7e61c373e219033c21091fa607bf3b8");
        assertThat(outcome(file)).isEqualTo(ErrorCode.UNSUPPORTED);
    }

    @Test
    void saysThatAVideoHasNoFrameThatCanBeDecoded() {
        byte[] whole = Frames.encoded(50, "f.ts", "-c:v libopenh264 -g 500");
        // Its tables, and what comes behind the only key frame.
        ByteArrayOutputStream later = new ByteArrayOutputStream();
        later.write(whole, 0, 188 * 3);
        later.write(whole, 188 * 40, whole.length - 188 * 40);
        byte[] file = later.toByteArray();
        assertThat(outcome(file)).isEqualTo(ErrorCode.CORRUPT);
    }

    private ErrorCode outcome(byte[] file) {
        ErrorCode[] code = new ErrorCode[1];
        assertThatThrownBy(() -> videos.check(Images.ref(file)))
                .isInstanceOfSatisfying(MediaException.class, e -> code[0] = e.code());
        return code[0];
    }

    /** An AVI says when frames are decoded, not when they are shown. */
    @Test
    void showsTheFramesOfAnAviWithBFramesWhenTheyAreDue() throws IOException {
        byte[] file = Frames.encoded(40, "f.avi", "-c:v mpeg4 -q:v 2 -bf 2 -g 12");
        ObjectRef video = Images.ref(file);
        List<Long> due = new ArrayList<>();
        for (long i = 0; i < 40; i++) {
            due.add(40_000 * i);
        }
        assertThat(videos.frameTimes(video)).isEqualTo(due);
        assertThat(due).containsAll(videos.keyFrames(video));
        for (int number : new int[] {0, 1, 12, 13, 38, 39, 5}) {
            ObjectRef frame = VideoProgram.EMPTY.frame(40_000L * number).applyTo(video);
            TensorSpec spec = TensorSpec.of(Frames.WIDTH, Frames.HEIGHT);
            FloatBuffer tensor = FloatBuffer.allocate((int) spec.elements());
            images.render(frame, spec, tensor);
            float[] row = new float[Frames.WIDTH];
            tensor.position(48 * Frames.WIDTH).get(row);
            assertThat(Frames.number(row)).isEqualTo(number);
        }
    }

    private static int find(byte[] file, byte[] wanted) {
        String text = new String(file, StandardCharsets.ISO_8859_1);
        int at = text.indexOf(new String(wanted, StandardCharsets.ISO_8859_1));
        assertThat(at).isPositive();
        return at;
    }
}
