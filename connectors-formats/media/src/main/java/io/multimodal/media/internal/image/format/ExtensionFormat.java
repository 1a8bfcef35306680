// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.format;

import io.multimodal.media.internal.bytes.HeaderBytes;
import io.multimodal.media.spi.HeaderReader;
import io.multimodal.media.spi.ImageDescription;
import io.multimodal.media.spi.ImageFormat;
import io.multimodal.media.spi.PixelBuffer;
import io.multimodal.media.spi.PixelChannels;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.ImageSize;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;

/**
 * A format from a third party's jar, with the failure contract of the built-in ones: whatever it
 * throws because of the bytes becomes a {@link MediaException}. Its code runs with its own class
 * loader as the context, whichever thread it runs in.
 */
public record ExtensionFormat(ImageFormat format) implements DetectedFormat {
    private static final int MAX_SHIFT = 3;

    /**
     * Whether an object with these first bytes is of this format; a failure says that it is not.
     */
    public boolean matches(byte[] head) {
        byte[] start = Arrays.copyOf(head, Math.min(head.length, ImageFormat.MATCH_BYTES));
        try {
            return guarded("recognise", () -> format.matches(start));
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public String contentType() {
        return format.contentType();
    }

    @Override
    public ImageFacts readHead(HeaderBytes bytes) throws IOException {
        ImageDescription image;
        try {
            image =
                    guarded(
                            "read the header of",
                            () -> Objects.requireNonNull(format.describe(new Header(bytes))));
        } catch (BeyondHeaderException e) {
            return ImageFacts.UNKNOWN;
        }
        ImageSize size = image.size();
        int frameBits = image.layout() == PixelChannels.RGBA ? 4 * Byte.SIZE : 0;
        return new ImageFacts(
                size,
                image.layout().mode(),
                image.orientation(),
                ImageFacts.Traits.PLAIN,
                new DecodeCost(size, frameBits, image.workingBytesPerPixel()));
    }

    /** Its EXIF block, if it has any, is not read. */
    @Override
    public ExifSpan exif(HeaderBytes bytes) {
        return null;
    }

    /** The most that an image is shrunk by while it is decoded, as a power of two. */
    public int maxShift(ImageFacts head) {
        try {
            return Math.max(
                    0,
                    Math.min(
                            MAX_SHIFT,
                            guarded("reduce", () -> format.maxShift(description(head)))));
        } catch (IOException e) {
            return 0;
        }
    }

    /** Refuses a file that ends too early. */
    void checkComplete(byte[] file, ImageFacts head) throws IOException {
        ImageDescription image = description(head);
        if (!guarded("check the end of", () -> format.isComplete(file, image))) {
            throw new MediaException(
                    ErrorCode.TRUNCATED,
                    "The %s has %d bytes and lacks its end".formatted(contentType(), file.length));
        }
    }

    /** Writes the pixels; after a failure they are undefined. */
    public void decode(byte[] file, ImageFacts head, int shift, PixelBuffer target)
            throws IOException {
        ImageDescription image = description(head);
        guarded(
                "decode",
                () -> {
                    format.decode(file, image, shift, target);
                    return true;
                });
    }

    /** What the format said, as it is kept. */
    private static ImageDescription description(ImageFacts head) {
        return new ImageDescription(
                head.size(), layout(head), head.orientation(), head.cost().coefficientBytes());
    }

    /** In which layout it decodes. */
    public static PixelChannels layout(ImageFacts head) {
        return Arrays.stream(PixelChannels.values())
                .filter(layout -> layout.mode().equals(head.mode()))
                .findFirst()
                .orElseThrow();
    }

    private <T> T guarded(String what, ExtensionCall.Step<T> step) throws IOException {
        return ExtensionCall.guarded(format, what + " the object", step);
    }

    /** What was asked for lies further back than may be read of a header. */
    private static final class BeyondHeaderException extends IOException {
        private static final long serialVersionUID = 1L;

        BeyondHeaderException(HeaderBytes.OutOfReachException cause) {
            super("Beyond what is read of a header", cause);
        }
    }

    private record Header(HeaderBytes bytes) implements HeaderReader {
        @Override
        public long sizeBytes() {
            return bytes.size();
        }

        @Override
        public byte[] read(long offset, int length) throws IOException {
            if (offset < 0 || length < 0) {
                throw new IndexOutOfBoundsException(
                        "There are no %d bytes at %d".formatted(length, offset));
            } else if (offset > bytes.size() - length) {
                throw new MediaException(
                        ErrorCode.TRUNCATED,
                        "The header ends too early: %d bytes are needed at %d and there are %d"
                                .formatted(length, offset, bytes.size()));
            }
            try {
                return bytes.range(offset, length);
            } catch (HeaderBytes.OutOfReachException e) {
                throw new BeyondHeaderException(e);
            }
        }
    }
}
