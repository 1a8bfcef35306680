// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.tensor.lazy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.media.Drawing;
import io.multimodal.media.Images;
import io.multimodal.media.audio.AudioReader;
import io.multimodal.media.audio.AudioSamples;
import io.multimodal.media.audio.spectrum.MelSpec;
import io.multimodal.media.audio.spectrum.MelSpectrogram;
import io.multimodal.media.av.Frames;
import io.multimodal.media.av.Objects;
import io.multimodal.media.av.Tones;
import io.multimodal.media.image.ImageReader;
import io.multimodal.media.tensor.TensorData;
import io.multimodal.media.tensor.TensorSpec;
import io.multimodal.store.error.ObjectTooLargeException;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.DType;
import io.multimodal.types.Tensor;
import io.multimodal.types.config.Limits;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.AudioProgram;
import io.multimodal.types.program.Clip;
import io.multimodal.types.program.ImageOp;
import io.multimodal.types.program.ImageProgram;
import io.multimodal.types.program.PixelLayout;
import io.multimodal.types.program.TensorFacts;
import io.multimodal.types.program.TensorOp;
import io.multimodal.types.program.TensorProgram;
import io.multimodal.types.program.TensorSource;
import io.multimodal.types.program.TensorSource.Pixels;
import io.multimodal.types.program.VideoProgram;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TensorReaderTest {
    private static final Limits SMALL = new Limits(100_000, 1_000_000, 64 << 20);
    private static final byte[] PNG = Images.encode(Drawing.image(60, 40), "png");

    private final Objects objects = new Objects();
    private final ImageReader images = ImageReader.open(objects::open, SMALL);
    private final AudioReader audio = AudioReader.open(objects::open, SMALL);
    private final TensorReader reader = TensorReader.open(objects::open, images, audio, SMALL);

    @AfterEach
    void close() {
        images.close();
    }

    @Test
    void makesThePixelsThatAModelIsGiven() throws IOException {
        ObjectRef photo = objects.ref(PNG);
        ObjectRef tensor = pixels(small(), DType.FLOAT32).applyTo(photo);
        FloatBuffer expected = FloatBuffer.allocate(3 * 8 * 12);
        images.render(small().applyTo(photo), TensorSpec.of(12, 8), expected);

        FloatBuffer direct = direct(3 * 8 * 12);
        reader.write(tensor, direct);
        TensorData data = reader.read(tensor);

        assertThat(data.shape()).containsExactly(3, 8, 12);
        assertThat(data.floats()).isEqualTo(expected);
        assertThat(direct).isEqualTo(expected);
        assertThat(reader.facts(tensor)).isEqualTo(TensorFacts.of(DType.FLOAT32, 3, 8, 12));
    }

    @Test
    void writesWhateverItIsAsFloats() throws IOException {
        ObjectRef tensor =
                TensorProgram.EMPTY
                        .then(new TensorOp.Cast(DType.INT16), TensorFacts.NONE)
                        .applyTo(objects.ref(TensorData.of(new float[] {1.5f, -2}, 2).object()));
        FloatBuffer target = direct(3);
        target.position(1);

        reader.write(tensor, target);

        assertThat(target.get(1)).isEqualTo(1);
        assertThat(target.get(2)).isEqualTo(-2);
        fails(() -> reader.write(tensor, direct(3)), ErrorCode.REFUSED, "2 elements, and 3 are");
        ObjectRef pixels = pixels(small(), DType.FLOAT32).applyTo(objects.ref(PNG));
        fails(() -> reader.write(pixels, direct(5)), ErrorCode.REFUSED, "288 elements");
    }

    @Test
    void computesATensorOnceForARow() throws IOException {
        ObjectRef tensor = pixels(small(), DType.FLOAT16).applyTo(objects.versioned(PNG));

        TensorData first = reader.read(tensor);

        assertThat(reader.read(tensor)).isSameAs(first);
        assertThat(reader.open(tensor).data()).isSameAs(first);
        ObjectRef unversioned = pixels(small(), DType.FLOAT16).applyTo(objects.ref(PNG));
        assertThat(reader.read(unversioned)).isNotSameAs(reader.read(unversioned));
    }

    @Test
    void makesTheSpectrogramThatIsComputedAtOnce() throws IOException {
        ObjectRef wav = objects.ref(Tones.wav(0.5));
        AudioProgram clip = AudioProgram.EMPTY.then(new Clip(100_000, 400_000));
        MelSpectrogram expected = new MelSpectrogram(new MelSpec(512, 256, 20, 0, 0));
        audio.play(clip.applyTo(wav), expected);

        TensorData mel =
                reader.read(
                        TensorProgram.of(new TensorSource.Mel(clip, 512, 256, 20, 0, 0))
                                .applyTo(wav));

        assertThat(mel.shape()).containsExactly(20, expected.frames());
        assertThat(mel.floats()).isEqualTo(FloatBuffer.wrap(expected.values()));
    }

    @Test
    void makesTheSamplesThatAreReadAtOnceAndSlicesOfThem() throws IOException {
        ObjectRef wav = objects.ref(Tones.wav(0.2));
        TensorProgram program = TensorProgram.of(new TensorSource.Samples(AudioProgram.EMPTY));
        ObjectRef tensor = program.applyTo(wav);
        TensorOp.Slice part = new TensorOp.Slice(List.of(1L, 100L), List.of(2L, 4000L));
        try (AudioSamples expected = audio.read(wav)) {
            int samples = (int) expected.samples();
            try (OpenTensor open = reader.open(tensor)) {
                assertThat(open.header().shape()).containsExactly(2, samples);
                byte[] streamed;
                try (InputStream in = open.object().stream()) {
                    streamed = in.readAllBytes();
                }
                TensorData data = TensorData.read(streamed);
                for (int channel = 0; channel < 2; channel++) {
                    float[] plane = new float[samples];
                    data.floats().get(channel * samples, plane);
                    assertThat(plane).isEqualTo(expected.read(channel, 0, samples));
                }
                // Across the header, and from one channel into the other.
                int middle = open.header().dataOffset() + samples * Float.BYTES;
                for (int offset : new int[] {0, 100, middle - 6}) {
                    assertThat(open.object().read(offset, 200))
                            .isEqualTo(Arrays.copyOfRange(streamed, offset, offset + 200));
                }
            }
            TensorData slice = reader.read(program.then(part, TensorFacts.NONE).applyTo(wav));
            assertThat(slice.floats()).isEqualTo(FloatBuffer.wrap(expected.read(1, 100, 3900)));
        }
        ObjectRef longer = program.applyTo(objects.ref(Tones.wav(0.5)));
        assertThatThrownBy(() -> reader.read(longer)).isInstanceOf(ObjectTooLargeException.class);
    }

    @Test
    void makesFramesOfAVideoAndCountsThemByItsHeader() throws IOException {
        ObjectRef mp4 = objects.ref(Frames.mp4(50));
        TensorSource frames =
                new TensorSource.Frames(
                        VideoProgram.EMPTY.then(new Clip(500_000, 1_500_000)),
                        0.3,
                        OptionalInt.empty(),
                        16,
                        8);
        ObjectRef tensor = TensorProgram.of(frames).applyTo(mp4);

        assertThat(reader.facts(tensor)).isEqualTo(TensorFacts.of(DType.UINT8, 4, 8, 16, 3));
        TensorData data = reader.read(tensor);
        assertThat(data.shape()).containsExactly(4, 8, 16, 3);
        FloatBuffer second = FloatBuffer.allocate(3 * 8 * 16);
        images.render(
                VideoProgram.EMPTY.frame(800_000).applyTo(mp4),
                TensorSpec.of(16, 8).in(TensorSpec.Layout.HWC, TensorSpec.Channels.RGB),
                second);
        for (int i = 0; i < second.capacity(); i++) {
            assertThat(data.get(second.capacity() + i)).isEqualTo(Math.round(second.get(i) * 255));
        }
    }

    @Test
    void refusesATensorThatIsNotWhatItsRowSays() throws Exception {
        ObjectRef tensor = pixels(small(), DType.UINT8).applyTo(objects.ref(PNG));

        assertThat(reader.read(Tensor.of(tensor, DType.UINT8, 3, 8, 12)).size()).isEqualTo(288);
        assertThat(reader.read(Tensor.of(tensor)).size()).isEqualTo(288);
        fails(
                () -> reader.read(Tensor.of(tensor, DType.UINT8, 3, 12, 8)),
                ErrorCode.CORRUPT,
                "says that the tensor is uint8 [3, 12, 8], its program makes uint8 [3, 8, 12]");
        fails(
                () -> reader.read(Tensor.of(tensor, DType.INT8, 3, 8, 12)),
                ErrorCode.CORRUPT,
                "int8 [3, 8, 12]");
    }

    @Test
    void failsAsTheMediumFailsAndNamesTheProgram() throws IOException {
        byte[] cut = Arrays.copyOf(PNG, PNG.length / 2);
        ObjectRef broken = pixels(small(), DType.FLOAT32).applyTo(objects.ref(cut));
        fails(() -> reader.read(broken), ErrorCode.TRUNCATED, "resize(12x8)");
        fails(() -> reader.check(broken), ErrorCode.TRUNCATED, "resize(12x8)");
        ObjectRef noTensor =
                TensorProgram.EMPTY
                        .then(new TensorOp.Normalise(), TensorFacts.NONE)
                        .applyTo(objects.ref(PNG));
        fails(() -> reader.read(noTensor), ErrorCode.UNSUPPORTED, "normalise");
        ObjectRef image = small().applyTo(objects.ref(PNG));
        fails(() -> reader.read(image), ErrorCode.REFUSED, "kind 1, not for tensors");
        ObjectRef reshaped =
                TensorProgram.EMPTY
                        .then(new TensorOp.Reshape(List.of(7L)), TensorFacts.NONE)
                        .applyTo(objects.ref(TensorData.of(new float[6], 6).object()));
        fails(() -> reader.read(reshaped), ErrorCode.REFUSED, "6 elements");
        fails(() -> reader.facts(reshaped), ErrorCode.REFUSED, "6 elements");
    }

    @Test
    void refusesMoreThanTheLimitsBeforeItDecodes() throws IOException {
        ImageProgram large = ImageProgram.EMPTY.then(new ImageOp.Resize(2000, 1000));
        ObjectRef tooManyPixels = pixels(large, DType.UINT8).applyTo(objects.ref(PNG));
        fails(() -> reader.read(tooManyPixels), ErrorCode.TOO_MANY_PIXELS, "2000 x 1000");
        ImageProgram medium = ImageProgram.EMPTY.then(new ImageOp.Resize(200, 100));
        ObjectRef tooLarge = pixels(medium, DType.FLOAT64).applyTo(objects.ref(PNG));
        fails(() -> reader.read(tooLarge), ErrorCode.TOO_LARGE, "'multimodal.limits.bytes'");
        try (OpenTensor open = reader.open(tooLarge)) {
            assertThat(open.object().sizeBytes()).isGreaterThan(SMALL.maxBytes());
        }
        TensorSource frames =
                new TensorSource.Frames(
                        VideoProgram.EMPTY, 1e-6, OptionalInt.of(10_000_000), 1 << 20, 1 << 20);
        ObjectRef tooManyFrames = TensorProgram.of(frames).applyTo(objects.ref(PNG));
        fails(() -> reader.read(tooManyFrames), ErrorCode.TOO_LARGE, "memory for decoders");
    }

    private static ImageProgram small() throws MediaException {
        return ImageProgram.EMPTY.then(new ImageOp.Resize(12, 8));
    }

    private static TensorProgram pixels(ImageProgram image, DType dtype) throws MediaException {
        return TensorProgram.of(
                new Pixels(image, PixelLayout.CHW, dtype, Pixels.NO_MEAN, Pixels.NO_STD));
    }

    private static FloatBuffer direct(int floats) {
        return ByteBuffer.allocateDirect(floats * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    private static void fails(ThrowingCallable call, ErrorCode code, String words) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        MediaException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(words);
    }
}
