// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.decode;

import io.multimodal.media.internal.bytes.HeaderBytes;
import io.multimodal.media.internal.image.format.TiffDirectory;
import io.multimodal.media.internal.image.format.TiffLayout;
import io.multimodal.media.internal.image.raster.Raster;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.util.Arrays;

/**
 * Decodes the TIFFs whose samples FFmpeg and the Java runtime get wrong: CMYK, LAB, 10 to 32 bits,
 * bits in reverse order, further samples, BigTIFF. Holds a row of strips or tiles on the heap.
 */
final class TiffDecoder {
    private static final long MAX_BAND_BYTES = 256L << 20;

    private final byte[] file;
    private final TiffDirectory directory;
    private final TiffLayout layout;
    private final byte[] band;

    private TiffDecoder(byte[] file, TiffDirectory directory, TiffLayout layout) {
        this.file = file;
        this.directory = directory;
        this.layout = layout;
        this.band = new byte[layout.partHeight() * layout.width() * layout.samples()];
    }

    /**
     * Decodes the first image.
     *
     * @param profile of its colours; null, or one of other colours, for sRGB
     */
    static Raster decode(byte[] file, ColourProfile profile) throws IOException {
        try {
            TiffDirectory directory = TiffDirectory.read(HeaderBytes.of(file, file.length), 0);
            TiffLayout layout = TiffLayout.of(directory);
            long part = (long) layout.rowBytes() * layout.partHeight();
            long held = (long) layout.partHeight() * layout.width() * layout.samples();
            if (Math.max(part, held) > MAX_BAND_BYTES) {
                throw new MediaException(
                        ErrorCode.TOO_MANY_PIXELS,
                        "A strip of the TIFF takes %d bytes; of this rare kind at most %d are read"
                                .formatted(Math.max(part, held), MAX_BAND_BYTES));
            }
            return new TiffDecoder(file, directory, layout).decode(profile);
        } catch (HeaderBytes.OutOfReachException e) {
            throw new IllegalStateException("The whole file is at hand", e);
        }
    }

    private Raster decode(ColourProfile profile)
            throws IOException, HeaderBytes.OutOfReachException {
        TiffColours colours = TiffColours.of(layout, directory, profile);
        Raster raster = Raster.allocate(layout.width(), layout.height());
        boolean done = false;
        try {
            for (int down = 0; down < layout.partsDown(); down++) {
                read(down);
                int top = down * layout.partHeight();
                int rows = Math.min(layout.partHeight(), layout.height() - top);
                for (int y = 0; y < rows; y++) {
                    raster.write(top + y, colours.row(band, y));
                }
            }
            done = true;
            return raster;
        } finally {
            if (!done) {
                raster.close();
            }
        }
    }

    /** Fills the band with 8-bit samples; numbers of a palette stay as they are. */
    private void read(int down) throws IOException, HeaderBytes.OutOfReachException {
        int planes = layout.planar() ? layout.samples() : 1;
        for (int plane = 0; plane < planes; plane++) {
            for (int across = 0; across < layout.partsAcross(); across++) {
                long index =
                        ((long) plane * layout.partsDown() + down) * layout.partsAcross() + across;
                byte[] part =
                        TiffPart.unpack(
                                packed(index),
                                layout.compression(),
                                layout.rowBytes() * layout.partHeight());
                for (int y = 0; y < layout.partHeight(); y++) {
                    int start = y * layout.rowBytes();
                    if (layout.predictor() == 2) {
                        add(part, start);
                    }
                    spread(part, start, y, across * layout.partWidth(), plane);
                }
            }
        }
    }

    private byte[] packed(long index) throws IOException, HeaderBytes.OutOfReachException {
        long offset =
                directory.value(
                        layout.tiled() ? TiffDirectory.TILE_OFFSETS : TiffDirectory.STRIP_OFFSETS,
                        index,
                        -1);
        long length =
                directory.value(
                        layout.tiled() ? TiffDirectory.TILE_BYTES : TiffDirectory.STRIP_BYTES,
                        index,
                        -1);
        if (offset < 0 || length < 0) {
            throw new MediaException(
                    ErrorCode.CORRUPT,
                    "The TIFF does not say where its strip or tile %d lies".formatted(index));
        } else if (offset > file.length - length) {
            throw new MediaException(
                    ErrorCode.TRUNCATED,
                    "The TIFF has %d bytes; its strip or tile %d has %d from byte %d on"
                            .formatted(file.length, index, length, offset));
        }
        byte[] packed = Arrays.copyOfRange(file, (int) offset, (int) (offset + length));
        for (int i = 0; layout.reversed() && i < packed.length; i++) {
            packed[i] = (byte) (Integer.reverse(packed[i]) >>> 24);
        }
        return packed;
    }

    /** Adds to each sample the one before it of the same kind. */
    private void add(byte[] part, int start) {
        int bytes = layout.bits() / Byte.SIZE;
        int step = layout.together() * bytes;
        for (int i = step; i + bytes <= layout.rowBytes(); i += bytes) {
            int at = start + i;
            if (bytes == 1) {
                part[at] += part[at - step];
                continue;
            }
            int high = layout.little() ? 1 : 0;
            int sum = number(part, at, high) + number(part, at - step, high);
            part[at + high] = (byte) (sum >> Byte.SIZE);
            part[at + 1 - high] = (byte) sum;
        }
    }

    private static int number(byte[] part, int at, int high) {
        return ((part[at + high] & 0xff) << Byte.SIZE) | (part[at + 1 - high] & 0xff);
    }

    private void spread(byte[] part, int start, int y, int left, int plane) {
        int together = layout.together();
        int pixels = Math.min(layout.partWidth(), layout.width() - left);
        for (int x = 0; x < pixels; x++) {
            for (int s = 0; s < together; s++) {
                int to = (y * layout.width() + left + x) * layout.samples() + plane + s;
                band[to] = sample(part, start, x * together + s);
            }
        }
    }

    private byte sample(byte[] part, int start, int index) {
        int bits = layout.bits();
        if (bits % Byte.SIZE == 0) {
            int bytes = bits / Byte.SIZE;
            // The upper byte.
            return part[start + index * bytes + (layout.little() ? bytes - 1 : 0)];
        }
        long bit = start * 8L + (long) index * bits;
        int value = 0;
        for (int i = 0; i < bits; i++) {
            long from = bit + i;
            value = (value << 1) | ((part[(int) (from >> 3)] >> (7 - (from & 7))) & 1);
        }
        if (bits > Byte.SIZE) {
            return (byte) (value >> (bits - Byte.SIZE));
        }
        return (byte)
                (layout.photometric() == TiffLayout.PALETTE
                        ? value
                        : value * 255 / ((1 << bits) - 1));
    }
}
