// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.examples.text;

import io.multimodal.types.Image;

/**
 * One line of text in an image.
 *
 * @param number its place in reading order, from 1
 * @param x left edge of its box before the box is turned, in pixels of the image as displayed
 * @param y upper edge of its box before the box is turned
 * @param width of the box
 * @param height of the box
 * @param angle by how many degrees the box is turned clockwise about its centre
 * @param image the reference that the reader got: a program over the image
 * @param text what it says; null where it could not be read
 * @param score how sure the model is, 0 to 1; null where it could not be read
 */
public record TextLine(
        int number,
        int x,
        int y,
        int width,
        int height,
        double angle,
        Image image,
        String text,
        Float score) {}
