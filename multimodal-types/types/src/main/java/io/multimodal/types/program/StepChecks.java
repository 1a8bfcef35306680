// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.program;

import static io.multimodal.types.program.Normaliser.MAX_SIDE;

import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.ImageOp.Blur;
import io.multimodal.types.program.ImageOp.Crop;
import io.multimodal.types.program.ImageOp.Encode;
import io.multimodal.types.program.ImageOp.Fit;
import io.multimodal.types.program.ImageOp.Page;
import io.multimodal.types.program.ImageOp.Resize;
import io.multimodal.types.program.ImageOp.Rotate;
import io.multimodal.types.program.ImageOp.Sharpen;

/** Refuses steps whose numbers are out of range. */
final class StepChecks {
    private static final int MAX_CENTIPIXELS = 100_000;
    private static final int MAX_PERCENT = 1000;
    private static final int MAX_QUALITY = 100;

    private StepChecks() {}

    static void check(ImageOp op) throws MediaException {
        if (op instanceof Crop crop) {
            check(crop);
        } else if (op instanceof Rotate rotate) {
            check(rotate);
        } else if (op instanceof Resize resize) {
            checkSides("resize", resize.width(), resize.height());
        } else if (op instanceof Fit fit) {
            checkSides("resize", fit.width(), fit.height());
        } else if (op instanceof Blur blur) {
            checkDeviation("blur", blur.centipixels());
        } else if (op instanceof Sharpen sharpen) {
            checkDeviation("sharpen", sharpen.centipixels());
            if (sharpen.percent() < 1 || sharpen.percent() > MAX_PERCENT) {
                throw refused(
                        "Cannot sharpen by %d %%: 1 to %d are possible"
                                .formatted(sharpen.percent(), MAX_PERCENT));
            }
        } else if (op instanceof Encode encode) {
            check(encode);
        } else if (op instanceof Page page) {
            checkSides("render a page", page.width(), page.height());
            if (page.number() < 1 || page.number() > Page.MAX_NUMBER) {
                throw refused(
                        "Cannot render page %d: pages have the numbers 1 to %d"
                                .formatted(page.number(), Page.MAX_NUMBER));
            }
        } else if (op instanceof ImageOp.Frame frame
                && (frame.micros() < 0 || frame.micros() > Clip.MAX_MICROS)) {
            throw refused(
                    "Cannot take the frame at %d microseconds: a time is from 0 to %d"
                            .formatted(frame.micros(), Clip.MAX_MICROS));
        }
    }

    private static void checkDeviation(String verb, int centipixels) throws MediaException {
        if (centipixels < 1 || centipixels > MAX_CENTIPIXELS) {
            throw refused(
                    "Cannot %s by %s pixels: 0.01 to %d are possible"
                            .formatted(verb, centipixels / 100.0, MAX_CENTIPIXELS / 100));
        }
    }

    private static void check(Encode encode) throws MediaException {
        boolean lossy = encode.as().isLossy();
        if (encode.quality() < (lossy ? 1 : 0) || encode.quality() > (lossy ? MAX_QUALITY : 0)) {
            throw refused(
                    "Cannot write %s with quality %d: %s"
                            .formatted(
                                    encode.as().contentType(),
                                    encode.quality(),
                                    lossy ? "it is 1 to 100" : "it loses nothing and has none"));
        }
    }

    private static void check(Crop crop) throws MediaException {
        checkSides("crop", crop.width(), crop.height());
        if (Math.abs((long) crop.x()) > MAX_SIDE || Math.abs((long) crop.y()) > MAX_SIDE) {
            throw refused(
                    "Cannot crop at %d,%d: a box begins within %d pixels of the image's corner"
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
