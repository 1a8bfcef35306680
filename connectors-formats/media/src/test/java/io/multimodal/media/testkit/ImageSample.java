// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.testkit;

import io.multimodal.media.spi.ImageDescription;

/** A file of a format and what is in it. */
public final class ImageSample {
    private final String name;
    private final byte[] file;
    private final ImageDescription image;
    private final byte[] pixels;

    /**
     * A sample.
     *
     * @param name for messages
     * @param file of at most 64 KiB; not copied
     * @param image what its header says; at most 65,536 pixels
     * @param pixels as {@link io.multimodal.media.spi.ImageFormat#decode} writes them, in rows
     *     without padding; not copied
     */
    public ImageSample(String name, byte[] file, ImageDescription image, byte[] pixels) {
        this.name = name;
        this.file = file;
        this.image = image;
        this.pixels = pixels;
    }

    public String name() {
        return name;
    }

    public byte[] file() {
        return file;
    }

    public ImageDescription image() {
        return image;
    }

    public byte[] pixels() {
        return pixels;
    }

    @Override
    public String toString() {
        return name;
    }
}
