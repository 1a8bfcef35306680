// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.testkit;

import io.multimodal.media.content.Orientation;
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
 * The simplest format that has all that a format can have: "FLAT", the number of channels, the
 * orientation, width and height in two bytes each, the samples. Not final: the suite's negative
 * controls break it.
 */
public class FlatFormat implements ImageFormat {
    static final int HEADER_BYTES = 10;

    static byte[] file(ImageDescription image, byte[] samples) {
        return ByteBuffer.allocate(HEADER_BYTES + samples.length)
                .putInt(0x464c4154)
                .put((byte) image.layout().channels())
                .put((byte) image.orientation().exif())
                .putShort((short) image.size().width())
                .putShort((short) image.size().height())
                .put(samples)
                .array();
    }

    @Override
    public String contentType() {
        return "image/x-flat";
    }

    @Override
    public Set<String> fileSuffixes() {
        return Set.of("flat");
    }

    @Override
    public boolean matches(byte[] start) {
        return start.length >= 4 && ByteBuffer.wrap(start).getInt() == 0x464c4154;
    }

    @Override
    public ImageDescription describe(HeaderReader header) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(header.read(0, HEADER_BYTES));
        int channels = bytes.get(4);
        int width = bytes.getShort(6) & 0xffff;
        int height = bytes.getShort(8) & 0xffff;
        PixelChannels layout =
                Arrays.stream(PixelChannels.values())
                        .filter(each -> each.channels() == channels)
                        .findFirst()
                        .orElse(null);
        if (layout == null || width == 0 || height == 0) {
            throw new MediaException(
                    ErrorCode.CORRUPT, "%d channels, %d x %d".formatted(channels, width, height));
        }
        return new ImageDescription(
                new ImageSize(width, height), layout, Orientation.ofExif(bytes.get(5)), 0);
    }

    @Override
    public boolean isComplete(byte[] file, ImageDescription image) throws IOException {
        ImageSize size = image.size();
        long samples = (long) size.width() * size.height() * image.layout().channels();
        return file.length >= HEADER_BYTES + samples;
    }

    @Override
    public int maxShift(ImageDescription image) {
        return 1;
    }

    @Override
    public void decode(byte[] file, ImageDescription image, int shift, PixelBuffer target)
            throws IOException {
        int channels = image.layout().channels();
        byte[] row = new byte[target.size().width() * channels];
        for (int y = 0; y < target.size().height(); y++) {
            for (int i = 0; i < row.length; i++) {
                row[i] = mean(file, image, i / channels, y, i % channels, 1 << shift);
            }
            target.row(y, row);
        }
    }

    /** Of the pixels that one stands for. */
    private static byte mean(
            byte[] file, ImageDescription image, int column, int row, int channel, int side) {
        ImageSize size = image.size();
        int sum = 0;
        int count = 0;
        for (int y = row * side; y < Math.min(size.height(), (row + 1) * side); y++) {
            for (int x = column * side; x < Math.min(size.width(), (column + 1) * side); x++) {
                int pixel = y * size.width() + x;
                sum += file[HEADER_BYTES + pixel * image.layout().channels() + channel] & 0xff;
                count++;
            }
        }
        return (byte) (sum / count);
    }
}
