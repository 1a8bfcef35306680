// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.ImageOp.Crop;
import io.multimodal.types.program.ImageOp.Resize;
import io.multimodal.types.program.ImageOp.Rotate;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ImageProgramPropertyTest {
    @Property
    void readsBackWhatItWroteWhateverWasKnownOfTheSizes(
            @ForAll("ops") List<ImageOp> ops, @ForAll boolean sizeKnown, @ForAll boolean orNull)
            throws MediaException {
        Optional<ImageSize> source = source(sizeKnown);
        ImageProgram program = build(ops, source);
        program = orNull ? program.orNull() : program;
        if (!program.isEmpty()) {
            assertThat(ImageProgram.decode(program.encode())).isEqualTo(program);
        }
    }

    @Property
    void showsTheSamePixelsAsTheStepsOneByOne(@ForAll("upright") List<ImageOp> ops)
            throws MediaException {
        // An image of 40x30 whose every pixel is its own number: crops and turns move numbers.
        Pixels image = Pixels.numbered(40, 30);
        Pixels expected = image;
        ImageProgram program = ImageProgram.EMPTY;
        for (ImageOp op : ops) {
            try {
                program = program.then(op, Optional.of(expected.size()));
            } catch (MediaException e) {
                continue;
            }
            expected = expected.apply(op);
        }
        Pixels joined = image;
        for (ImageOp op : program.ops()) {
            joined = joined.apply(op);
        }
        assertThat(joined).isEqualTo(expected);
        assertThat(program.sizeAfter(Optional.of(image.size()))).contains(expected.size());
    }

    @Property
    void showsTheSamePixelsWhereNoSizeIsKnown(@ForAll("upright") List<ImageOp> ops) {
        Pixels image = Pixels.numbered(40, 30);
        Pixels expected = image;
        ImageProgram program = ImageProgram.EMPTY;
        for (ImageOp op : ops) {
            try {
                Pixels next = expected.apply(op);
                program = program.then(op);
                expected = next;
            } catch (MediaException | IndexOutOfBoundsException e) {
                // The box lies outside: no such step.
            }
        }
        Pixels joined = image;
        for (ImageOp op : program.ops()) {
            joined = joined.apply(op);
        }
        assertThat(joined).isEqualTo(expected);
    }

    @Property
    void answersAnyBytesWithAProgramThatEncodesToThemOrAMediaException(@ForAll byte[] bytes) {
        try {
            assertThat(ImageProgram.decode(bytes).encode()).isEqualTo(bytes);
        } catch (MediaException e) {
            assertThat(e.getMessage()).startsWith("The program of a derived reference");
        }
    }

    private static Optional<ImageSize> source(boolean known) {
        return known ? Optional.of(new ImageSize(100, 80)) : Optional.empty();
    }

    private static ImageProgram build(List<ImageOp> ops, Optional<ImageSize> source) {
        ImageProgram program = ImageProgram.EMPTY;
        for (ImageOp op : ops) {
            try {
                program = program.then(op, program.sizeAfter(source));
            } catch (MediaException e) {
                // An argument that is refused adds no step.
            }
        }
        return program;
    }

    @Provide
    Arbitrary<List<ImageOp>> ops() {
        Arbitrary<ImageOp> turned =
                Combinators.combine(
                                Arbitraries.integers().between(-50, 150),
                                Arbitraries.integers().between(-50, 150),
                                Arbitraries.integers().between(1, 200),
                                Arbitraries.integers().between(1, 200),
                                Arbitraries.integers().between(-17999, 18000))
                        .as(Crop::new);
        Arbitrary<ImageOp> resize =
                Combinators.combine(
                                Arbitraries.integers().between(1, 120),
                                Arbitraries.integers().between(1, 120))
                        .as(Resize::new);
        Arbitrary<ImageOp> fit =
                Combinators.combine(
                                Arbitraries.integers().between(1, 120),
                                Arbitraries.integers().between(1, 120),
                                Arbitraries.of(FitMode.class))
                        .as(ImageOp.Fit::new);
        Arbitrary<ImageOp> other =
                Arbitraries.of(
                        new ImageOp.Convert(ColourMode.L),
                        new ImageOp.Convert(ColourMode.RGB),
                        new ImageOp.Blur(150),
                        new ImageOp.Sharpen(100, 50),
                        new ImageOp.Encode(Encoding.PNG, 0),
                        new ImageOp.Encode(Encoding.JPEG, 90));
        return Arbitraries.oneOf(turned, resize, fit, other, step()).list().ofMaxSize(12);
    }

    @Provide
    Arbitrary<List<ImageOp>> upright() {
        return step().list().ofMaxSize(10);
    }

    private static Arbitrary<ImageOp> step() {
        Arbitrary<ImageOp> crop =
                Combinators.combine(
                                Arbitraries.integers().between(-10, 30),
                                Arbitraries.integers().between(-10, 30),
                                Arbitraries.integers().between(1, 50),
                                Arbitraries.integers().between(1, 50))
                        .as((x, y, w, h) -> new Crop(x, y, w, h, 0));
        Arbitrary<ImageOp> rotate = Arbitraries.integers().between(0, 3).map(Rotate::new);
        Arbitrary<ImageOp> flip = Arbitraries.just(new ImageOp.Flip());
        return Arbitraries.oneOf(crop, rotate, flip);
    }
}
