// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.DerivedRef;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.ref.StoredRef;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.ImageOp.Convert;
import io.multimodal.types.program.ImageOp.Crop;
import io.multimodal.types.program.ImageOp.Encode;
import io.multimodal.types.program.ImageOp.Fit;
import io.multimodal.types.program.ImageOp.Flip;
import io.multimodal.types.program.ImageOp.Resize;
import io.multimodal.types.program.ImageOp.Rotate;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ImageProgramTest {
    private static final ObjectRef SOURCE =
            new StoredRef(1, ContentId.hash("image"), 100, Optional.empty());
    private static final Optional<ImageSize> VGA = Optional.of(new ImageSize(640, 480));
    private static final Optional<ImageSize> UNKNOWN = Optional.empty();

    @Test
    void derivesAReferenceThatSaysWhatIsToBeDone() throws MediaException {
        ImageProgram program =
                ImageProgram.EMPTY.then(new Crop(10, 20, 300, 48, 150)).then(new Rotate(1));
        ObjectRef derived = program.applyTo(SOURCE);
        assertThat(derived).isInstanceOf(DerivedRef.class);
        assertThat(((DerivedRef) derived).source()).isEqualTo(SOURCE);
        assertThat(ImageProgram.of(derived)).isEqualTo(program);
        assertThat(program).hasToString("crop(10,20,300x48 @ 1.5°) | rotate(90°)");
    }

    @Test
    void addsToTheProgramOfADerivedReferenceInsteadOfNestingIt() throws MediaException {
        ObjectRef once = ImageProgram.EMPTY.then(new Rotate(1)).applyTo(SOURCE);
        ObjectRef twice = ImageProgram.of(once).then(new Resize(10, 20)).applyTo(once);
        assertThat(((DerivedRef) twice).source()).isEqualTo(SOURCE);
        assertThat(ImageProgram.of(twice)).hasToString("rotate(90°) | resize(10x20)");
    }

    @Test
    void givesTheSourceBackWhereNothingIsToBeDone() throws MediaException {
        ObjectRef turned = ImageProgram.EMPTY.then(new Rotate(3)).applyTo(SOURCE);
        assertThat(ImageProgram.of(turned).then(new Rotate(1)).applyTo(turned)).isEqualTo(SOURCE);
    }

    @Test
    void clipsAnUprightCropToTheImage() throws MediaException {
        assertThat(ImageProgram.EMPTY.then(new Crop(-10, 400, 100, 100, 0), VGA))
                .hasToString("crop(0,400,90x80)");
    }

    @Test
    void clipsAnUprightCropAtTheLeftAndUpperEdgeEvenWhereTheSizeIsUnknown() throws MediaException {
        assertThat(ImageProgram.EMPTY.then(new Crop(-10, -20, 100, 100, 0)))
                .hasToString("crop(0,0,90x80)");
    }

    @Test
    void leavesATurnedCropAsItIs() throws MediaException {
        assertThat(ImageProgram.EMPTY.then(new Crop(-10, 400, 100, 100, -9000), VGA))
                .hasToString("crop(-10,400,100x100 @ -90°)");
    }

    @Test
    void joinsACropOfACrop() throws MediaException {
        ImageProgram program =
                ImageProgram.EMPTY
                        .then(new Crop(100, 50, 200, 100, 0), VGA)
                        .then(new Crop(20, 10, 500, 30, 0));
        assertThat(program).hasToString("crop(120,60,180x30)");
    }

    @Test
    void keepsTwoCropsWhereOneIsTurned() throws MediaException {
        ImageProgram program =
                ImageProgram.EMPTY
                        .then(new Crop(100, 50, 200, 100, 300), VGA)
                        .then(new Crop(20, 10, 50, 30, 0));
        assertThat(program.ops()).hasSize(2);
    }

    @Test
    void forgetsStepsThatChangeNothing() throws MediaException {
        assertThat(ImageProgram.EMPTY.then(new Crop(0, 0, 640, 480, 0), VGA).isEmpty()).isTrue();
        assertThat(ImageProgram.EMPTY.then(new Crop(-9, -9, 999, 999, 0), VGA).isEmpty()).isTrue();
        assertThat(ImageProgram.EMPTY.then(new Resize(640, 480), VGA).isEmpty()).isTrue();
        assertThat(ImageProgram.EMPTY.then(new Rotate(0)).isEmpty()).isTrue();
        assertThat(ImageProgram.EMPTY.then(new Rotate(2)).then(new Rotate(2)).isEmpty()).isTrue();
        assertThat(ImageProgram.EMPTY.then(new Resize(5, 5)).then(new Resize(5, 5)).ops())
                .as("the size after a resize is known")
                .hasSize(1);
    }

    @Test
    void keepsAFullCropWhereTheSizeIsUnknown() throws MediaException {
        assertThat(ImageProgram.EMPTY.then(new Crop(0, 0, 640, 480, 0)).ops()).hasSize(1);
    }

    @Test
    void addsTurnsUp() throws MediaException {
        assertThat(ImageProgram.EMPTY.then(new Rotate(3)).then(new Rotate(2)))
                .hasToString("rotate(90°)");
    }

    @Test
    void shrinksOnceWhereItShrinksTwice() throws MediaException {
        assertThat(ImageProgram.EMPTY.then(new Resize(50, 40)).then(new Resize(30, 40)))
                .hasToString("resize(30x40)");
        assertThat(ImageProgram.EMPTY.then(new Resize(50, 40)).then(new Resize(30, 41)).ops())
                .as("what was shrunk and grows has lost what it lost")
                .hasSize(2);
    }

    @Test
    void addsTurnsAndMirroringsUp() throws MediaException {
        ImageProgram flipped = ImageProgram.EMPTY.then(new Flip());
        assertThat(flipped.then(new Flip()).isEmpty()).isTrue();
        assertThat(flipped.then(new Rotate(1))).hasToString("rotate(270°) | flip");
        assertThat(flipped.then(new Rotate(1)).then(new Flip())).hasToString("rotate(270°)");
    }

    @Test
    void fitsAImageOfKnownSizeByAPlainResizeWhereThatIsAll() throws MediaException {
        assertThat(fitted(FitMode.CONTAIN, 100, 100, VGA)).hasToString("resize(100x75)");
        assertThat(fitted(FitMode.CONTAIN, 1000, 900, VGA)).hasToString("resize(1000x750)");
        assertThat(fitted(FitMode.THUMBNAIL, 1000, 900, VGA).isEmpty()).isTrue();
        assertThat(fitted(FitMode.COVER, 320, 240, VGA)).hasToString("resize(320x240)");
        assertThat(fitted(FitMode.PAD, 320, 240, VGA)).hasToString("resize(320x240)");
        assertThat(fitted(FitMode.COVER, 100, 100, VGA)).hasToString("cover(100x100)");
        assertThat(fitted(FitMode.PAD, 100, 100, VGA)).hasToString("pad(100x100)");
        assertThat(fitted(FitMode.CONTAIN, 100, 100, UNKNOWN)).hasToString("contain(100x100)");
    }

    @Test
    void tellsTheSizeOfAFitAsFarAsItIsKnown() throws MediaException {
        assertThat(fitted(FitMode.CONTAIN, 100, 100, UNKNOWN).sizeAfter(VGA))
                .contains(new ImageSize(100, 75));
        assertThat(fitted(FitMode.CONTAIN, 100, 100, UNKNOWN).sizeAfter(UNKNOWN)).isEmpty();
        assertThat(fitted(FitMode.COVER, 100, 90, UNKNOWN).sizeAfter(UNKNOWN))
                .contains(new ImageSize(100, 90));
        assertThat(fitted(FitMode.PAD, 100, 90, UNKNOWN).sizeAfter(UNKNOWN))
                .contains(new ImageSize(100, 90));
    }

    private static ImageProgram fitted(FitMode how, int width, int height, Optional<ImageSize> size)
            throws MediaException {
        return ImageProgram.EMPTY.then(new Fit(width, height, how), size);
    }

    @Test
    void saysAtTheEndHowTheResultIsWritten() throws MediaException {
        ImageProgram program =
                ImageProgram.EMPTY
                        .then(new Encode(Encoding.JPEG, 80))
                        .then(new Rotate(1))
                        .then(new Encode(Encoding.WEBP, 70))
                        .then(new Resize(10, 20));
        assertThat(program).hasToString("rotate(90°) | resize(10x20) | encode(webp, 70)");
        assertThat(program.encoding()).contains(new Encode(Encoding.WEBP, 70));
    }

    @Test
    void convertsToGreyOnce() throws MediaException {
        ImageProgram grey = ImageProgram.EMPTY.then(new Convert(ColourMode.L));
        assertThat(grey.then(new Resize(5, 5)).then(new Convert(ColourMode.L)))
                .hasToString("convert(L) | resize(5x5)");
        assertThat(
                        ImageProgram.EMPTY
                                .then(new Convert(ColourMode.RGB))
                                .then(new Convert(ColourMode.L)))
                .isEqualTo(grey);
        assertThat(grey.then(new Convert(ColourMode.RGB)))
                .as("three equal channels are not one")
                .hasToString("convert(L) | convert(RGB)");
        assertThat(grey.then(new Convert(ColourMode.RGB)).isGrey()).isTrue();
    }

    @Test
    void tellsTheSizeAfterEachStep() throws MediaException {
        ImageProgram program =
                ImageProgram.EMPTY
                        .then(new Crop(0, 0, 300, 100, 0), VGA)
                        .then(new Rotate(1))
                        .then(new Resize(50, 60))
                        .then(new Crop(1, 1, 7, 9, 4500));
        assertThat(program.sizesAfterEach(VGA))
                .containsExactly(
                        Optional.of(new ImageSize(300, 100)),
                        Optional.of(new ImageSize(100, 300)),
                        Optional.of(new ImageSize(50, 60)),
                        Optional.of(new ImageSize(7, 9)));
        assertThat(program.sizesAfterEach(UNKNOWN).subList(0, 2))
                .as("an upright crop may end at the edge of an image of unknown size")
                .containsExactly(UNKNOWN, UNKNOWN);
        assertThat(program.sizeAfter(UNKNOWN)).contains(new ImageSize(7, 9));
    }

    @Test
    void carriesTheFlagOfTryEvenWithoutASteps() throws MediaException {
        ImageProgram program = ImageProgram.EMPTY.orNull();
        ObjectRef derived = program.applyTo(SOURCE);
        assertThat(ImageProgram.of(derived).nullOnError()).isTrue();
        assertThat(ImageProgram.of(derived).then(new Rotate(1)).nullOnError()).isTrue();
        assertThat(program.then(new Rotate(1))).hasToString("try rotate(90°)");
    }

    @Test
    void refusesArgumentsThatCannotBeInOneSentence() {
        refuses(() -> ImageProgram.EMPTY.then(new Resize(0, 5)), "0x5");
        refuses(() -> ImageProgram.EMPTY.then(new Resize(5, -1)), "5x-1");
        refuses(() -> ImageProgram.EMPTY.then(new Resize(1 << 21, 5)), "1048576");
        refuses(() -> ImageProgram.EMPTY.then(new Crop(0, 0, 0, 5, 0)), "0x5");
        refuses(() -> ImageProgram.EMPTY.then(new Crop(1 << 30, 0, 5, 5, 0)), "1073741824,0");
        refuses(() -> ImageProgram.EMPTY.then(new Crop(0, 0, 5, 5, -18000)), "-18000");
        refuses(() -> ImageProgram.EMPTY.then(new Rotate(4)), "4 quarter turns");
    }

    @Test
    void refusesABoxOutsideTheImageAndSaysHowLargeTheImageIs() {
        refuses(
                () -> ImageProgram.EMPTY.then(new Crop(640, 0, 5, 5, 0), VGA),
                "crop(640,0,5x5)",
                "640x480");
        refuses(() -> ImageProgram.EMPTY.then(new Crop(-5, 0, 5, 5, 0)), "outside the image");
    }

    @Test
    void refusesMoreStepsThanTheLimit() throws MediaException {
        ImageProgram program = ImageProgram.EMPTY;
        for (int i = 0; i < ImageProgram.MAX_OPS; i++) {
            program = program.then(new Resize(10 + i, 10));
        }
        ImageProgram full = program;
        refuses(() -> full.then(new Rotate(1)), "64 steps", "materialize");
        assertThat(full.encode().length).isLessThan(DerivedRef.MAX_PROGRAM_BYTES);
    }

    @Test
    void rendersAPageFirstOrNotAtAll() throws MediaException {
        ImageProgram page = ImageProgram.EMPTY.then(new ImageOp.Page(3, 1240, 1754));
        assertThat(page.page()).contains(new ImageOp.Page(3, 1240, 1754));
        assertThat(page.sizeAfter(Optional.empty())).contains(new ImageSize(1240, 1754));
        assertThat(page.then(new Resize(1240, 1754))).isEqualTo(page);
        assertThat(page.then(new Crop(1000, 0, 500, 20, 0)))
                .hasToString("page(3, 1240x1754) | crop(1000,0,240x20)");
        assertThat(ImageProgram.EMPTY.then(new Rotate(1)).page()).isEmpty();
        refuses(() -> page.then(new ImageOp.Page(1, 9, 9)), "page of an image");
        refuses(() -> ImageProgram.EMPTY.then(new ImageOp.Page(0, 9, 9)), "page 0");
        refuses(() -> ImageProgram.EMPTY.then(new ImageOp.Page(1, 9, 1 << 21)), "9x2097152");
    }

    private static void refuses(ThrowingCallable call, String... words) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        MediaException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.REFUSED))
                .hasMessageContainingAll(words);
    }
}
