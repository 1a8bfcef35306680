// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.decode;

import static org.bytedeco.ffmpeg.global.avutil.*;
import static org.bytedeco.ffmpeg.global.swscale.*;

import io.multimodal.media.internal.image.format.ImageSizes;
import io.multimodal.media.internal.image.raster.Plane;
import io.multimodal.media.internal.image.raster.Raster;
import io.multimodal.media.internal.image.raster.YuvColours;
import io.multimodal.media.internal.image.render.StageRunner;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.PointerScope;

/**
 * Turns FFmpeg's frames, of whatever pixel format, into RGB. Colours with their own matrix and
 * range are converted by it; those that say none are JFIF's. 16 bits become 8 by their upper byte.
 * A colour profile is applied before transparent pixels are laid over white.
 */
public final class FrameConversion {
    private static final int EXACT =
            SWS_BICUBIC | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT | SWS_FULL_CHR_H_INP;

    private FrameConversion() {}

    /**
     * The pixels of a frame.
     *
     * @param frame may be emptied
     * @param profile by which they are turned into sRGB; null for not at all. One of another kind
     *     of colours changes nothing
     */
    public static Raster toRaster(AVFrame frame, ColourProfile profile) throws MediaException {
        ColourProfile fitting = profile != null && fits(profile, frame) ? profile : null;
        if (IndexedConversion.isIndexed(frame)) {
            return IndexedConversion.toRaster(frame, fitting);
        }
        YuvColours colours = colours(frame);
        if (colours != null) {
            return ofPlanes(frame, colours, fitting);
        } else if (frame.format() == AV_PIX_FMT_RGB24 && fitting == null) {
            Plane rgb =
                    Plane.of(
                            frame.data(0),
                            frame.linesize(0),
                            frame.width(),
                            frame.height(),
                            Raster.CHANNELS);
            return Raster.of(frame, List.of(rgb), null);
        }
        return ofPacked(frame, fitting);
    }

    private static boolean fits(ColourProfile profile, AVFrame frame) {
        boolean grey = av_pix_fmt_desc_get(frame.format()).nb_components() <= 2;
        return (grey && !isPalette(frame)) ? profile.isOfGrey() : profile.isOfRgb();
    }

    private static boolean isPalette(AVFrame frame) {
        return frame.format() == AV_PIX_FMT_PAL8;
    }

    @SuppressWarnings("try") // the scope frees what is made within it
    private static Raster ofPacked(AVFrame frame, ColourProfile profile) throws MediaException {
        Raster raster = Raster.allocate(frame.width(), frame.height());
        boolean done = false;
        try (PointerScope scope = new PointerScope()) {
            if (hasAlpha(frame)) {
                AlphaConversion.convert(frame, raster, profile);
            } else {
                scale(frame, AV_PIX_FMT_RGB24, raster.data(), raster.stride());
                if (profile != null) {
                    profile.toSrgb(raster);
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

    private static boolean hasAlpha(AVFrame frame) {
        return (av_pix_fmt_desc_get(frame.format()).flags() & AV_PIX_FMT_FLAG_ALPHA) != 0;
    }

    /** What the planes of a frame of 8 bits mean; null where they are to be left to FFmpeg. */
    private static YuvColours colours(AVFrame frame) {
        int format = withoutRange(frame.format());
        boolean planar =
                format == AV_PIX_FMT_GRAY8
                        || format == AV_PIX_FMT_YUV420P
                        || format == AV_PIX_FMT_YUV422P
                        || format == AV_PIX_FMT_YUV444P
                        || format == AV_PIX_FMT_YUV440P
                        || format == AV_PIX_FMT_YUV411P
                        || format == AV_PIX_FMT_YUVA420P
                        || format == AV_PIX_FMT_YUVA444P;
        return planar ? YuvColours.ofFfmpeg(frame.colorspace(), isFullRange(frame)) : null;
    }

    /** Takes the planes over, unless something is to be done with them: then the result is RGB. */
    private static Raster ofPlanes(AVFrame frame, YuvColours colours, ColourProfile profile)
            throws MediaException {
        boolean alpha = hasAlpha(frame);
        List<Plane> planes = planes(frame);
        List<Plane> opaque = alpha ? planes.subList(0, planes.size() - 1) : planes;
        Raster whole = Raster.of(frame, opaque, colours);
        if (!alpha && profile == null) {
            return whole;
        }
        try (whole) {
            Raster rgb = StageRunner.toRgb(whole);
            if (profile != null) {
                profile.toSrgb(rgb);
            }
            if (alpha) {
                AlphaConversion.overWhite(rgb, planes.get(planes.size() - 1));
            }
            return rgb;
        }
    }

    private static List<Plane> planes(AVFrame frame) {
        List<Plane> planes = new ArrayList<>();
        AVPixFmtDescriptor format = av_pix_fmt_desc_get(frame.format());
        for (int i = 0; i < format.nb_components(); i++) {
            boolean chroma = i == 1 || i == 2;
            int across = chroma ? format.log2_chroma_w() : 0;
            int down = chroma ? format.log2_chroma_h() : 0;
            planes.add(
                    Plane.subsampled(
                            frame.data(i),
                            frame.linesize(i),
                            (int) ImageSizes.reduced(frame.width(), across),
                            (int) ImageSizes.reduced(frame.height(), down),
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
        SwsContext context = sws_alloc_context();
        context.src_w(width).src_h(height).src_format(withoutRange(frame.format()));
        context.dst_w(width).dst_h(height).dst_format(format);
        context.flags(EXACT);
        if (sws_init_context(context, null, null) < 0) {
            sws_freeContext(context);
            throw new MediaException(
                    ErrorCode.UNSUPPORTED,
                    "There is no conversion from the pixel format %s to RGB"
                            .formatted(av_get_pix_fmt_name(frame.format()).getString()));
        }
        try {
            boolean full = isFullRange(frame);
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
        return frame.color_range() == AVCOL_RANGE_JPEG
                || frame.format() != withoutRange(frame.format())
                // A grey image without a stated range has the full range, unlike video.
                || (av_pix_fmt_desc_get(frame.format()).nb_components() <= 2
                        && frame.color_range() == AVCOL_RANGE_UNSPECIFIED);
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
