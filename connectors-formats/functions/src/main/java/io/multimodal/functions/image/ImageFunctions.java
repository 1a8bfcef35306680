// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions.image;

import io.multimodal.functions.spec.Call;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.Image;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.ColourMode;
import io.multimodal.types.program.Encoding;
import io.multimodal.types.program.FitMode;
import io.multimodal.types.program.ImageOp;
import io.multimodal.types.program.ImageProgram;
import io.multimodal.types.program.ImageSize;
import java.util.Optional;

/**
 * Lazy functions over images: each appends a step to the reference's program and reads nothing. Of
 * the result width and height are known where they can be worked out; its size is not, since
 * nothing is encoded, and its content type where a step says how it is written. Thread-safe.
 *
 * <pre>{@code
 * Image line = ImageFunctions.rotate(ImageFunctions.crop(page, 10, 20, 300, 48, 1.5), 180);
 * }</pre>
 *
 * <p>Each throws {@link MediaException} INVALID_ARGUMENT or REFUSED where an argument is out of
 * range, and {@link InvalidReferenceException} where the image's reference cannot be read.
 */
public final class ImageFunctions {
    private static final int QUARTER = 90;
    private static final int CENTIDEGREES = 100;
    private static final int FULL_TURN = 36_000;

    private ImageFunctions() {}

    /**
     * A box of an image.
     *
     * @param degrees by which the box is turned clockwise about its centre; the result shows it
     *     upright. An upright box is clipped to the image
     */
    public static Image crop(Image img, int x, int y, int width, int height, double degrees)
            throws MediaException, InvalidReferenceException {
        return append(img, new ImageOp.Crop(x, y, width, height, centidegrees(degrees)));
    }

    /** An image scaled to a size in pixels; its proportions change where those of the size do. */
    public static Image resize(Image img, int width, int height)
            throws MediaException, InvalidReferenceException {
        return append(img, new ImageOp.Resize(width, height));
    }

    /** An image turned clockwise by a multiple of 90 degrees. */
    public static Image rotate(Image img, int degrees)
            throws MediaException, InvalidReferenceException {
        if (degrees % QUARTER != 0) {
            throw Call.invalid(
                    "An image is turned by 90, 180 or 270 degrees, not by "
                            + degrees
                            + "; a crop may be turned by any angle");
        }
        return append(img, new ImageOp.Rotate(Math.floorMod(degrees / QUARTER, 4)));
    }

    /**
     * An image scaled into a box without changing its proportions.
     *
     * @param how what becomes of the sides that do not fit
     */
    public static Image fit(Image img, int width, int height, FitMode how)
            throws MediaException, InvalidReferenceException {
        return append(img, new ImageOp.Fit(width, height, how));
    }

    /** An image mirrored left to right. */
    public static Image flip(Image img) throws MediaException, InvalidReferenceException {
        return append(img, new ImageOp.Flip());
    }

    /** An image in grey ({@code L}), or in red, green and blue. */
    public static Image convert(Image img, ColourMode mode)
            throws MediaException, InvalidReferenceException {
        return mode.name().equals(img.mode()) ? img : append(img, new ImageOp.Convert(mode));
    }

    /**
     * A blurred image, as by PIL's GaussianBlur.
     *
     * @param deviation the standard deviation in pixels, 0.01 to 1,000
     */
    public static Image blur(Image img, double deviation)
            throws MediaException, InvalidReferenceException {
        return append(img, new ImageOp.Blur(hundredths(deviation, "standard deviation of a blur")));
    }

    /**
     * A sharpened image, as by PIL's UnsharpMask.
     *
     * @param deviation of the blur whose difference is added, in pixels, 0.01 to 1,000
     * @param amount how much of the difference is added, 0.01 to 10
     */
    public static Image sharpen(Image img, double deviation, double amount)
            throws MediaException, InvalidReferenceException {
        return append(
                img,
                new ImageOp.Sharpen(
                        hundredths(deviation, "standard deviation of a blur"),
                        hundredths(amount, "amount of sharpening")));
    }

    /**
     * An image that is written in this format where it is written.
     *
     * @param quality 1 to 100; 0 for a format without loss
     */
    public static Image encode(Image img, Encoding as, int quality)
            throws MediaException, InvalidReferenceException {
        return append(img, new ImageOp.Encode(as, quality));
    }

    private static int hundredths(double value, String what) throws MediaException {
        if (!Double.isFinite(value)) {
            throw Call.invalid("The " + what + " is a number, this one is " + value);
        }
        return (int) Math.round(Math.max(-1e6, Math.min(1e6, value)) * CENTIDEGREES);
    }

    /** The same image, marked to be NULL instead of an error where it fails later. */
    public static Image orNull(Image img) throws MediaException, InvalidReferenceException {
        ObjectRef ref = img.reference();
        ImageProgram program = ImageProgram.of(ref);
        return program.nullOnError()
                ? img
                : Image.of(
                        program.orNull().applyTo(ref),
                        img.contentType(),
                        img.size(),
                        img.width(),
                        img.height(),
                        img.mode());
    }

    /** The image after one step more. */
    static Image append(Image img, ImageOp op) throws MediaException, InvalidReferenceException {
        ObjectRef ref = img.reference();
        Optional<ImageSize> size = sizeOf(img);
        ImageProgram program = ImageProgram.of(ref);
        ImageProgram longer = program.then(op, size);
        if (longer.equals(program)) {
            return img;
        }
        Optional<ImageSize> result = ImageProgram.EMPTY.then(op, size).sizeAfter(size);
        return Image.of(
                longer.applyTo(ref),
                longer.encoding().map(encode -> encode.as().contentType()).orElse(null),
                null,
                result.map(ImageSize::width).orElse(null),
                result.map(ImageSize::height).orElse(null),
                op instanceof ImageOp.Convert convert ? convert.to().name() : img.mode());
    }

    /** The size that the attributes say. */
    static Optional<ImageSize> sizeOf(Image image) {
        return image.width() == null || image.height() == null
                ? Optional.empty()
                : Optional.of(new ImageSize(image.width(), image.height()));
    }

    /** Rounded and brought into (-18000, 18000]. */
    private static int centidegrees(double degrees) throws MediaException {
        if (!Double.isFinite(degrees)) {
            throw Call.invalid(
                    "The angle of a crop is a number of degrees, this one is " + degrees);
        }
        int turned = Math.floorMod(Math.round(degrees * CENTIDEGREES), FULL_TURN);
        return turned > FULL_TURN / 2 ? turned - FULL_TURN : turned;
    }
}
