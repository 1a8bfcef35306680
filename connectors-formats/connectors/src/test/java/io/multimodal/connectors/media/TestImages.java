// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Small images of one colour. */
public final class TestImages {
    private TestImages() {}

    public static byte[] png(int width, int height, int rgb) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                // Noise, so that the file is larger than what rides inline.
                image.setRGB(x, y, rgb ^ (x * 7919 + y * 104_729));
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    static Path write(Path file, int width, int height, int rgb) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.write(file, png(width, height, rgb));
    }
}
