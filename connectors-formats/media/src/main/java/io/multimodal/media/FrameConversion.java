// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media;

import static org.bytedeco.ffmpeg.global.avutil.*;
import static org.bytedeco.ffmpeg.global.swscale.*;

import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.PointerScope;

/**
 * Turns FFmpeg's frames, of whatever pixel format, into RGB. Colours with their own matrix and
 * range are converted by it; those that say none are JFIF's. 16 bits become 8 by their upper byte.
 */
final class FrameConversion {
    private static final int EXACT =
            SWS_BICUBIC | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT | SWS_FULL_CHR_H_INP;

    private FrameConversion() {}

    @SuppressWarnings("try") // the scope frees what is made within it
    static Raster toRaster(AVFrame frame, Still still) throws MediaException {
        boolean plainInk = still.head().traits() == StillHead.Traits.PLAIN_CMYK;
        if (!plainInk && isJfif(frame.format(), still.format())) {
            return Raster.of(frame, planes(frame));
        }
        Raster raster = Raster.allocate(frame.width(), frame.height());
        boolean done = false;
        try (PointerScope scope = new PointerScope()) {
            AVPixFmtDescriptor format = av_pix_fmt_desc_get(frame.format());
            if (plainInk) {
                InkConversion.convert(frame, raster);
            } else if ((format.flags() & AV_PIX_FMT_FLAG_ALPHA) != 0) {
                AlphaConversion.convert(frame, raster);
            } else {
                scale(frame, AV_PIX_FMT_RGB24, raster.data(), raster.stride());
            }
            done = true;
            return raster;
        } finally {
            if (!done) {
                raster.close();
            }
        }
    }

    /** The pixel formats of ordinary JPEGs, whose chroma lies amid the pixels that share it. */
    private static boolean isJfif(int format, StillFormat file) {
        return format == AV_PIX_FMT_GRAY8
                || (file == StillFormat.JPEG && format != withoutRange(format));
    }

    private static List<Plane> planes(AVFrame frame) {
        List<Plane> planes = new ArrayList<>();
        planes.add(Plane.of(frame.data(0), frame.linesize(0), frame.width(), frame.height(), 1));
        AVPixFmtDescriptor format = av_pix_fmt_desc_get(frame.format());
        for (int i = 1; i < format.nb_components(); i++) {
            int across = format.log2_chroma_w();
            int down = format.log2_chroma_h();
            planes.add(
                    Plane.subsampled(
                            frame.data(i),
                            frame.linesize(i),
                            (int) StillDecoder.reduced(frame.width(), across),
                            (int) StillDecoder.reduced(frame.height(), down),
                            across,
                            down));
        }
        return planes;
    }

    /** Converts to a packed pixel format of the same size. */
    static void scale(AVFrame frame, int format, BytePointer target, long stride)
            throws MediaException {
        int width = frame.width();
        int height = frame.height();
        SwsContext context =
                sws_getContext(
                        width,
                        height,
                        withoutRange(frame.format()),
                        width,
                        height,
                        format,
                        EXACT,
                        null,
                        null,
                        (DoublePointer) null);
        if (context == null || context.isNull()) {
            throw new MediaException(
                    ErrorCode.UNSUPPORTED,
                    "There is no conversion from the pixel format %s to RGB"
                            .formatted(av_get_pix_fmt_name(frame.format()).getString()));
        }
        try {
            boolean full = frame.format() != withoutRange(frame.format()) || isFullRange(frame);
            IntPointer matrix = sws_getCoefficients(frame.colorspace());
            sws_setColorspaceDetails(context, matrix, full ? 1 : 0, matrix, 1, 0, 1 << 16, 1 << 16);
            PointerPointer<BytePointer> planes = new PointerPointer<>(4);
            planes.put(0, target).put(1, null).put(2, null).put(3, null);
            IntPointer strides = new IntPointer((int) stride, 0, 0, 0);
            int rows =
                    sws_scale(context, frame.data(), frame.linesize(), 0, height, planes, strides);
            if (rows != height) {
                throw new IllegalStateException(
                        "swscale converted %d of %d rows".formatted(rows, height));
            }
        } finally {
            sws_freeContext(context);
        }
    }

    private static boolean isFullRange(AVFrame frame) {
        return frame.color_range() == AVCOL_RANGE_JPEG;
    }

    /** FFmpeg's older formats that imply the full range, as those that say it apart. */
    private static int withoutRange(int format) {
        if (format == AV_PIX_FMT_YUVJ420P) {
            return AV_PIX_FMT_YUV420P;
        } else if (format == AV_PIX_FMT_YUVJ422P) {
            return AV_PIX_FMT_YUV422P;
        } else if (format == AV_PIX_FMT_YUVJ444P) {
            return AV_PIX_FMT_YUV444P;
        } else if (format == AV_PIX_FMT_YUVJ440P) {
            return AV_PIX_FMT_YUV440P;
        } else if (format == AV_PIX_FMT_YUVJ411P) {
            return AV_PIX_FMT_YUV411P;
        }
        return format;
    }
}
