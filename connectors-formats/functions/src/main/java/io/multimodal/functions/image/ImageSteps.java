// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions.image;

import static io.multimodal.types.failure.ErrorCode.REFUSED;
import static org.apache.flink.table.api.DataTypes.DOUBLE;
import static org.apache.flink.table.api.DataTypes.INT;
import static org.apache.flink.table.api.DataTypes.STRING;

import io.multimodal.functions.spec.Allowed;
import io.multimodal.functions.spec.Call;
import io.multimodal.functions.spec.FunctionSpec;
import io.multimodal.functions.spec.Rule;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.types.Image;
import io.multimodal.types.MultimodalTypes;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.ColourMode;
import io.multimodal.types.program.Encoding;
import io.multimodal.types.program.FitMode;
import io.multimodal.types.program.ImageProgram;
import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.flink.table.types.DataType;

/** The functions that append a step to an image's program. */
final class ImageSteps {
    private static final int QUALITY = 90;
    private static final int MAX_QUALITY = 100;

    private static final Allowed SIDE = Allowed.between(1, ImageProgram.MAX_SIDE);
    private static final Allowed EDGE =
            Allowed.between(-ImageProgram.MAX_SIDE, ImageProgram.MAX_SIDE);
    private static final Allowed RADIUS = Allowed.between(0.01, 1000);

    private ImageSteps() {}

    static List<FunctionSpec> all() {
        return List.of(
                crop(),
                resize(),
                thumbnail(),
                rotate(),
                flip(),
                convert(),
                blur(),
                sharpen(),
                encode());
    }

    private static FunctionSpec crop() {
        return new Step("IMAGE_CROP")
                .description(
                        "Crops a box out of an image. A box without an angle is clipped to the image. With an angle, the box is rotated clockwise about its centre, and the result shows its content upright.")
                .argument("x", INT(), "left edge in pixels", EDGE)
                .argument("y", INT(), "upper edge in pixels", EDGE)
                .argument("width", INT(), "in pixels, at least 1", SIDE)
                .argument("height", INT(), "in pixels, at least 1", SIDE)
                .optionalArgument(
                        "angle",
                        DOUBLE(),
                        "rotation of the box in degrees, clockwise; 0 by default",
                        Allowed.finite())
                .example(
                        "METADATA(IMAGE_CROP(img, 10, 20, 30, 40, 1.5))['program']",
                        "crop(10,20,30x40 @ 1.5°)")
                .implementation(
                        call ->
                                ImageFunctions.crop(
                                        call.image(0),
                                        call.integer(1),
                                        call.integer(2),
                                        call.integer(3),
                                        call.integer(4),
                                        call.real(5, 0)));
    }

    private static FunctionSpec resize() {
        return new Step("IMAGE_RESIZE")
                .description(
                        "Scales an image to a size, with anti-aliasing if it becomes smaller. `stretch` does not keep the proportions. The other values do: `contain` scales to the largest size within the box, `pad` does the same and centres the result in a black box, `cover` fills the box with the centre of the image.")
                .argument("width", INT(), "in pixels, at least 1", SIDE)
                .argument("height", INT(), "in pixels, at least 1", SIDE)
                .optionalArgument(
                        "fit",
                        STRING(),
                        "`stretch` if left out, `contain`, `pad`, `cover`",
                        Allowed.words("stretch", "contain", "pad", "cover"))
                .example("IMAGE_RESIZE(img, 64, 64, 'contain').height", "48")
                .implementation(
                        call -> {
                            Image img = call.image(0);
                            int width = call.integer(1);
                            int height = call.integer(2);
                            String fit = call.text(3, "stretch");
                            return switch (fit) {
                                case "stretch" -> ImageFunctions.resize(img, width, height);
                                case "contain" ->
                                        ImageFunctions.fit(img, width, height, FitMode.CONTAIN);
                                case "pad" -> ImageFunctions.fit(img, width, height, FitMode.PAD);
                                case "cover" ->
                                        ImageFunctions.fit(img, width, height, FitMode.COVER);
                                default -> throw Call.invalid("There is no fit '" + fit + "'");
                            };
                        });
    }

    private static FunctionSpec thumbnail() {
        return new Step("IMAGE_THUMBNAIL")
                .description(
                        "Scales an image down so that it fits into a box and keeps its proportions. A smaller image is unchanged.")
                .argument("width", INT(), "in pixels, at least 1", SIDE)
                .argument("height", INT(), "in pixels, at least 1", SIDE)
                .example("IMAGE_THUMBNAIL(img, 32, 32).height", "24")
                .implementation(
                        call ->
                                ImageFunctions.fit(
                                        call.image(0),
                                        call.integer(1),
                                        call.integer(2),
                                        FitMode.THUMBNAIL));
    }

    private static FunctionSpec rotate() {
        return new Step("IMAGE_ROTATE")
                .description("Rotates an image clockwise.")
                .argument("degrees", INT(), "a multiple of 90", Allowed.multipleOf(90))
                .example("IMAGE_ROTATE(img, 90).width", "75")
                .implementation(call -> ImageFunctions.rotate(call.image(0), call.integer(1)));
    }

    private static FunctionSpec flip() {
        return new Step("IMAGE_FLIP")
                .description("Mirrors an image left to right, or top to bottom.")
                .optionalArgument(
                        "direction",
                        STRING(),
                        "`horizontal` if left out, `vertical`",
                        Allowed.words("horizontal", "vertical"))
                .example("METADATA(IMAGE_FLIP(img, 'vertical'))['program']", "rotate(180°) | flip")
                .implementation(
                        call -> {
                            Image flipped = ImageFunctions.flip(call.image(0));
                            String direction = call.text(1, "horizontal");
                            return switch (direction) {
                                case "horizontal" -> flipped;
                                case "vertical" -> ImageFunctions.rotate(flipped, 180);
                                default ->
                                        throw Call.invalid(
                                                "There is no direction '" + direction + "'");
                            };
                        });
    }

