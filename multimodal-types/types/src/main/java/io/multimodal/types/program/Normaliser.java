// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.program;

import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.ImageOp.Convert;
import io.multimodal.types.program.ImageOp.Crop;
import io.multimodal.types.program.ImageOp.Encode;
import io.multimodal.types.program.ImageOp.Fit;
import io.multimodal.types.program.ImageOp.Flip;
import io.multimodal.types.program.ImageOp.Frame;
import io.multimodal.types.program.ImageOp.Page;
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

    /** The steps with one more; {@code size} is that of the image before it, where known. */
    static List<ImageOp> append(List<ImageOp> ops, ImageOp op, Optional<ImageSize> size)
            throws MediaException {
        StepChecks.check(op);
        if (op instanceof Frame && !ops.isEmpty()) {
            throw refused(
                    "Cannot take a frame of an image: a frame is the first step over a video");
        }
        if (op instanceof Page && !ops.isEmpty()) {
            throw refused(
                    "Cannot render a page of an image: a page is the first step over a document");
        }
        List<ImageOp> joined = new ArrayList<>(ops);
        ImageOp last = ops.isEmpty() ? null : ops.get(ops.size() - 1);
        if (last instanceof Encode) {
            // How it is written is said at the end, and the last word on it counts.
            joined = append(ops.subList(0, ops.size() - 1), op, size);
            if (!(op instanceof Encode)) {
                joined.add(last);
            }
            return joined;
        }
        if (op instanceof Crop crop) {
            appendCrop(joined, last, crop, size);
        } else if (op instanceof Rotate || op instanceof Flip) {
            appendTurn(joined, op);
        } else if (op instanceof Resize resize) {
            appendResize(joined, resize, size);
        } else if (op instanceof Fit fit) {
            appendFit(joined, fit, size);
        } else if (op instanceof Convert convert) {
            appendConvert(joined, convert);
        } else {
            joined.add(op);
        }
        return joined;
    }

    /** Turns and mirrorings that follow each other become one turn, then at most one mirroring. */
    private static void appendTurn(List<ImageOp> joined, ImageOp op) {
        boolean flipped = removeLast(joined, Flip.class) != null;
        Rotate before = removeLast(joined, Rotate.class);
        int turns = before == null ? 0 : before.quarterTurns();
        if (op instanceof Rotate rotate) {
            // A turn after a mirroring is the opposite turn before it.
            turns += flipped ? -rotate.quarterTurns() : rotate.quarterTurns();
        } else {
            flipped = !flipped;
        }
        turns = Math.floorMod(turns, 4);
        if (turns != 0) {
            joined.add(new Rotate(turns));
        }
        if (flipped) {
            joined.add(new Flip());
        }
    }

    private static <T extends ImageOp> T removeLast(List<ImageOp> joined, Class<T> kind) {
        int last = joined.size() - 1;
        return last >= 0 && kind.isInstance(joined.get(last))
                ? kind.cast(joined.remove(last))
                : null;
    }

    private static void appendResize(
            List<ImageOp> joined, Resize resize, Optional<ImageSize> size) {
        ImageSize to = new ImageSize(resize.width(), resize.height());
        if (size.equals(Optional.of(to))) {
            return;
        }
        // Shrinking twice is shrinking once; what was shrunk and grows has lost what it lost.
        int kept = joined.size();
        while (kept > 0
                && joined.get(kept - 1) instanceof Resize before
                && before.width() >= to.width()
                && before.height() >= to.height()) {
            joined.remove(--kept);
        }
        if (knownSize(joined).equals(Optional.of(to))) {
            return;
        }
        joined.add(resize);
    }

    /** The size that the steps give whatever they are applied to. */
    private static Optional<ImageSize> knownSize(List<ImageOp> ops) {
        Optional<ImageSize> size = Optional.empty();
        for (ImageOp op : ops) {
            size = sizeAfter(op, size);
        }
        return size;
    }

    private static void appendFit(List<ImageOp> joined, Fit fit, Optional<ImageSize> size) {
        ImageSize box = new ImageSize(fit.width(), fit.height());
        if (size.isEmpty()) {
            joined.add(fit);
            return;
        }
        ImageSize from = size.get();
        ImageSize scaled = fit.how().scaled(from, box);
        boolean plain =
                switch (fit.how()) {
                    case CONTAIN, THUMBNAIL -> true;
                    case PAD -> scaled.equals(box);
                    case COVER ->
                            (long) from.width() * box.height()
                                    == (long) from.height() * box.width();
                };
        if (plain) {
            appendResize(joined, new Resize(scaled.width(), scaled.height()), size);
        } else {
            joined.add(fit);
        }
    }

    /** What is grey stays grey; an image that was not grey is what it was. */
    private static void appendConvert(List<ImageOp> joined, Convert convert) {
        int last = joined.size() - 1;
        if (convert.to() == ColourMode.L && last >= 0 && joined.get(last) instanceof Convert) {
            joined.remove(last);
        }
        for (int i = joined.size() - 1; i >= 0; i--) {
            if (joined.get(i) instanceof Convert before) {
                if (before.equals(convert)) {
                    return;
                }
                break;
            }
        }
        joined.add(convert);
    }

    private static void appendCrop(
            List<ImageOp> joined, ImageOp last, Crop crop, Optional<ImageSize> size)
            throws MediaException {
        if (crop.centidegrees() != 0) {
            joined.add(crop);
            return;
        }
        Crop before = last instanceof Crop c && c.centidegrees() == 0 ? c : null;
        // What a box before cuts off is as certain as the edge of an image of known size.
        int right = size.map(ImageSize::width).orElse(before == null ? MAX_SIDE : before.width());
        int lower = size.map(ImageSize::height).orElse(before == null ? MAX_SIDE : before.height());
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
                    "Cannot crop %s: it lies outside the image%s"
                            .formatted(
                                    ProgramText.of(crop),
                                    right == MAX_SIDE
                                            ? ""
                                            : ", which is " + right + "x" + lower + " pixels"));
        }
        return new Crop(x0, y0, x1 - x0, y1 - y0, 0);
    }

    /**
     * The size after a step; unknown after an upright crop of an image of unknown size, which may
     * end inside the box.
     */
    static Optional<ImageSize> sizeAfter(ImageOp op, Optional<ImageSize> size) {
        if (op instanceof Resize resize) {
            return Optional.of(new ImageSize(resize.width(), resize.height()));
        }
        if (op instanceof Page page) {
            return Optional.of(new ImageSize(page.width(), page.height()));
        }
        if (op instanceof Rotate rotate) {
            return rotate.quarterTurns() % 2 == 0 ? size : size.map(ImageSize::turned);
        }
        if (op instanceof Fit fit) {
            ImageSize box = new ImageSize(fit.width(), fit.height());
            boolean always = fit.how() == FitMode.COVER || fit.how() == FitMode.PAD;
            return always ? Optional.of(box) : size.map(from -> fit.how().result(from, box));
        }
        if (!(op instanceof Crop crop)) {
            return size;
        }
        if (crop.centidegrees() != 0) {
            return Optional.of(new ImageSize(crop.width(), crop.height()));
        }
        return size.flatMap(
                s -> {
                    int width = Math.min(s.width() - crop.x(), crop.width());
                    int height = Math.min(s.height() - crop.y(), crop.height());
                    return width < 1 || height < 1
                            ? Optional.empty()
                            : Optional.of(new ImageSize(width, height));
                });
    }

    private static MediaException refused(String message) {
        return new MediaException(ErrorCode.REFUSED, message);
    }
}
