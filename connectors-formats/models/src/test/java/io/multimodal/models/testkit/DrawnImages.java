// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.testkit;

import io.multimodal.media.MediaRuntime;
import io.multimodal.models.spi.InputRow;
import io.multimodal.store.Payload;
import io.multimodal.types.Image;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/** Rows with one IMAGE each: three sizes, no two alike. */
final class DrawnImages {
    private static final int[][] SIZES = {{64, 64}, {160, 48}, {40, 120}};

    private DrawnImages() {}

    /** Puts the images into the main store. */
    static List<InputRow> put(MediaRuntime media) throws Exception {
        List<InputRow> rows = new ArrayList<>();
        for (int[] size : SIZES) {
            Payload file = Payload.of(png(size[0], size[1]));
            rows.add(
                    new InputRow(
                            List.of(
                                    Image.of(
                                            media.stores()
                                                    .main()
                                                    .put(file)
                                                    .toCompletableFuture()
                                                    .get()))));
        }
        return rows;
    }

    private static byte[] png(int width, int height) throws Exception {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(new Color(200, width, height));
        pen.fillRect(0, 0, width, height);
        pen.setColor(Color.BLACK);
        pen.fillRect(width / 4, height / 3, width / 3, height / 3);
        pen.dispose();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageIO.write(image, "png", file);
        return file.toByteArray();
    }
}
