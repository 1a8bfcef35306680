// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.program;

import java.math.BigDecimal;
import java.util.Locale;

/** Programs as people read them. */
final class ProgramText {
    private ProgramText() {}

    static String of(ImageOp op) {
        if (op instanceof ImageOp.Crop crop) {
            String angle =
                    crop.centidegrees() == 0 ? "" : " @ " + hundredths(crop.centidegrees()) + "°";
            return "crop(%d,%d,%dx%d%s)"
                    .formatted(crop.x(), crop.y(), crop.width(), crop.height(), angle);
        }
        if (op instanceof ImageOp.Rotate rotate) {
            return "rotate(" + 90 * rotate.quarterTurns() + "°)";
        }
        if (op instanceof ImageOp.Resize resize) {
            return "resize(" + resize.width() + "x" + resize.height() + ")";
        }
        if (op instanceof ImageOp.Fit fit) {
            return "%s(%dx%d)".formatted(lower(fit.how()), fit.width(), fit.height());
        }
        if (op instanceof ImageOp.Convert convert) {
            return "convert(" + convert.to() + ")";
        }
        if (op instanceof ImageOp.Blur blur) {
            return "blur(" + hundredths(blur.centipixels()) + ")";
        }
        if (op instanceof ImageOp.Sharpen sharpen) {
            return "sharpen(%s, %d%%)"
                    .formatted(hundredths(sharpen.centipixels()), sharpen.percent());
        }
        if (op instanceof ImageOp.Encode encode) {
            return "encode(%s%s)"
                    .formatted(
                            lower(encode.as()),
                            encode.quality() == 0 ? "" : ", " + encode.quality());
        }
        if (op instanceof ImageOp.Frame frame) {
            return "frame(" + Clip.text(frame.micros()) + ")";
        }
        if (op instanceof ImageOp.Page page) {
            return "page(%d, %dx%d)".formatted(page.number(), page.width(), page.height());
        }
        return "flip";
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }

    private static String hundredths(int centidegrees) {
        return BigDecimal.valueOf(centidegrees, 2).stripTrailingZeros().toPlainString();
    }
}
