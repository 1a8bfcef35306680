// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.content;

import io.multimodal.annotation.Public;

/**
 * How stored pixels are turned and mirrored for display: the eight values of the EXIF tag
 * Orientation, in its order. "Right" and "left" are quarter turns clockwise and counter-clockwise.
 */
@Public
public enum Orientation {
    UPRIGHT(1, 0, false),
    MIRRORED(2, 0, true),
    UPSIDE_DOWN(3, 2, false),
    UPSIDE_DOWN_MIRRORED(4, 2, true),
    RIGHT_MIRRORED(5, 1, true),
    RIGHT(6, 1, false),
    LEFT_MIRRORED(7, 3, true),
    LEFT(8, 3, false);

    private final int exif;
    private final int quarterTurns;
    private final boolean mirrored;

    Orientation(int exif, int quarterTurns, boolean mirrored) {
        this.exif = exif;
        this.quarterTurns = quarterTurns;
        this.mirrored = mirrored;
    }

    /**
     * The orientation of an EXIF value; upright if it is not one of 1 to 8, as in other viewers.
     */
    public static Orientation ofExif(int value) {
        return value >= 1 && value <= 8 ? values()[value - 1] : UPRIGHT;
    }

    /**
     * The orientation of so many quarter turns clockwise (0 to 3), then mirrored left to right or
     * not.
     */
    public static Orientation of(int quarterTurns, boolean mirrored) {
        for (Orientation orientation : values()) {
            if (orientation.quarterTurns == quarterTurns && orientation.mirrored == mirrored) {
                return orientation;
            }
        }
        throw new IllegalArgumentException("Quarter turns are 0 to 3, not " + quarterTurns);
    }

    /** The value of the EXIF tag, 1 to 8. */
    public int exif() {
        return exif;
    }

    /** Quarter turns clockwise that bring the stored pixels upright: 0 to 3. */
    public int quarterTurns() {
        return quarterTurns;
    }

    /** Whether left and right are exchanged after the turn. */
    public boolean mirrored() {
        return mirrored;
    }

    /** Whether width and height are exchanged. */
    public boolean swapsSides() {
        return quarterTurns % 2 == 1;
    }
}
