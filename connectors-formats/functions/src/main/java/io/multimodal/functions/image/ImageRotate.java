// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions.image;

import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.ImageOp;
import java.io.IOException;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;

/** {@code IMAGE_ROTATE(img, degrees)}: a picture turned clockwise by a multiple of 90 degrees. */
public final class ImageRotate extends LazyImageFunction {
    private static final long serialVersionUID = 1L;
    private static final int QUARTER = 90;

    /**
     * @param nullOnError the {@code TRY_} form
     */
    public ImageRotate(boolean nullOnError) {
        super("IMAGE_ROTATE", nullOnError);
    }

    @Override
    DataType[][] signatures() {
        return new DataType[][] {{DataTypes.INT()}};
    }

    /** Called by Flink. */
    public RowData eval(RowData img, Integer degrees) throws IOException {
        if (img == null || degrees == null) {
            return null;
        }
        return degrees % (4 * QUARTER) == 0 ? img : append(img, () -> turn(degrees));
    }

    private static ImageOp turn(int degrees) throws MediaException {
        if (degrees % QUARTER != 0) {
            throw refused(
                    "IMAGE_ROTATE turns by 90, 180 or 270 degrees, not by "
                            + degrees
                            + "; IMAGE_CROP cuts out a box turned by any angle");
        }
        return new ImageOp.Rotate(Math.floorMod(degrees / QUARTER, 4));
    }
}
