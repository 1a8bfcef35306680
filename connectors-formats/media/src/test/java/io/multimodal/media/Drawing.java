// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/** Images that tests draw, so that they know each pixel. */
public final class Drawing {
    private Drawing() {}

    /** Edges and colours, without symmetry. */
    public static BufferedImage image(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int red = x * 255 / width & 0xe0;
                int green = y * 255 / height & 0xe0;
                int blue = (x / 7 + y / 5) % 2 * 255 & 0xc0;
                image.setRGB(x, y, red << 16 | green << 8 | blue);
            }
        }
        return image;
    }

    /** Waves without edges, so that interpolations agree. */
    public static BufferedImage smooth(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int red = (int) (127 + 100 * Math.sin(x / 15.0));
                int green = (int) (127 + 100 * Math.cos(y / 18.0));
                int blue = (int) (127 + 100 * Math.sin((x + 2 * y) / 30.0));
                image.setRGB(x, y, red << 16 | green << 8 | blue);
            }
        }
        return image;
    }

    public static void fill(BufferedImage image, Color colour) {
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(colour);
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        graphics.dispose();
    }

    /** The image turned clockwise. */
    public static BufferedImage turn(BufferedImage image, int quarterTurns) {
        BufferedImage result = image;
        for (int i = 0; i < quarterTurns; i++) {
            BufferedImage next =
                    new BufferedImage(
                            /* width= */ result.getHeight(),
                            /* height= */ result.getWidth(),
                            BufferedImage.TYPE_INT_RGB);
            for (int y = 0; y < result.getHeight(); y++) {
                for (int x = 0; x < result.getWidth(); x++) {
                    next.setRGB(result.getHeight() - 1 - y, x, result.getRGB(x, y));
                }
            }
            result = next;
        }
        return result;
    }
}
