// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.program;

import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.ImageOp.Crop;
import io.multimodal.types.program.ImageOp.Resize;
import io.multimodal.types.program.ImageOp.Rotate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Joins a step to a program so that programs that say the same become the same. */
final class Normaliser {
    /** The longest side of a result and the farthest coordinate: products still fit a long. */
    static final int MAX_SIDE = 1 << 20;

    private Normaliser() {}

    /** The steps with one more; {@code size} is that of the picture before it, where known. */
    static List<ImageOp> append(List<ImageOp> ops, ImageOp op, Optional<PictureSize> size)
            throws MediaException {
        List<ImageOp> joined = new ArrayList<>(ops);
        ImageOp last = ops.isEmpty() ? null : ops.get(ops.size() - 1);
        if (op instanceof Crop crop) {
            check(crop);
            appendCrop(joined, last, crop, size);
        } else if (op instanceof Rotate rotate) {
            check(rotate);
            int turns = rotate.quarterTurns();
            if (last instanceof Rotate before) {
                joined.remove(joined.size() - 1);
                turns = (turns + before.quarterTurns()) % 4;
            }
            if (turns != 0) {
                joined.add(new Rotate(turns));
            }
        } else if (op instanceof Resize resize) {
            check(resize);
            if (!size.equals(Optional.of(new PictureSize(resize.width(), resize.height())))) {
                joined.add(resize);
            }
        }
        return joined;
    }

    private static void appendCrop(
            List<ImageOp> joined, ImageOp last, Crop crop, Optional<PictureSize> size)
            throws MediaException {
        if (crop.centidegrees() != 0) {
            joined.add(crop);
            return;
        }
        Crop before = last instanceof Crop c && c.centidegrees() == 0 ? c : null;
        // What a box before cuts off is as certain as the edge of a picture of known size.
        int right = size.map(PictureSize::width).orElse(before == null ? MAX_SIDE : before.width());
        int lower =
                size.map(PictureSize::height).orElse(before == null ? MAX_SIDE : before.height());
        Crop clipped = clip(crop, right, lower);
        if (size.isPresent() && clipped.width() == right && clipped.height() == lower) {
            return;
        }
        if (before != null) {
            joined.remove(joined.size() - 1);
            clipped =
                    new Crop(
                            before.x() + clipped.x(),
                            before.y() + clipped.y(),
                            clipped.width(),
                            clipped.height(),
                            0);
        }
        joined.add(clipped);
    }

    /** The part of an upright box in {@code [0, right) × [0, lower)}. */
    private static Crop clip(Crop crop, int right, int lower) throws MediaException {
        int x0 = Math.max(0, crop.x());
        int y0 = Math.max(0, crop.y());
        int x1 = Math.min(right, crop.x() + crop.width());
        int y1 = Math.min(lower, crop.y() + crop.height());
        if (x0 >= x1 || y0 >= y1) {
            throw refused(
                    "Cannot crop %s: it lies outside the picture%s"
                            .formatted(
                                    ProgramText.of(crop),
                                    right == MAX_SIDE
                                            ? ""
                                            : ", which is " + right + "x" + lower + " pixels"));
        }
        return new Crop(x0, y0, x1 - x0, y1 - y0, 0);
    }

    /**
     * The size after a step; unknown after an upright crop of a picture of unknown size, which may
     * end inside the box.
     */
    static Optional<PictureSize> sizeAfter(ImageOp op, Optional<PictureSize> size) {
        if (op instanceof Resize resize) {
            return Optional.of(new PictureSize(resize.width(), resize.height()));
        }
        if (op instanceof Rotate rotate) {
            return rotate.quarterTurns() % 2 == 0 ? size : size.map(PictureSize::turned);
        }
        Crop crop = (Crop) op;
        if (crop.centidegrees() != 0) {
            return Optional.of(new PictureSize(crop.width(), crop.height()));
        }
        return size.flatMap(
                s -> {
                    int width = Math.min(s.width() - crop.x(), crop.width());
                    int height = Math.min(s.height() - crop.y(), crop.height());
                    return width < 1 || height < 1
                            ? Optional.empty()
                            : Optional.of(new PictureSize(width, height));
                });
    }

    private static void check(Crop crop) throws MediaException {
        checkSides("crop", crop.width(), crop.height());
        if (Math.abs((long) crop.x()) > MAX_SIDE || Math.abs((long) crop.y()) > MAX_SIDE) {
            throw refused(
                    "Cannot crop at %d,%d: a box begins within %d pixels of the picture's corner"
                            .formatted(crop.x(), crop.y(), MAX_SIDE));
        }
        if (crop.centidegrees() <= -18000 || crop.centidegrees() > 18000) {
            throw refused(
                    "Cannot crop a box turned by %d hundredths of a degree: an angle is above -18000 and at most 18000"
                            .formatted(crop.centidegrees()));
        }
    }

    private static void check(Rotate rotate) throws MediaException {
        if (rotate.quarterTurns() < 0 || rotate.quarterTurns() > 3) {
            throw refused(
                    "Cannot rotate by %d quarter turns: 0 to 3 are possible"
                            .formatted(rotate.quarterTurns()));
        }
    }

    private static void check(Resize resize) throws MediaException {
        checkSides("resize", resize.width(), resize.height());
    }

    private static void checkSides(String verb, int width, int height) throws MediaException {
        if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE) {
            throw refused(
                    "Cannot %s to %dx%d: each side has 1 to %d pixels"
                            .formatted(verb, width, height, MAX_SIDE));
        }
    }

    private static MediaException refused(String message) {
        return new MediaException(ErrorCode.REFUSED, message);
    }
}
