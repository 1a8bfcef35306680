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

    /** Peak signal to noise, in decibels; infinite for equal images. */
    public static double psnr(BufferedImage a, BufferedImage b) {
        if (a.getWidth() != b.getWidth() || a.getHeight() != b.getHeight()) {
            throw new AssertionError(
                    "%d x %d against %d x %d"
                            .formatted(a.getWidth(), a.getHeight(), b.getWidth(), b.getHeight()));
        }
        double sum = 0;
        for (int y = 0; y < a.getHeight(); y++) {
            for (int x = 0; x < a.getWidth(); x++) {
                int p = a.getRGB(x, y);
                int q = b.getRGB(x, y);
                for (int shift = 0; shift <= 16; shift += 8) {
                    double difference = (p >> shift & 0xff) - (q >> shift & 0xff);
                    sum += difference * difference;
                }
            }
        }
        double mean = sum / (3.0 * a.getWidth() * a.getHeight());
        return 10 * Math.log10(255 * 255 / mean);
    }
}
