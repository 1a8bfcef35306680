// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.decode;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AV1;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_UNSPECIFIED;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY8;

import io.multimodal.media.internal.bytes.HeaderBytes;
import io.multimodal.media.internal.image.format.HeifColours;
import io.multimodal.media.internal.image.format.HeifFile;
import io.multimodal.media.internal.image.format.ImageSizes;
import io.multimodal.media.internal.image.format.ProbedImage;
import io.multimodal.media.internal.image.format.Quoted;
import io.multimodal.media.internal.image.raster.Raster;
import io.multimodal.media.internal.image.render.StageRunner;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.ImageSize;
import java.io.IOException;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.PointerScope;

/**
 * Decodes HEIC and AVIF: one coded image, or a grid of them, as phones write it, put together; the
 * alpha that goes with it laid over white. FFmpeg's own reader hands out a single tile of a grid.
 */
final class HeifDecoder {
    private static final int LARGE_GRID = 1;

    private final HeifFile file;
    private final ProbedImage probed;
    private final String what;

    private HeifDecoder(HeifFile file, ProbedImage probed) {
        this.file = file;
        this.probed = probed;
        this.what = probed.format().contentType();
    }

    static Raster decode(byte[] bytes, ProbedImage probed) throws IOException {
        try {
            HeifFile file = HeifFile.parse(bytes);
            HeifDecoder decoder = new HeifDecoder(file, probed);
            return decoder.decode(file.primary());
        } catch (HeaderBytes.OutOfReachException e) {
            throw new IllegalStateException("The whole file is at hand", e);
        }
    }

    private Raster decode(HeifFile.Item primary)
            throws IOException, HeaderBytes.OutOfReachException {
        HeifFile.Item alpha = alpha(primary);
        boolean multiplied =
                alpha != null && file.referredBy(primary.id(), "prem").contains(alpha.id());
        ColourProfile profile = profile(primary);
        if (!primary.type().equals("grid")
                && !primary.geometry().cuts()
                && alpha == null
                && profile == null) {
            try (DecodedFrame decoded = decodeItem(primary, primary)) {
                return FrameConversion.toRaster(decoded.frame(), null);
            }
        }
        ImageSize size = primary.geometry().size();
        Raster image = Raster.allocate(size.width(), size.height());
        boolean done = false;
        try {
            fill(primary, primary, image);
            if (alpha == null) {
                toSrgb(image, profile);
            } else {
                try (Raster opacity = Raster.allocate(size.width(), size.height(), 1)) {
                    fill(alpha, primary, opacity);
                    if (multiplied) {
                        AlphaConversion.divide(image, opacity.planes().get(0));
                    }
                    toSrgb(image, profile);
                    AlphaConversion.overWhite(image, opacity.planes().get(0));
                }
            }
            done = true;
            return image;
        } finally {
            if (!done) {
                image.close();
            }
        }
    }

    private static void toSrgb(Raster image, ColourProfile profile) {
        if (profile != null) {
            profile.toSrgb(image);
        }
    }

    /** The alpha that goes with an item; null where none does. */
    private HeifFile.Item alpha(HeifFile.Item primary)
            throws IOException, HeaderBytes.OutOfReachException {
        for (long id : file.referringTo(primary.id(), "auxl")) {
            HeifFile.Item auxiliary = file.item(id);
            if (auxiliary.isAlpha()) {
                if (!primary.size().equals(auxiliary.size())) {
                    throw new MediaException(
                            ErrorCode.UNSUPPORTED,
                            "The alpha of the %s has another size than the image".formatted(what));
                }
                return auxiliary;
            }
        }
        return null;
    }

    /** What turns the colours of an item into sRGB; null where there is nothing to do. */
    private ColourProfile profile(HeifFile.Item item) throws MediaException {
        ColourProfile profile = ColourProfile.of(file.content(item.profile()));
        return profile != null && profile.isOfRgb() ? profile : null;
    }

    /** Decodes an item, as far as it lies within what is shown of the primary one. */
    private void fill(HeifFile.Item item, HeifFile.Item primary, Raster target)
            throws IOException, HeaderBytes.OutOfReachException {
        if (item.type().equals("grid")) {
            fillGrid(item, primary, target);
        } else {
            paste(item, item, target, -primary.geometry().left(), -primary.geometry().top());
        }
    }

    private void fillGrid(HeifFile.Item grid, HeifFile.Item primary, Raster target)
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
        ImageSize tile = file.item(tiles.get(0)).size();
        ImageSize whole = grid.size();
        if (tile == null
                || (long) tile.width() * columns < whole.width()
                || (long) tile.height() * rows < whole.height()) {
            throw new MediaException(
                    ErrorCode.CORRUPT,
                    "The grid of the %s is %d x %d tiles, which do not cover %s pixels"
                            .formatted(what, columns, rows, ImageSizes.text(whole)));
        }
        for (int i = 0; i < tiles.size(); i++) {
            long left = (long) (i % columns) * tile.width() - primary.geometry().left();
            long top = (long) (i / columns) * tile.height() - primary.geometry().top();
            if (left < target.width()
                    && top < target.height()
                    && left + tile.width() > 0
                    && top + tile.height() > 0) {
                paste(file.item(tiles.get(i)), grid, target, (int) left, (int) top);
            }
        }
    }

    /**
     * Decodes a coded item and copies it to its place, as far as it lies in the image.
     *
     * @param whole the item that it is a part of, or itself
     */
    @SuppressWarnings("try") // the scope frees what is made within it
    private void paste(HeifFile.Item item, HeifFile.Item whole, Raster target, int left, int top)
            throws MediaException {
        try (DecodedFrame decoded = decodeItem(item, whole);
                Raster tile = raster(decoded, target.planes().get(0).channels());
                PointerScope scope = new PointerScope()) {
            target.paste(tile, left, top);
        }
    }

    /** The frame of a coded item, whose colours are what the container says of it, or of all. */
    private DecodedFrame decodeItem(HeifFile.Item item, HeifFile.Item whole) throws MediaException {
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
        ImageSize most = probed.head().cost().coded();
        if (item.size() == null
                || item.size().width() > most.width() + 8192L
                || item.size().height() > most.height() + 8192L) {
            throw new MediaException(
                    ErrorCode.CORRUPT, "A part of the %s has no fitting size".formatted(what));
        }
        DecodedFrame.Expectation expected =
                new DecodedFrame.Expectation(
                        what, codec, item.size().width(), item.size().height(), 0);
        DecodedFrame decoded =
                DecodedFrame.of(file.content(item), file.content(item.configuration()), expected);
        boolean done = false;
        try {
            HeifColours colours = item.colours() == null ? whole.colours() : item.colours();
            if (whole.isAlpha() || item.isAlpha()) {
                takeAsItIs(decoded.frame());
            } else if (colours != null) {
                colours.applyTo(decoded.frame());
            }
            done = true;
            return decoded;
        } finally {
            if (!done) {
                decoded.close();
            }
        }
    }

    /** Alpha without a stated range has the full range, unlike video. */
    private static void takeAsItIs(AVFrame alpha) {
        if (alpha.color_range() == AVCOL_RANGE_UNSPECIFIED) {
            alpha.color_range(AVCOL_RANGE_JPEG);
        }
    }

    private Raster raster(DecodedFrame decoded, int channels) throws MediaException {
        AVFrame frame = decoded.frame();
        if (channels == Raster.CHANNELS) {
            try (Raster planes = FrameConversion.toRaster(frame, null)) {
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
