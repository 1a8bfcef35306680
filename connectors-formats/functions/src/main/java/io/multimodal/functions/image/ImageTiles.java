// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions.image;

import io.multimodal.functions.spec.Call;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.types.Image;
import io.multimodal.types.failure.MediaException;
import java.util.ArrayList;
import java.util.List;

/** Images cut into tiles. */
final class ImageTiles {
    private static final int MAX_TILES = 1_000_000;

    private ImageTiles() {}

    /** Rows of the tile's row, its column and the tile. */
    static List<List<Object>> of(Image img, int width, int height, boolean nullOnError)
            throws MediaException, InvalidReferenceException {
        if (img.width() == null || img.height() == null) {
            throw Call.refused("The size of the image is not known; MATERIALIZE finds it out");
        } else if (width < 1 || height < 1) {
            throw Call.invalid("A tile has at least 1 x 1 pixels, not " + width + " x " + height);
        }
        int columns = (img.width() + width - 1) / width;
        int rows = (img.height() + height - 1) / height;
        if ((long) columns * rows > MAX_TILES) {
            throw Call.refused(
                    "An image of %d x %d pixels would have %d tiles, more than %d"
                            .formatted(
                                    img.width(), img.height(), (long) columns * rows, MAX_TILES));
        }
        List<List<Object>> tiles = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                Image tile =
                        ImageFunctions.crop(img, column * width, row * height, width, height, 0);
                tiles.add(List.of(row, column, nullOnError ? ImageFunctions.orNull(tile) : tile));
            }
        }
        return tiles;
    }
}
