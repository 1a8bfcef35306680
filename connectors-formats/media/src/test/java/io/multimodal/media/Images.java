// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media;

import io.multimodal.media.image.ImageReader;
import io.multimodal.store.ObjectHandle;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.ExternalRef;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.config.Limits;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.ImageOp;
import io.multimodal.types.program.ImageProgram;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import javax.imageio.ImageIO;

/** What the tests of this module share: readers over bytes, programs, comparisons. */
public final class Images {
    /** What the tests refer to, by reference. */
    private static final Map<ObjectRef, byte[]> BYTES = new ConcurrentHashMap<>();

    private Images() {}

    /** A reference to these bytes that any {@link #reader} of this class resolves. */
    public static ObjectRef ref(byte[] bytes) {
        ObjectRef ref =
                new ExternalRef(
                        "test:" + ContentId.hash(bytes).hex(),
                        0,
                        OptionalLong.of(bytes.length),
                        Optional.empty());
        BYTES.put(ref, bytes);
        return ref;
    }

    /** Forgets all references. */
    public static void forget() {
        BYTES.clear();
    }

    public static ImageReader reader() {
        return reader(Limits.DEFAULT);
    }

    public static ImageReader reader(Limits limits) {
        return ImageReader.open(ref -> handle(BYTES.get(ref)), limits);
    }

    public static ObjectHandle handle(byte[] bytes) {
        return new ObjectHandle() {
            @Override
            public long sizeBytes() {
                return bytes.length;
            }

            @Override
            public byte[] read(long offset, int length) {
                return Arrays.copyOfRange(bytes, (int) offset, (int) offset + length);
            }

            @Override
            public InputStream stream() {
                return new ByteArrayInputStream(bytes);
            }
        };
    }

    public static ObjectRef derived(byte[] bytes, ImageOp... ops) {
        try {
            ImageProgram program = ImageProgram.EMPTY;
            for (ImageOp op : ops) {
                program = program.then(op);
            }
            return program.applyTo(ref(bytes));
        } catch (MediaException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static BufferedImage png(byte[] bytes) {
        try {
            return ImageIO.read(new ByteArrayInputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] encode(BufferedImage image, String format) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            if (!ImageIO.write(image, format, out)) {
                throw new IllegalArgumentException("ImageIO does not write this as " + format);
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The result of a reference's program, exactly. */
    public static BufferedImage pixels(ImageReader reader, ObjectRef ref) throws IOException {
        return png(reader.encode(ref, "image/png", Integer.MAX_VALUE));
    }

    /** The image with its transparent pixels over white. */
    public static BufferedImage rgb(BufferedImage image) {
        BufferedImage result =
                new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        Drawing.fill(result, java.awt.Color.WHITE);
        java.awt.Graphics2D graphics = result.createGraphics();
        graphics.drawImage(image, 0, 0, null);
        graphics.dispose();
        return result;
    }

    /** As getRGB gives them, which takes ten times as long for what ImageIO reads. */
    private static int[] argb(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        if (image.getType() != BufferedImage.TYPE_3BYTE_BGR) {
            return image.getRGB(0, 0, width, height, null, 0, width);
        }
        byte[] samples = (byte[]) image.getRaster().getDataElements(0, 0, width, height, null);
        int[] argb = new int[width * height];
        for (int i = 0; i < argb.length; i++) {
            argb[i] =
                    0xff000000
                            | (samples[3 * i] & 0xff) << 16
                            | (samples[3 * i + 1] & 0xff) << 8
                            | (samples[3 * i + 2] & 0xff);
        }
        return argb;
    }

    /** Peak signal to noise, in decibels; infinite for equal images. */
    public static double psnr(BufferedImage a, BufferedImage b) {
        if (a.getWidth() != b.getWidth() || a.getHeight() != b.getHeight()) {
            throw new AssertionError(
                    "%d x %d against %d x %d"
                            .formatted(a.getWidth(), a.getHeight(), b.getWidth(), b.getHeight()));
        }
        int[] first = argb(a);
        int[] second = argb(b);
        long sum = 0;
        for (int i = 0; i < first.length; i++) {
            for (int shift = 0; shift <= 16; shift += 8) {
                int difference = (first[i] >> shift & 0xff) - (second[i] >> shift & 0xff);
                sum += (long) difference * difference;
            }
        }
        double mean = sum / (3.0 * first.length);
        return 10 * Math.log10(255 * 255 / mean);
    }
}
