// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.program;

import java.math.BigDecimal;

/** Programs as people read them. */
final class ProgramText {
    private ProgramText() {}

    static String of(ImageOp op) {
        if (op instanceof ImageOp.Crop crop) {
            String angle =
                    crop.centidegrees() == 0 ? "" : " @ " + degrees(crop.centidegrees()) + "°";
            return "crop(%d,%d,%dx%d%s)"
                    .formatted(crop.x(), crop.y(), crop.width(), crop.height(), angle);
        }
        if (op instanceof ImageOp.Rotate rotate) {
            return "rotate(" + 90 * rotate.quarterTurns() + "°)";
        }
        ImageOp.Resize resize = (ImageOp.Resize) op;
        return "resize(" + resize.width() + "x" + resize.height() + ")";
    }

    private static String degrees(int centidegrees) {
        return BigDecimal.valueOf(centidegrees, 2).stripTrailingZeros().toPlainString();
    }
}
