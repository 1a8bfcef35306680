// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AV1;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY8;

import io.multimodal.media.internal.HeaderBytes;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.PictureSize;
import java.io.IOException;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.PointerScope;

/**
 * Decodes HEIC and AVIF: one coded picture, or a grid of them, as phones write it, put together;
 * the alpha that goes with it laid over white. FFmpeg's own reader hands out a single tile of a
 * grid.
 */
final class HeifDecoder {
    private static final int LARGE_GRID = 1;

    private final HeifFile file;
    private final Still still;
    private final String what;

    private HeifDecoder(HeifFile file, Still still) {
        this.file = file;
        this.still = still;
        this.what = still.format().contentType();
    }

    static Raster decode(byte[] bytes, Still still) throws IOException {
        try {
            HeifFile file = HeifFile.parse(bytes);
            HeifDecoder decoder = new HeifDecoder(file, still);
            return decoder.decode(file.primary(), still.head().size());
        } catch (HeaderBytes.OutOfReachException e) {
            throw new IllegalStateException("The whole file is at hand", e);
        }
    }

    private Raster decode(HeifFile.Item primary, PictureSize size)
            throws IOException, HeaderBytes.OutOfReachException {
        Raster picture = Raster.allocate(size.width(), size.height());
        boolean done = false;
        try {
            fill(primary, picture);
            for (long id : file.referringTo(primary.id(), "auxl")) {
                HeifFile.Item auxiliary = file.item(id);
                if (auxiliary.isAlpha()) {
                    try (Raster alpha = Raster.allocate(size.width(), size.height(), 1)) {
                        fill(auxiliary, alpha);
                        AlphaConversion.overWhite(picture, alpha.planes().get(0));
                    }
                }
            }
            done = true;
            return picture;
        } finally {
            if (!done) {
                picture.close();
            }
        }
    }

    private void fill(HeifFile.Item item, Raster target)
            throws IOException, HeaderBytes.OutOfReachException {
        if (item.type().equals("grid")) {
            fillGrid(item, target);
        } else {
            paste(item, target, 0, 0);
        }
    }

    private void fillGrid(HeifFile.Item grid, Raster target)
            throws IOException, HeaderBytes.OutOfReachException {
        byte[] content = file.content(grid);
        boolean large = content.length > 1 && (content[1] & LARGE_GRID) != 0;
        if (content.length < (large ? 12 : 8)) {
            throw new MediaException(
                    ErrorCode.CORRUPT,
                    "The grid of the %s is said in %d bytes, too few"
                            .formatted(what, content.length));
        }
        int rows = (content[2] & 0xff) + 1;
        int columns = (content[3] & 0xff) + 1;
        List<Long> tiles = file.referredBy(grid.id(), "dimg");
        if (tiles.size() != rows * columns) {
            throw new MediaException(
                    ErrorCode.CORRUPT,
                    "The grid of the %s has %d tiles where %d x %d are due"
                            .formatted(what, tiles.size(), columns, rows));
        }
        PictureSize tile = file.item(tiles.get(0)).size();
        if (tile == null
                || (long) tile.width() * columns < target.width()
                || (long) tile.height() * rows < target.height()) {
            throw new MediaException(
                    ErrorCode.CORRUPT,
                    "The grid of the %s is %d x %d tiles, which do not cover %d x %d pixels"
                            .formatted(what, columns, rows, target.width(), target.height()));
        }
        for (int i = 0; i < tiles.size(); i++) {
            long left = (long) (i % columns) * tile.width();
            long top = (long) (i / columns) * tile.height();
            if (left < target.width() && top < target.height()) {
                paste(file.item(tiles.get(i)), target, (int) left, (int) top);
            }
        }
    }

    /** Decodes a coded item and copies it to its place, as far as it lies in the picture. */
    @SuppressWarnings("try") // the scope frees what is made within it
    private void paste(HeifFile.Item item, Raster target, int left, int top) throws MediaException {
        int codec =
                switch (item.type()) {
                    case "hvc1" -> AV_CODEC_ID_HEVC;
                    case "av01" -> AV_CODEC_ID_AV1;
                    default ->
                            throw new MediaException(
                                    ErrorCode.UNSUPPORTED,
                                    "The %s is made of items of type %s; hvc1, av01 and grid are read"
                                            .formatted(what, Quoted.of(item.type())));
                };
        if (item.size() == null
                || item.size().width() > target.width() + 8192L
                || item.size().height() > target.height() + 8192L) {
            throw new MediaException(
                    ErrorCode.CORRUPT, "A part of the %s has no fitting size".formatted(what));
        }
        DecodedFrame.Expectation expected =
                new DecodedFrame.Expectation(
                        what, codec, item.size().width(), item.size().height(), 0);
        try (DecodedFrame decoded =
                        DecodedFrame.of(
                                file.content(item), file.content(item.configuration()), expected);
                Raster tile = raster(decoded, target.planes().get(0).channels());
                PointerScope scope = new PointerScope()) {
            target.paste(tile, left, top);
        }
    }

    private Raster raster(DecodedFrame decoded, int channels) throws MediaException {
        AVFrame frame = decoded.frame();
        if (channels == Raster.CHANNELS) {
            try (Raster planes = FrameConversion.toRaster(frame, still)) {
                return StageRunner.toRgb(planes);
            }
        }
        Raster luma = Raster.allocate(frame.width(), frame.height(), 1);
        boolean done = false;
        try {
            FrameConversion.scale(frame, AV_PIX_FMT_GRAY8, luma.data(), luma.stride());
            done = true;
            return luma;
        } finally {
            if (!done) {
                luma.close();
            }
        }
    }
}
