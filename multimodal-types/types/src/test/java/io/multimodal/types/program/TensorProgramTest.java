// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.ref.StoredRef;
import io.multimodal.types.DType;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.TensorOp.Cast;
import io.multimodal.types.program.TensorOp.Normalise;
import io.multimodal.types.program.TensorOp.Reshape;
import io.multimodal.types.program.TensorOp.Slice;
import io.multimodal.types.program.TensorSource.Frames;
import io.multimodal.types.program.TensorSource.Mel;
import io.multimodal.types.program.TensorSource.Pixels;
import io.multimodal.types.program.TensorSource.Samples;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class TensorProgramTest {
    private static final ObjectRef SOURCE =
            new StoredRef(7, ContentId.hash("photo"), 5_000, Optional.empty());
    private static final TensorFacts PHOTO = TensorFacts.of(DType.FLOAT32, 3, 4, 8);

    @Test
    void makesATensorOfAnImageWithTheStepsOfBoth() throws MediaException {
        ImageProgram small = ImageProgram.EMPTY.then(new ImageOp.Resize(8, 4));
        TensorProgram program =
                TensorProgram.of(pixels(small, DType.FLOAT32))
                        .then(new Slice(List.of(-1L), List.of(9L)), PHOTO);

        assertThat(program).hasToString("resize(8x4) | tensor(CHW float32) | slice(2:3, 0:4, 0:8)");
        assertThat(TensorProgram.of(program.applyTo(small.applyTo(SOURCE)))).isEqualTo(program);
        assertThat(program.applyTo(small.applyTo(SOURCE))).isEqualTo(program.applyTo(SOURCE));
        assertThat(Programs.text(program.applyTo(SOURCE))).hasValue(program.toString());
    }

    @Test
    void isNullOnErrorIfTheMediumIs() throws MediaException {
        ImageProgram tried = ImageProgram.EMPTY.orNull();
        TensorProgram program = TensorProgram.of(pixels(tried, DType.UINT8));

        assertThat(program.nullOnError()).isTrue();
        assertThat(program)
                .isEqualTo(TensorProgram.of(pixels(ImageProgram.EMPTY, DType.UINT8)).orNull());
        assertThat(Programs.isNullOnError(program.applyTo(SOURCE))).isTrue();
        assertThat(Programs.isNullOnError(AudioProgram.EMPTY.orNull().applyTo(SOURCE))).isTrue();
        assertThat(Programs.isNullOnError(SOURCE)).isFalse();
    }

    @Test
    void saysTheSameInOneWay() throws MediaException {
        ImageProgram jpeg = ImageProgram.EMPTY.then(new ImageOp.Encode(Encoding.JPEG, 5));
        TensorProgram floats = TensorProgram.of(pixels(ImageProgram.EMPTY, DType.FLOAT32));

        assertThat(TensorProgram.of(pixels(jpeg, DType.FLOAT32))).isEqualTo(floats);
        assertThat(floats.then(new Cast(DType.FLOAT16), PHOTO))
                .isEqualTo(TensorProgram.of(pixels(ImageProgram.EMPTY, DType.FLOAT16)));
        assertThat(
                        TensorProgram.of(
                                new Pixels(
                                        ImageProgram.EMPTY,
                                        PixelLayout.CHW,
                                        DType.FLOAT32,
                                        List.of(-0f, 0f, 0f),
                                        Pixels.NO_STD)))
                .isEqualTo(floats);
        assertThat(
                        floats.then(new Reshape(List.of(96L)), PHOTO)
                                .then(new Reshape(List.of(2L, -1L)), TensorFacts.of(DType.INT8, 96))
                                .ops())
                .containsExactly(new Reshape(List.of(2L, 48L)));
    }

    @Test
    void removesStepsThatChangeNothing() throws MediaException {
        TensorProgram none = TensorProgram.EMPTY;

        assertThat(none.then(new Cast(DType.FLOAT32), PHOTO)).isSameAs(none);
        assertThat(none.then(new Reshape(List.of(3L, -1L, 8L)), PHOTO)).isSameAs(none);
        assertThat(none.then(new Slice(List.of(0L, -4L), List.of(3L, 9L)), PHOTO)).isSameAs(none);
        assertThat(none.then(new Normalise(), PHOTO).ops()).containsExactly(new Normalise());
        assertThat(none.then(new Cast(DType.FLOAT32), TensorFacts.NONE).isEmpty()).isFalse();
    }

    @Test
    void saysWhatIsKnownOfTheResult() throws MediaException {
        TensorFacts none = TensorFacts.NONE;

        assertThat(TensorProgram.after(new Slice(List.of(1L), List.of(2L)), PHOTO))
                .isEqualTo(TensorFacts.of(DType.FLOAT32, 1, 4, 8));
        assertThat(TensorProgram.after(new Reshape(List.of(-1L)), PHOTO))
                .isEqualTo(TensorFacts.of(DType.FLOAT32, 96));
        assertThat(TensorProgram.after(new Reshape(List.of(-1L)), none)).isEqualTo(none);
        assertThat(TensorProgram.after(new Reshape(List.of(2L)), none).shape())
                .hasValue(List.of(2L));
        assertThat(TensorProgram.after(new Slice(List.of(1L), List.of(2L)), none)).isEqualTo(none);
        assertThat(TensorProgram.after(new Cast(DType.INT8), PHOTO))
                .isEqualTo(TensorFacts.of(DType.INT8, 3, 4, 8));
        assertThat(PHOTO.bytes()).hasValue(384);
        assertThat(TensorFacts.of(DType.INT64, 1L << 40, 1L << 40).bytes()).isEmpty();
        assertThat(TensorFacts.of(PHOTO.tensor(SOURCE))).isEqualTo(PHOTO);
    }

    @Test
    void refusesWhatCannotBe() throws MediaException {
        TensorProgram none = TensorProgram.EMPTY;
        refused(() -> none.then(new Reshape(List.of(5L)), PHOTO), "96 elements");
        refused(() -> none.then(new Reshape(List.of(-1L, -1L)), TensorFacts.NONE), "one may be -1");
        refused(
                () -> none.then(new Reshape(Collections.nCopies(65, 1L)), TensorFacts.NONE),
                "at most 64 dimensions");
        invalid(
                () -> none.then(new Slice(List.of(1L), List.of()), TensorFacts.NONE),
                "not 1 and 0");
        invalid(
                () ->
                        none.then(
                                new Slice(List.of(0L, 0L), List.of(1L, 1L)),
                                TensorFacts.of(DType.INT8, 4)),
                "up to 1");
        refused(() -> none.then(new Normalise(), TensorFacts.of(DType.INT8)), "not int8");
        refused(() -> TensorProgram.of(pixels(ImageProgram.EMPTY, DType.INT8)), "or uint8");
        refused(() -> TensorProgram.of(frames(0, 1)), "a distance is more than 0");
        refused(() -> TensorProgram.of(frames(1e-9, Frames.MAX_FRAMES + 1)), "10000000 frames");
        refused(() -> Frames.count(1e-9, 1_000_000), "at most 10000000");
        TensorProgram longest = none;
        for (int i = 0; i < TensorProgram.MAX_OPS; i++) {
            longest = longest.then(new Normalise(), TensorFacts.NONE);
        }
        TensorProgram full = longest;
        refused(() -> full.then(new Normalise(), PHOTO), "at most 64 steps");
        Slice wide =
                new Slice(
                        Collections.nCopies(64, Long.MIN_VALUE),
                        Collections.nCopies(64, Long.MAX_VALUE));
        refused(
                () ->
                        none.then(wide, TensorFacts.NONE)
                                .then(wide, TensorFacts.NONE)
                                .then(wide, TensorFacts.NONE)
                                .then(wide, TensorFacts.NONE),
                "at most 4096 bytes");
    }

    @Test
    void countsFramesByTheirTimes() throws MediaException {
        assertThat(Frames.count(0.7, 3_000_000)).isEqualTo(5);
        assertThat(Frames.count(1, 3_000_000)).isEqualTo(3);
        assertThat(Frames.count(5, 0)).isZero();
        assertThat(Frames.times(0.7, 3)).containsExactly(0L, 700_000L, 1_400_000L);
    }

    static Pixels pixels(ImageProgram image, DType dtype) {
        return new Pixels(image, PixelLayout.CHW, dtype, Pixels.NO_MEAN, Pixels.NO_STD);
    }

    static Frames frames(double every, int count) {
        return new Frames(VideoProgram.EMPTY, every, OptionalInt.of(count), 32, 16);
    }

    static List<TensorProgram> examples() throws MediaException {
        ImageProgram square = ImageProgram.EMPTY.then(new ImageOp.Resize(224, 224));
        AudioProgram word = AudioProgram.EMPTY.then(new Clip(250_000, 1_000_000));
        return List.of(
                TensorProgram.of(pixels(ImageProgram.EMPTY, DType.FLOAT32)),
                TensorProgram.of(
                        new Pixels(
                                square,
                                PixelLayout.HWC,
                                DType.FLOAT16,
                                List.of(0.485f, 0.456f, 0.406f),
                                List.of(0.229f, 0.224f, 0.225f))),
                TensorProgram.of(pixels(square.orNull(), DType.UINT8)),
                TensorProgram.of(new Samples(word.then(new AudioOp.Resample(16_000)))),
                TensorProgram.of(new Mel(AudioProgram.EMPTY, 400, 160, 80, 20, 0))
                        .then(new Normalise(), TensorFacts.NONE),
                TensorProgram.of(new Mel(word, 2048, 512, 128, 0, 7600.5)),
                TensorProgram.of(frames(0.5, 7)),
                TensorProgram.of(
                        new Frames(
                                VideoProgram.EMPTY.then(new Clip(0, 2_000_000)),
                                1,
                                OptionalInt.empty(),
                                64,
                                48)),
                TensorProgram.EMPTY
                        .then(new Reshape(List.of(3L, -1L)), TensorFacts.NONE)
                        .then(new Slice(List.of(-2L, 5L), List.of(1L << 62, -1L)), TensorFacts.NONE)
                        .then(new Cast(DType.BFLOAT16), TensorFacts.NONE),
                TensorProgram.EMPTY.orNull());
    }

    private static void refused(ThrowingCallable call, String words) {
        fails(call, ErrorCode.REFUSED, words);
    }

    private static void invalid(ThrowingCallable call, String words) {
        fails(call, ErrorCode.INVALID_ARGUMENT, words);
    }

    private static void fails(ThrowingCallable call, ErrorCode code, String words) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        MediaException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(words);
    }
}
