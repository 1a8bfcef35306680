// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media;

/** Takes the rows of a result, from the top on. */
@FunctionalInterface
interface RowSink {
    /**
     * Takes one row.
     *
     * @param y the row
     * @param rgb red, green and blue of each pixel, 0 to 255; reused after the call
     */
    void row(int y, float[] rgb);
}
