// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models;

import io.multimodal.media.tensor.TensorSpec;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.nio.FloatBuffer;
import java.util.Locale;

/** Images with known text, and their pixels as a model's input, all by Java2D. */
public final class DrawnText {
    private static final int MARGIN = 6;

    private DrawnText() {}

    /** Black lines on white, one below the other. */
    public static BufferedImage page(int width, int height, int fontSize, String... lines) {
        BufferedImage page = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = page.createGraphics();
        pen.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, width, height);
        pen.setColor(Color.BLACK);
        pen.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, fontSize));
        for (int i = 0; i < lines.length; i++) {
            pen.drawString(lines[i], fontSize, (int) (fontSize * (1.8 * i + 1.6)));
        }
        pen.dispose();
        return page;
    }

    /** One black line on white with a small margin. */
    public static BufferedImage line(String text) {
        Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 36);
        Graphics2D ruler = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
        FontMetrics metrics = ruler.getFontMetrics(font);
        ruler.dispose();
        BufferedImage line =
                new BufferedImage(
                        metrics.stringWidth(text) + 2 * MARGIN,
                        metrics.getHeight() + 2 * MARGIN,
                        BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = line.createGraphics();
        pen.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, line.getWidth(), line.getHeight());
        pen.setColor(Color.BLACK);
        pen.setFont(font);
        pen.drawString(text, MARGIN, MARGIN + metrics.getAscent());
        pen.dispose();
        return line;
    }

    /** The image turned clockwise. */
    public static BufferedImage turned(BufferedImage image, int quarterTurns) {
        boolean swapped = quarterTurns % 2 == 1;
        int width = swapped ? image.getHeight() : image.getWidth();
        int height = swapped ? image.getWidth() : image.getHeight();
        BufferedImage turned = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = turned.createGraphics();
        pen.translate(width / 2.0, height / 2.0);
        pen.rotate(quarterTurns * Math.PI / 2);
        pen.translate(-image.getWidth() / 2.0, -image.getHeight() / 2.0);
        pen.drawImage(image, 0, 0, null);
        pen.dispose();
        return turned;
    }

    /** A box cut out and turned back, as IMAGE_CROP does. */
    public static BufferedImage crop(
            BufferedImage image, int x, int y, int width, int height, double angle) {
        BufferedImage crop = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = crop.createGraphics();
        pen.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, width, height);
        AffineTransform toCrop = new AffineTransform();
        toCrop.translate(width / 2.0, height / 2.0);
        toCrop.rotate(-Math.toRadians(angle));
        toCrop.translate(-x - width / 2.0, -y - height / 2.0);
        pen.drawImage(image, toCrop, null);
        pen.dispose();
        return crop;
    }

    /** The image as the tensor that the specification asks for. */
    public static void tensor(BufferedImage image, TensorSpec spec, FloatBuffer target) {
        BufferedImage scaled =
                new BufferedImage(spec.width(), spec.height(), BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = scaled.createGraphics();
        pen.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        pen.drawImage(image, 0, 0, spec.width(), spec.height(), null);
        pen.dispose();
        int plane = spec.paddedWidth() * spec.paddedHeight();
        for (int c = 0; c < TensorSpec.CHANNELS; c++) {
            int shift = 8 * (spec.channels() == TensorSpec.Channels.RGB ? 2 - c : c);
            for (int y = 0; y < spec.paddedHeight(); y++) {
                for (int x = 0; x < spec.paddedWidth(); x++) {
                    boolean inside = x < spec.width() && y < spec.height();
                    float value =
                            inside
                                    ? ((scaled.getRGB(x, y) >> shift & 0xff) / 255f
                                                    - spec.mean().get(c))
                                            / spec.std().get(c)
                                    : spec.padding();
                    int pixel = y * spec.paddedWidth() + x;
                    target.put(
                            spec.layout() == TensorSpec.Layout.CHW
                                    ? c * plane + pixel
                                    : pixel * TensorSpec.CHANNELS + c,
                            value);
                }
            }
        }
    }

    /** Text as far as recognisers agree on it: without spaces, in lower case. */
    public static String essence(String text) {
        return text.replace(" ", "").toLowerCase(Locale.ROOT);
    }
}
