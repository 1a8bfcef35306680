// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.examples.qoi;

import io.multimodal.media.spi.HeaderReader;
import io.multimodal.media.spi.ImageDescription;
import io.multimodal.media.spi.ImageFormat;
import io.multimodal.media.spi.PixelBuffer;
import io.multimodal.media.spi.PixelChannels;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.ImageSize;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Set;

/**
 * Reads QOI images. The header has 14 bytes: "qoif", width and height in four bytes each, the
 * number of channels (3 or 4), the colour space (0 or 1, which changes nothing in the bytes).
 * Chunks of pixels follow, and seven bytes 0 and one byte 1 at the end of the file.
 */
public final class QoiFormat implements ImageFormat {
    static final int HEADER_BYTES = 14;
    static final byte[] END = {0, 0, 0, 0, 0, 0, 0, 1};

    private static final int MAGIC = 0x716f6966;

    @Override
    public String contentType() {
        return "image/qoi";
    }

    @Override
    public Set<String> fileSuffixes() {
        return Set.of("qoi");
    }

    @Override
    public boolean matches(byte[] start) {
        return start.length >= Integer.BYTES && ByteBuffer.wrap(start).getInt() == MAGIC;
    }

    @Override
    public ImageDescription describe(HeaderReader header) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(header.read(0, HEADER_BYTES));
        int width = bytes.getInt(4);
        int height = bytes.getInt(8);
        int channels = bytes.get(12);
        int colourSpace = bytes.get(13);
        if (width < 1 || height < 1 || channels < 3 || channels > 4 || (colourSpace & ~1) != 0) {
            throw new MediaException(
                    ErrorCode.CORRUPT,
                    "The QOI says %s x %s pixels, %d channels, colour space %d"
                            .formatted(
                                    Integer.toUnsignedString(width),
                                    Integer.toUnsignedString(height),
                                    channels,
                                    colourSpace));
        }
        return new ImageDescription(
                new ImageSize(width, height),
                channels == 3 ? PixelChannels.RGB : PixelChannels.RGBA);
    }

    @Override
    public boolean isComplete(byte[] file, ImageDescription image) {
        int end = file.length - END.length;
        return end >= HEADER_BYTES && Arrays.equals(file, end, file.length, END, 0, END.length);
    }

    @Override
    public void decode(byte[] file, ImageDescription image, int shift, PixelBuffer target)
            throws IOException {
        int channels = image.layout().channels();
        byte[] row = new byte[image.size().width() * channels];
        QoiPixels pixels = new QoiPixels(file, HEADER_BYTES, file.length - END.length);
        for (int y = 0; y < image.size().height(); y++) {
            for (int at = 0; at < row.length; at += channels) {
                int rgba = pixels.next();
                row[at] = (byte) (rgba >>> 24);
                row[at + 1] = (byte) (rgba >>> 16);
                row[at + 2] = (byte) (rgba >>> 8);
                if (channels == 4) {
                    row[at + 3] = (byte) rgba;
                }
            }
            target.row(y, row);
        }
    }
}