    private static FunctionSpec convert() {
        return new Step("IMAGE_CONVERT")
                .description("Converts an image to grey or to colour.")
                .argument(
                        "mode",
                        STRING(),
                        "`L` for grey by ITU-R 601, `RGB`",
                        Allowed.wordsInAnyCase("L", "RGB"))
                .example("IMAGE_CONVERT(img, 'L').mode", "L")
                .implementation(
                        call ->
                                ImageFunctions.convert(
                                        call.image(0),
                                        choice(ColourMode.class, call.text(1), "mode")));
    }

    private static FunctionSpec blur() {
        return new Step("IMAGE_BLUR")
                .description("Blurs an image as `GaussianBlur` of the Python library Pillow does.")
                .argument(
                        "radius",
                        DOUBLE(),
                        "the standard deviation in pixels, 0.01 to 1000",
                        RADIUS)
                .example("METADATA(IMAGE_BLUR(img, 1.5))['program']", "blur(1.5)")
                .implementation(call -> ImageFunctions.blur(call.image(0), call.real(1)));
    }

    private static FunctionSpec sharpen() {
        return new Step("IMAGE_SHARPEN")
                .description(
                        "Sharpens an image: adds the difference between the image and its blur, as `UnsharpMask` of Pillow with a threshold of 0 does.")
                .argument("radius", DOUBLE(), "of the blur, in pixels, 0.01 to 1000", RADIUS)
                .argument(
                        "amount",
                        DOUBLE(),
                        "how much of the difference, 0.01 to 10",
                        Allowed.between(0.01, 10))
                .example("METADATA(IMAGE_SHARPEN(img, 2, 1.5))['program']", "sharpen(2, 150%)")
                .implementation(
                        call -> ImageFunctions.sharpen(call.image(0), call.real(1), call.real(2)));
    }

    private static FunctionSpec encode() {
        return new Step("IMAGE_ENCODE")
                .description(
                        "Sets the format in which CONTENT, MATERIALIZE or a sink writes the image. The image is encoded once, after all steps of its program; if several steps set a format, the last one counts.")
                .argument(
                        "format",
                        STRING(),
                        "`png`, `jpeg`, `webp`",
                        Allowed.wordsInAnyCase("png", "jpeg", "webp"))
                .optionalArgument(
                        "quality",
                        INT(),
                        "1 to 100 for jpeg and webp; 90 if left out",
                        Allowed.between(0, MAX_QUALITY))
                .requires(Rule.of(ImageSteps::quality, 1, 2))
                .example("MATERIALIZE(IMAGE_ENCODE(img, 'jpeg', 80)).content_type", "image/jpeg")
                .implementation(
                        call -> {
                            Encoding as = choice(Encoding.class, call.text(1), "format");
                            return ImageFunctions.encode(
                                    call.image(0), as, call.integer(2, as.isLossy() ? QUALITY : 0));
                        });
    }

    /** A format that loses nothing has no quality, which 0 says too; the others have one. */
    private static Optional<String> quality(List<Object> formatAndQuality) {
        Object quality = formatAndQuality.get(1);
        if (formatAndQuality.get(0) == null || quality == null) {
            return Optional.empty();
        }
        boolean none = ((Number) quality).intValue() == 0;
        String format = formatAndQuality.get(0).toString().toLowerCase(Locale.ROOT);
        if (format.equals("png")) {
            return none
                    ? Optional.empty()
                    : Optional.of("quality is " + quality + "; png loses nothing and has none");
        }
        return none
                ? Optional.of("quality is 0; of " + format + " it is from 1 to " + MAX_QUALITY)
                : Optional.empty();
    }

    /** The constant of a word in any case. */
    static <E extends Enum<E>> E choice(Class<E> choices, String word, String what)
            throws MediaException {
        for (E choice : choices.getEnumConstants()) {
            if (choice.name().equalsIgnoreCase(word)) {
                return choice;
            }
        }
        throw Call.invalid(
                "There is no %s '%s'; there are %s"
                        .formatted(
                                what,
                                word,
                                Arrays.toString(choices.getEnumConstants())
                                        .toLowerCase(Locale.ROOT)));
    }

    /** What appends to a program. */
    @FunctionalInterface
    private interface Appending extends Serializable {
        Image result(Call call) throws IOException, InvalidReferenceException;
    }

    /** A function whose first argument and result are images. */
    private static final class Step {
        private final FunctionSpec.Builder spec;

        Step(String name) {
            spec =
                    FunctionSpec.lazy(name)
                            .argument("img", MultimodalTypes.image(), "the image")
                            .returns(MultimodalTypes.image())
                            .fails(REFUSED);
        }

        Step description(String what) {
            spec.description(what);
            return this;
        }

        Step argument(String argument, DataType type, String meaning, Allowed allowed) {
            spec.argument(argument, type, meaning, allowed);
            return this;
        }

        Step optionalArgument(String argument, DataType type, String meaning, Allowed allowed) {
            spec.optionalArgument(argument, type, meaning, allowed);
            return this;
        }

        Step requires(Rule rule) {
            spec.requires(rule);
            return this;
        }

        Step example(String expression, String result) {
            spec.example(expression, result);
            return this;
        }

        /** The {@code TRY_} form marks the program. */
        FunctionSpec implementation(Appending appending) {
            return spec.implementation(
                    call -> {
                        Image result = appending.result(call);
                        return call.nullOnError() ? ImageFunctions.orNull(result) : result;
                    });
        }
    }
}
