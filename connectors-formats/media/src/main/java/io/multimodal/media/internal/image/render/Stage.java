// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.render;

import io.multimodal.media.content.Orientation;
import io.multimodal.media.internal.image.format.ImageFacts;
import io.multimodal.media.internal.image.raster.Affine;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.FitMode;
import io.multimodal.types.program.ImageOp;
import io.multimodal.types.program.ImageProgram;
import io.multimodal.types.program.ImageSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A run of steps that one map of the plane does at once.
 *
 * @param toSource from the stage's result back to its source
 * @param size of the result
 * @param effect what is done to the result; null for nothing. A stage with one is not the last
 */
public record Stage(Affine toSource, ImageSize size, Effect effect) {
    private static final double EPSILON = 1e-6;

    Stage(Affine toSource, ImageSize size) {
        this(toSource, size, null);
    }

    /**
     * The stages of a program: one, but where a step needs the image before it as it is. That is so
     * where a turned box leaves an image that is itself cut out (its edge is repeated, not what lay
     * beside it), and where an image grows that was shrunk (what was lost stays lost: shrinking is
     * a way to make faces unreadable). So it is, too, where pixels are blurred, sharpened or laid
     * into a larger image. A stage does not look at colours.
     *
     * @param head of the source, whose size is known
     * @param scaledTo the size to which the result is scaled at the end
     * @throws MediaException REFUSED where a box lies outside its image
     */
    public static List<Stage> of(
            ImageFacts head, ImageProgram program, Optional<ImageSize> scaledTo)
            throws MediaException {
        Builder builder = new Builder(head);
        for (ImageOp op : program.ops()) {
            builder.append(op);
        }
        if (scaledTo.isPresent()) {
            builder.resize(scaledTo.get());
        }
        return builder.stages();
    }

    /**
     * By how much the source may be shrunk while it is decoded, as a power of two: as far as it
     * keeps as many pixels as the result has.
     */
    public int shift(int max) {
        double scale = Math.min(toSource.scaleU(), toSource.scaleV());
        int shift = 0;
        while (shift < max && scale >= 2 << shift) {
            shift++;
        }
        return shift;
    }

    private static final class Builder {
        private final List<Stage> done = new ArrayList<>();
        private Affine toSource;
        private ImageSize size;
        private boolean whole = true;
        private double shrunkU = 1;
        private double shrunkV = 1;

        Builder(ImageFacts head) {
            Orientation orientation = head.orientation();
            this.size = head.displayed();
            this.toSource = Affine.quarterTurns(orientation.quarterTurns(), head.size());
            if (orientation.mirrored()) {
                toSource = toSource.after(Affine.mirror(size));
            }
        }

        List<Stage> stages() {
            done.add(new Stage(toSource, size));
            return done;
        }

        void append(ImageOp op) throws MediaException {
            if (op instanceof ImageOp.Resize resize) {
                resize(new ImageSize(resize.width(), resize.height()));
            } else if (op instanceof ImageOp.Rotate rotate) {
                toSource = toSource.after(Affine.quarterTurns(rotate.quarterTurns(), size));
                if (rotate.quarterTurns() % 2 == 1) {
                    size = size.turned();
                    double u = shrunkU;
                    shrunkU = shrunkV;
                    shrunkV = u;
                }
            } else if (op instanceof ImageOp.Crop crop) {
                crop(crop);
            } else if (op instanceof ImageOp.Flip) {
                toSource = toSource.after(Affine.mirror(size));
            } else if (op instanceof ImageOp.Fit fit) {
                fit(fit.how(), new ImageSize(fit.width(), fit.height()));
            } else if (op instanceof ImageOp.Blur blur) {
                cut(new Effect.Blur(blur.centipixels() / 100.0), size);
            } else if (op instanceof ImageOp.Sharpen sharpen) {
                cut(new Effect.Sharpen(sharpen.centipixels() / 100.0, sharpen.percent()), size);
            }
        }

        private void fit(FitMode how, ImageSize box) {
            if (how == FitMode.COVER) {
                double scale =
                        Math.min(
                                (double) size.width() / box.width(),
                                (double) size.height() / box.height());
                resize(box.width() * scale, box.height() * scale, box);
                whole = false;
                return;
            }
            resize(how.scaled(size, box));
            if (how == FitMode.PAD && !size.equals(box)) {
                cut(new Effect.Pad(box), box);
            }
        }

        private void resize(ImageSize to) {
            resize(size.width(), size.height(), to);
        }

        /** Scales the middle of the image, of a width and height that may cut pixels. */
        private void resize(double width, double height, ImageSize to) {
            double u = width / to.width();
            double v = height / to.height();
            if ((u < 1 - EPSILON && shrunkU > 1 + EPSILON)
                    || (v < 1 - EPSILON && shrunkV > 1 + EPSILON)) {
                cut(null, size);
            }
            toSource =
                    toSource.after(
                                    Affine.translate(
                                            (size.width() - width) / 2,
                                            (size.height() - height) / 2))
                            .after(Affine.scale(u, v));
            shrunkU *= u;
            shrunkV *= v;
            size = to;
        }

        private void crop(ImageOp.Crop crop) throws MediaException {
            if (crop.centidegrees() == 0) {
                int width = Math.min(size.width() - crop.x(), crop.width());
                int height = Math.min(size.height() - crop.y(), crop.height());
                if (crop.x() < 0 || crop.y() < 0 || width < 1 || height < 1) {
                    throw new MediaException(
                            ErrorCode.REFUSED,
                            "The box of %d x %d pixels at %d,%d lies outside the image, which has %d x %d"
                                    .formatted(
                                            crop.width(),
                                            crop.height(),
                                            crop.x(),
                                            crop.y(),
                                            size.width(),
                                            size.height()));
                }
                toSource = toSource.after(Affine.translate(crop.x(), crop.y()));
                whole &= width == size.width() && height == size.height();
                size = new ImageSize(width, height);
                return;
            }
            double centreX = crop.x() + crop.width() / 2.0;
            double centreY = crop.y() + crop.height() / 2.0;
            Affine box =
                    Affine.translate(centreX, centreY)
                            .after(Affine.rotate(Math.toRadians(crop.centidegrees() / 100.0)))
                            .after(Affine.translate(-crop.width() / 2.0, -crop.height() / 2.0));
            ImageSize result = new ImageSize(crop.width(), crop.height());
            if (!whole && leaves(box, result)) {
                cut(null, size);
            }
            toSource = toSource.after(box);
            size = result;
            whole = false;
            shrunkU = Math.max(shrunkU, shrunkV);
            shrunkV = shrunkU;
        }

        private boolean leaves(Affine box, ImageSize result) {
            for (int corner = 0; corner < 4; corner++) {
                double u = (corner & 1) * result.width();
                double v = (corner >> 1) * result.height();
                if (box.x(u, v) < -EPSILON
                        || box.y(u, v) < -EPSILON
                        || box.x(u, v) > size.width() + EPSILON
                        || box.y(u, v) > size.height() + EPSILON) {
                    return true;
                }
            }
            return false;
        }

        /** Ends the stage: what follows sees an image of its own, of this size. */
        private void cut(Effect effect, ImageSize after) {
            done.add(new Stage(toSource, size, effect));
            toSource = Affine.IDENTITY;
            size = after;
            whole = true;
            shrunkU = 1;
            shrunkV = 1;
        }
    }
}
