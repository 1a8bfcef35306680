// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.image;

import io.multimodal.annotation.Public;
import io.multimodal.media.internal.image.format.ImageSizes;
import io.multimodal.media.internal.image.raster.Grey;
import io.multimodal.media.internal.image.raster.PixelTransform;
import io.multimodal.media.internal.image.raster.RasterSink;
import io.multimodal.media.internal.image.raster.RowSink;
import io.multimodal.media.tensor.TensorSpec.Channels;
import io.multimodal.media.tensor.TensorSpec.Layout;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.ImageSize;
import java.awt.image.BufferedImage;
import java.util.Objects;

/**
 * The pixels of an image in memory: 8 bits for each channel, unsigned, without padding. They are
 * sRGB, upright, and without transparency. Thread-safe, unless somebody writes to {@link #values}.
 *
 * <pre>{@code
 * ImagePixels pixels = media.images().pixels(img.reference(), Layout.HWC, Channels.RGB);
 * int red = pixels.value(x, y, 0);
 * BufferedImage image = pixels.toBufferedImage();
 * }</pre>
 */
@Public
public final class ImagePixels {
    private static final long MAX_VALUES = Integer.MAX_VALUE - 1024;

    private final ImageSize size;
    private final Layout layout;
    private final Channels channels;
    private final byte[] values;

    private ImagePixels(ImageSize size, Layout layout, Channels channels) {
        this.size = size;
        this.layout = layout;
        this.channels = channels;
        this.values = new byte[size.width() * size.height() * channels.count()];
    }

    /** Black, until its {@link #sink} has taken all rows. */
    static ImagePixels allocate(ImageSize size, Layout layout, Channels channels)
            throws MediaException {
        if (ImageSizes.pixels(size) > MAX_VALUES / channels.count()) {
            throw new MediaException(
                    ErrorCode.TOO_MANY_PIXELS,
                    "An array cannot hold %d x %d pixels; scale the image, or take parts of it"
                            .formatted(size.width(), size.height()));
        }
        return new ImagePixels(size, layout, channels);
    }

    /** The width in pixels. */
    public int width() {
        return size.width();
    }

    /** The height in pixels. */
    public int height() {
        return size.height();
    }

    /** The order of the dimensions in {@link #values}. */
    public Layout layout() {
        return layout;
    }

    /** The order of the colours in {@link #values}. */
    public Channels channels() {
        return channels;
    }

    /**
     * All values, {@code height * width * channels} of them; not a copy.
     *
     * @return as {@code layout} says: in HWC the channels of one pixel follow each other, in CHW
     *     the pixels of one channel; {@code values[i] & 0xff} is 0 to 255
     */
    public byte[] values() {
        return values;
    }

    /**
     * One value, 0 to 255.
     *
     * @param x the column, from 0
     * @param y the row, from 0
     * @param channel from 0, in the order of {@link #channels}
     * @throws IndexOutOfBoundsException if there is no such pixel or channel
     */
    public int value(int x, int y, int channel) {
        Objects.checkIndex(x, size.width());
        Objects.checkIndex(y, size.height());
        Objects.checkIndex(channel, channels.count());
        return values[index(x, y, channel)] & 0xff;
    }

    private int index(int x, int y, int channel) {
        return layout == Layout.HWC
                ? (y * size.width() + x) * channels.count() + channel
                : (channel * size.height() + y) * size.width() + x;
    }

    /**
     * A copy of the pixels as a {@code BufferedImage}.
     *
     * @return of the type {@code TYPE_BYTE_GRAY} for one channel, or else {@code TYPE_3BYTE_BGR}
     */
    public BufferedImage toBufferedImage() {
        boolean grey = channels == Channels.GREY;
        BufferedImage image =
                new BufferedImage(
                        size.width(),
                        size.height(),
                        grey ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR);
        int count = channels.count();
        byte[] row = new byte[size.width() * count];
        for (int y = 0; y < size.height(); y++) {
            for (int x = 0; x < size.width(); x++) {
                for (int c = 0; c < count; c++) {
                    // A raster's elements are red first, whatever its bytes are.
                    int from = channels == Channels.BGR ? count - 1 - c : c;
                    row[x * count + c] = values[index(x, y, from)];
                }
            }
            image.getRaster().setDataElements(0, y, size.width(), 1, row);
        }
        return image;
    }

    RowSink sink() {
        return channels == Channels.GREY ? new Grey(new Sink()) : new Sink();
    }

    /** Takes rows as they are rendered. */
    private final class Sink implements RowSink {
        @Override
        public void row(int y, float[][] rgb, PixelTransform turn) {
            int count = channels.count();
            for (int c = 0; c < count; c++) {
                int to = channels == Channels.BGR ? count - 1 - c : c;
                for (int x = 0; x < rgb[c].length; x++) {
                    int column = turn.u0() + turn.ux() * x + turn.uy() * y;
                    int row = turn.v0() + turn.vx() * x + turn.vy() * y;
                    values[index(column, row, to)] = RasterSink.round(rgb[c][x]);
                }
            }
        }
    }
}
