// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions.image;

import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.ImageOp;
import java.io.IOException;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;

/**
 * {@code IMAGE_CROP(img, x, y, width, height [, angle])}: a box of a picture, in pixels. The box
 * may be turned clockwise about its centre by an angle in degrees, and the result shows it upright;
 * an upright box is clipped to the picture.
 */
public final class ImageCrop extends LazyImageFunction {
    private static final long serialVersionUID = 1L;
    private static final int CENTIDEGREES = 100;
    private static final int FULL_TURN = 36_000;

    /**
     * @param nullOnError the {@code TRY_} form
     */
    public ImageCrop(boolean nullOnError) {
        super("IMAGE_CROP", nullOnError);
    }

    @Override
    DataType[][] signatures() {
        DataType pixels = DataTypes.INT();
        return new DataType[][] {
            {pixels, pixels, pixels, pixels}, {pixels, pixels, pixels, pixels, DataTypes.DOUBLE()}
        };
    }

    /** Called by Flink. */
    public RowData eval(RowData img, Integer x, Integer y, Integer width, Integer height)
            throws IOException {
        return eval(img, x, y, width, height, 0.0);
    }

    /** Called by Flink. */
    public RowData eval(
            RowData img, Integer x, Integer y, Integer width, Integer height, Double angle)
            throws IOException {
        if (img == null
                || x == null
                || y == null
                || width == null
                || height == null
                || angle == null) {
            return null;
        }
        return append(img, () -> new ImageOp.Crop(x, y, width, height, centidegrees(angle)));
    }

    /** Rounded and brought into (-18000, 18000]. */
    private static int centidegrees(double degrees) throws MediaException {
        if (!Double.isFinite(degrees)) {
            throw refused("The angle of a crop is a number of degrees, this one is " + degrees);
        }
        int turned = Math.floorMod(Math.round(degrees * CENTIDEGREES), FULL_TURN);
        return turned > FULL_TURN / 2 ? turned - FULL_TURN : turned;
    }
}
