// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions.image;

import io.multimodal.types.program.ImageOp;
import java.io.IOException;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;

/**
 * {@code IMAGE_RESIZE(img, width, height)}: a picture scaled to a size in pixels, with
 * anti-aliasing where it shrinks. The proportions change where those of the size differ.
 */
public final class ImageResize extends LazyImageFunction {
    private static final long serialVersionUID = 1L;

    /**
     * @param nullOnError the {@code TRY_} form
     */
    public ImageResize(boolean nullOnError) {
        super("IMAGE_RESIZE", nullOnError);
    }

    @Override
    DataType[][] signatures() {
        return new DataType[][] {{DataTypes.INT(), DataTypes.INT()}};
    }

    /** Called by Flink. */
    public RowData eval(RowData img, Integer width, Integer height) throws IOException {
        if (img == null || width == null || height == null) {
            return null;
        }
        return append(img, () -> new ImageOp.Resize(width, height));
    }
}
