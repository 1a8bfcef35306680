// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.format;

import io.multimodal.media.content.Orientation;
import io.multimodal.media.internal.bytes.HeaderBytes;
import io.multimodal.media.internal.container.iso.IsoBox;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.ImageSize;
import java.io.IOException;

/**
 * What the transformative properties of an HEIC or AVIF make of the coded pixels: cut out ({@code
 * clap}), turned ({@code irot}) and mirrored ({@code imir}), each applied to what the ones before
 * it give. Not thread-safe.
 */
public final class HeifGeometry {
    private final ImageSize coded;
    private int left;
    private int top;
    private int width;
    private int height;
    private int turns;
    private boolean mirrored;

    HeifGeometry(ImageSize coded) {
        this.coded = coded;
        this.width = coded.width();
        this.height = coded.height();
    }

    /** Applies a property; any other changes nothing. */
    void apply(HeaderBytes bytes, IsoBox property)
            throws IOException, HeaderBytes.OutOfReachException {
        switch (property.name()) {
            case "clap" -> cut(bytes, property.start());
            // Counter-clockwise in the file.
            case "irot" -> turn(4 - (bytes.u8(property.start()) & 3));
            case "imir" -> mirror((bytes.u8(property.start()) & 1) == 0);
            default -> {}
        }
    }

    /** Clockwise: after a mirror that is a turn the other way before it. */
    private void turn(int quarters) {
        turns = (turns + (mirrored ? 4 - quarters : quarters)) & 3;
    }

    /** Exchanges left and right, or top and bottom, which is the same after half a turn. */
    private void mirror(boolean topAndBottom) {
        mirrored = !mirrored;
        turns = (turns + (topAndBottom ? 2 : 0)) & 3;
    }

    /** Four fractions: width, height, and how far the middle lies from the middle. */
    private void cut(HeaderBytes bytes, long at)
            throws IOException, HeaderBytes.OutOfReachException {
        boolean swapped = turns % 2 == 1;
        int wide = swapped ? height : width;
        int high = swapped ? width : height;
        double cutWidth = fraction(bytes, at, false);
        double cutHeight = fraction(bytes, at + 8, false);
        long x = start(wide, cutWidth, fraction(bytes, at + 16, true));
        long y = start(high, cutHeight, fraction(bytes, at + 24, true));
        long right = Math.min(wide, x + Math.round(cutWidth));
        long bottom = Math.min(high, y + Math.round(cutHeight));
        x = Math.max(0, x);
        y = Math.max(0, y);
        if (x >= right || y >= bottom) {
            throw new MediaException(
                    ErrorCode.CORRUPT,
                    "The HEIF cuts %s x %s pixels out of %d x %d, where there are none"
                            .formatted(cutWidth, cutHeight, wide, high));
        }
        keep((int) x, (int) y, (int) (right - x), (int) (bottom - y));
    }

    private static double fraction(HeaderBytes bytes, long at, boolean signed)
            throws IOException, HeaderBytes.OutOfReachException {
        long numerator = bytes.u32(at, false);
        return (signed ? (int) numerator : numerator) / (double) bytes.u32(at + 4, false);
    }

    /** Rounded as libheif does: half a pixel up. */
    private static long start(int side, double cut, double offset) throws MediaException {
        double start = offset + (side - cut) / 2;
        if (!(Math.abs(start) <= Integer.MAX_VALUE && cut >= 0 && cut <= Integer.MAX_VALUE)) {
            throw new MediaException(
                    ErrorCode.CORRUPT,
                    "The HEIF cuts %s pixels out of %d, %s from the middle"
                            .formatted(cut, side, offset));
        }
        return Math.round(start);
    }

    /** Keeps a box of what is displayed so far: it is brought back to the coded pixels. */
    private void keep(int boxX, int boxY, int boxWidth, int boxHeight) {
        int x = boxX;
        int y = boxY;
        int wide = boxWidth;
        int high = boxHeight;
        int displayedWidth = turns % 2 == 1 ? height : width;
        int displayedHeight = turns % 2 == 1 ? width : height;
        if (mirrored) {
            x = displayedWidth - x - wide;
        }
        for (int i = 0; i < turns; i++) {
            int before = x;
            x = y;
            y = displayedWidth - before - wide;
            int side = wide;
            wide = high;
            high = side;
            side = displayedWidth;
            displayedWidth = displayedHeight;
            displayedHeight = side;
        }
        left += x;
        top += y;
        width = wide;
        height = high;
    }

    /** What a decoder gives, before anything is cut out. */
    ImageSize coded() {
        return coded;
    }

    /** What is left of it, before it is turned. */
    public ImageSize size() {
        return new ImageSize(width, height);
    }

    /** The first coded column that is left. */
    public int left() {
        return left;
    }

    /** The first coded row that is left. */
    public int top() {
        return top;
    }

    public boolean cuts() {
        return !size().equals(coded);
    }

    Orientation orientation() {
        return Orientation.of(turns, mirrored);
    }
}
