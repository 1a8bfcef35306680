// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.examples.images;

import java.util.List;

/**
 * One image to draw: what it says and how it looks.
 *
 * @param name of the file; its ending is the format: {@code .jpg}, {@code .png} or {@code .webp}
 * @param lines what is written in it, from top to bottom
 * @param textHeight height of a capital letter in pixels
 * @param ink colour of the text, as 0xRRGGBB
 * @param paper colour of the ground, as 0xRRGGBB
 * @param quarterTurns how often the finished image is turned clockwise by 90°
 * @param orientation the EXIF orientation to record, 1 to 8; the pixels are laid out so that it
 *     sets them upright again. Anything but 1 needs a JPEG
 */
public record SampleImage(
        String name,
        List<String> lines,
        int textHeight,
        int ink,
        int paper,
        int quarterTurns,
        int orientation) {

    /** The text as one string, a blank between lines. */
    public String text() {
        return String.join(" ", lines);
    }
}
