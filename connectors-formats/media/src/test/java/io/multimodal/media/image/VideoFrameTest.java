// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.media.Images;
import io.multimodal.media.av.FfmpegProgram;
import io.multimodal.media.av.Frames;
import io.multimodal.media.tensor.TensorSpec;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.ImageOp;
import io.multimodal.types.program.ImageProgram;
import io.multimodal.types.program.ImageSize;
import io.multimodal.types.program.VideoProgram;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Frames of videos as images with programs of their own. */
class VideoFrameTest {
    private final ImageReader reader = Images.reader();

    @AfterEach
    void close() {
        reader.close();
        Images.forget();
    }

    @Test
    void rendersFramesOfEveryKindInAnyOrder() throws IOException {
        for (Map.Entry<String, byte[]> file : Frames.ofEveryKind(100).entrySet()) {
            ObjectRef video = Images.ref(file.getValue());
            for (int wanted : new int[] {77, 3, 99, 0, 30, 31}) {
                ObjectRef frame = VideoProgram.EMPTY.frame(wanted * 40_000L + 600).applyTo(video);
                assertThat(number(frame, 80, 48)).as(file.getKey()).isEqualTo(wanted);
            }
        }
    }

    @Test
    void rendersFramesOfH265() throws IOException {
        ObjectRef video = Images.ref(FfmpegProgram.resource("/golden/hevc.mp4"));
        for (int wanted : new int[] {30, 3, 49, 24, 25, 0}) {
            ObjectRef frame = VideoProgram.EMPTY.frame(wanted * 40_000L + 600).applyTo(video);
            assertThat(number(frame, 80, 48)).isEqualTo(wanted);
        }
    }

    @Test
    void fusesAFrameWithTheStepsAfterIt() throws IOException {
        ImageProgram program =
                VideoProgram.EMPTY
                        .frame(1_000_600)
                        .then(new ImageOp.Crop(0, 0, 80, 96, 0))
                        .then(new ImageOp.Resize(40, 24));
        ObjectRef half = program.applyTo(Images.ref(Frames.mp4(100)));
        assertThat(reader.size(half)).isEqualTo(new ImageSize(40, 24));
        float[] row = row(half, 40, 24);
        // The lower four bits of 25, 1001, over the whole width.
        assertThat(new boolean[] {row[5] > 0.5, row[15] > 0.5, row[25] > 0.5, row[35] > 0.5})
                .containsExactly(true, false, false, true);
    }

    @Test
    void turnsFramesUpright() throws IOException {
        byte[] turned =
                FfmpegProgram.make(
                        Frames.encoded(30, "f.mkv", "-c:v libopenh264"),
                        "turned.mp4",
                        "-display_rotation:v:0 -90 -i pipe:0 -c copy");
        ObjectRef frame = VideoProgram.EMPTY.frame(200_600).applyTo(Images.ref(turned));
        assertThat(reader.size(frame))
                .isEqualTo(new ImageSize(Frames.WIDTH, Frames.HEIGHT).turned());
        int width = Frames.HEIGHT;
        TensorSpec spec = TensorSpec.of(width, Frames.WIDTH);
        FloatBuffer tensor = FloatBuffer.allocate((int) spec.elements());
        reader.render(frame, spec, tensor);
        float[] column = new float[Frames.WIDTH];
        for (int y = 0; y < Frames.WIDTH; y++) {
            column[y] = tensor.get(y * width + width / 2);
        }
        assertThat(Frames.number(column)).isEqualTo(5);
    }

    @Test
    void agreesWithTheProgramAboutPixels() throws IOException {
        byte[] video = Frames.mp4(100);
        byte[] expected =
                FfmpegProgram.decode(
                        video,
                        "mp4",
                        "-ss 1.0 -i INPUT -frames:v 1 -sws_flags accurate_rnd+full_chroma_int -f rawvideo -pix_fmt rgb24");
        ObjectRef frame = VideoProgram.EMPTY.frame(1_000_600).applyTo(Images.ref(video));
        TensorSpec spec =
                TensorSpec.of(Frames.WIDTH, Frames.HEIGHT)
                        .in(TensorSpec.Layout.HWC, TensorSpec.Channels.RGB);
        FloatBuffer tensor = FloatBuffer.allocate((int) spec.elements());
        reader.render(frame, spec, tensor);
        double squares = 0;
        for (int i = 0; i < expected.length; i++) {
            squares += Math.pow(tensor.get(i) * 255 - (expected[i] & 0xff), 2);
        }
        assertThat(10 * Math.log10(255 * 255 / (squares / expected.length))).isGreaterThan(40);
    }

    @Test
    void refusesATimeBehindTheEndByName() {
        assertThatThrownBy(
                        () ->
                                reader.size(
                                        VideoProgram.EMPTY
                                                .frame(1)
                                                .applyTo(Images.ref(new byte[100]))))
                .isInstanceOf(MediaException.class);
        assertThatThrownBy(
                        () ->
                                number(
                                        VideoProgram.EMPTY
                                                .frame(9_000_000)
                                                .applyTo(Images.ref(Frames.mp4(100))),
                                        80,
                                        48))
                .hasMessageContaining("the video ends at");
    }

    private int number(ObjectRef frame, int width, int height) throws IOException {
        return Frames.number(row(frame, width, height));
    }

    private float[] row(ObjectRef frame, int width, int height) throws IOException {
        TensorSpec spec = TensorSpec.of(width, height);
        FloatBuffer tensor = FloatBuffer.allocate((int) spec.elements());
        reader.render(frame, spec, tensor);
        return Arrays.copyOfRange(tensor.array(), height / 2 * width, height / 2 * width + width);
    }
}
