// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.decode;

import io.multimodal.media.internal.image.format.ImageSizes;
import io.multimodal.media.internal.image.format.ProbedImage;
import io.multimodal.media.internal.image.raster.Raster;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes the TIFFs that FFmpeg gets wrong, in tiles or with JPEG in strips, by the JDK's own
 * reader. It works on the heap, so these images have to be small.
 */
final class ImageIoTiffDecoder {
    /** Half a gigabyte of heap at the worst, of 16 bits and four channels twice. */
    private static final long MAX_PIXELS = 32_000_000;

    private ImageIoTiffDecoder() {}

    static Raster decode(byte[] file, ProbedImage probed) throws MediaException {
        if (ImageSizes.pixels(probed.head().size()) > MAX_PIXELS) {
            throw new MediaException(
                    ErrorCode.TOO_MANY_PIXELS,
                    "A TIFF of this rare kind may have %d pixels, this one has %s"
                            .formatted(MAX_PIXELS, ImageSizes.text(probed.head().size())));
        }
        ImageReader reader = reader();
        try (ImageInputStream stream =
                new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(stream, true, true);
            return toRaster(reader.read(0));
        } catch (IOException | RuntimeException e) {
            // The reader answers broken files with whatever exception comes of them.
            throw new MediaException(
                    ErrorCode.UNSUPPORTED,
                    "Neither FFmpeg nor the Java runtime decodes this kind of TIFF; the latter says '%s'"
                            .formatted(e.getMessage()),
                    e);
        } catch (OutOfMemoryError e) {
            // One array too large for the heap, by what the file says of its parts.
            throw new MediaException(
                    ErrorCode.TOO_MANY_PIXELS,
                    "The Java heap has no room for the parts that this TIFF says to have",
                    e);
        } finally {
            reader.dispose();
        }
    }

    /** The one of the Java runtime: others on the class path take what files say for granted. */
    private static ImageReader reader() throws MediaException {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("tiff");
        while (readers.hasNext()) {
            ImageReader reader = readers.next();
            if (reader.getClass().getName().startsWith("com.sun.imageio.")) {
                return reader;
            }
        }
        throw new MediaException(
                ErrorCode.UNSUPPORTED, "This Java runtime has no reader of rare TIFFs");
    }

    /** Java takes grey as linear light, which no TIFF means. */
    private static void greyRow(BufferedImage image, int y, int[] argb) {
        int[] samples = new int[argb.length];
        image.getRaster().getSamples(0, y, argb.length, 1, 0, samples);
        to8Bits(samples, image.getSampleModel().getSampleSize(0));
        int[] alphas = new int[argb.length];
        if (image.getRaster().getNumBands() == 2) {
            image.getRaster().getSamples(0, y, argb.length, 1, 1, alphas);
            to8Bits(alphas, image.getSampleModel().getSampleSize(1));
        } else {
            Arrays.fill(alphas, 0xff);
        }
        for (int x = 0; x < argb.length; x++) {
            argb[x] = alphas[x] << 24 | samples[x] * 0x010101;
        }
    }

    private static void to8Bits(int[] samples, int bits) {
        for (int x = 0; x < samples.length; x++) {
            samples[x] =
                    bits >= 8
                            ? samples[x] >> (bits - 8) & 0xff
                            : samples[x] * 255 / ((1 << bits) - 1);
        }
    }

    private static Raster toRaster(BufferedImage image) {
        int width = image.getWidth();
        Raster raster = Raster.allocate(width, image.getHeight());
        int[] argb = new int[width];
        byte[] rgb = new byte[width * Raster.CHANNELS];
        for (int y = 0; y < image.getHeight(); y++) {
            if (image.getRaster().getNumBands() <= 2
                    && !(image.getColorModel() instanceof IndexColorModel)) {
                greyRow(image, y, argb);
            } else {
                image.getRGB(0, y, width, 1, argb, 0, width);
            }
            for (int x = 0; x < width; x++) {
                int alpha = argb[x] >>> 24;
                for (int c = 0; c < Raster.CHANNELS; c++) {
                    int value = argb[x] >> (16 - 8 * c) & 0xff;
                    rgb[x * Raster.CHANNELS + c] =
                            (byte) ((value * alpha + 255 * (255 - alpha) + 127) / 255);
                }
            }
            raster.write(y, rgb);
        }
        return raster;
    }
}
