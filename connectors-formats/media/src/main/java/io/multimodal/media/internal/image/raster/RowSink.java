// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.raster;

/** Takes the rows of a box of the source and puts their pixels where they belong. */
public interface RowSink {
    /**
     * Takes one row.
     *
     * @param y the row in the box
     * @param rgb a row each of red, green and blue, 0 to 255; reused after the call
     * @param turn where its pixels go
     */
    void row(int y, float[][] rgb, PixelTransform turn);
}
