// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.decode;

import io.multimodal.media.content.Orientation;
import io.multimodal.media.internal.image.format.ImageFacts;
import io.multimodal.media.internal.image.format.ImageSizes;
import io.multimodal.media.internal.image.format.ProbedImage;
import io.multimodal.media.internal.image.raster.Raster;
import io.multimodal.media.internal.image.render.StageRunner;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.ImageSize;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The first frame of an animated WebP, which FFmpeg does not read: taken out of the animation and
 * wrapped as an image of its own.
 */
final class AnimatedWebp {
    private static final int FIRST_CHUNK = 12;
    private static final int CHUNK_HEAD = 8;
    private static final int FRAME_HEAD = 16;
    private static final int ALPHA = 0x10;

    private AnimatedWebp() {}

    /** Decodes; where the frame does not cover the image, the rest is white. */
    static Raster decodeFirst(byte[] file, ProbedImage probed, ColourProfile profile)
            throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int at = frame(bytes);
        int left = 2 * u24(bytes, at + 8);
        int top = 2 * u24(bytes, at + 11);
        ImageSize size = new ImageSize(u24(bytes, at + 14) + 1, u24(bytes, at + 17) + 1);
        ImageSize canvas = probed.head().size();
        if ((long) left + size.width() > canvas.width()
                || (long) top + size.height() > canvas.height()) {
            throw new MediaException(
                    ErrorCode.CORRUPT,
                    "The first frame of the WebP, %s pixels at %d,%d, leaves the image, which has %s"
                            .formatted(ImageSizes.text(size), left, top, ImageSizes.text(canvas)));
        }
        long length = Integer.toUnsignedLong(bytes.getInt(at + 4)) - FRAME_HEAD;
        int start = at + CHUNK_HEAD + FRAME_HEAD;
        if (length < CHUNK_HEAD || start + length > file.length) {
            throw new MediaException(
                    ErrorCode.CORRUPT,
                    "The first frame of the WebP has %d bytes".formatted(length));
        }
        byte[] image = wrap(file, start, (int) length, size);
        ProbedImage frame =
                new ProbedImage(
                        probed.format(),
                        new ImageFacts(
                                size,
                                probed.head().mode(),
                                Orientation.UPRIGHT,
                                ImageFacts.Traits.PLAIN));
        if (size.equals(canvas)) {
            return ImageDecoder.decodeWhole(image, frame, 0, profile);
        }
        try (Raster decoded = ImageDecoder.decodeWhole(image, frame, 0, profile);
                Raster part = StageRunner.toRgb(decoded)) {
            Raster whole = Raster.allocate(canvas.width(), canvas.height());
            whole.whiten();
            whole.paste(part, left, top);
            return whole;
        }
    }

    /** Where the first frame's chunk begins. */
    private static int frame(ByteBuffer bytes) throws MediaException {
        for (long at = FIRST_CHUNK; at + CHUNK_HEAD + FRAME_HEAD <= bytes.capacity(); ) {
            // "ANMF"
            if (bytes.getInt((int) at) == 0x464d4e41) {
                return (int) at;
            }
            long length = Integer.toUnsignedLong(bytes.getInt((int) at + 4));
            at += CHUNK_HEAD + length + (length & 1);
        }
        throw new MediaException(ErrorCode.CORRUPT, "The animated WebP has no frame");
    }

    private static byte[] wrap(byte[] file, int start, int length, ImageSize size) {
        ByteBuffer image =
                ByteBuffer.allocate(FIRST_CHUNK + CHUNK_HEAD + 10 + length)
                        .order(ByteOrder.LITTLE_ENDIAN);
        image.put(ascii("RIFF")).putInt(image.capacity() - CHUNK_HEAD).put(ascii("WEBP"));
        image.put(ascii("VP8X")).putInt(10);
        boolean alpha = new String(file, start, 4, StandardCharsets.US_ASCII).equals("ALPH");
        image.putInt(alpha ? ALPHA : 0);
        put24(image, size.width() - 1);
        put24(image, size.height() - 1);
        image.put(file, start, length);
        return image.array();
    }

    private static byte[] ascii(String name) {
        return name.getBytes(StandardCharsets.US_ASCII);
    }

    private static int u24(ByteBuffer bytes, int at) {
        return (bytes.getShort(at) & 0xffff) | (bytes.get(at + 2) & 0xff) << 16;
    }

    private static void put24(ByteBuffer bytes, int value) {
        bytes.putShort((short) value).put((byte) (value >> 16));
    }
}
