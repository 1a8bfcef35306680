// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.decode;

import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_clone;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_copy_props;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.swscale.SWS_ACCURATE_RND;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BICUBIC;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale_frame;

import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.ffmpeg.swscale.SwsFilter;
import org.bytedeco.javacpp.DoublePointer;

/** Brings frames of video to one size. */
public final class FrameScaler {
    private FrameScaler() {}

    /**
     * The frame in this size, in the pixel format that it has.
     *
     * @param frame stays the caller's
     * @return a frame that the caller frees
     */
    public static AVFrame scaled(AVFrame frame, int width, int height) throws MediaException {
        if (frame.width() == width && frame.height() == height) {
            return av_frame_clone(frame);
        }
        AVFrame scaled = av_frame_alloc();
        SwsContext context =
                sws_getContext(
                        frame.width(),
                        frame.height(),
                        frame.format(),
                        width,
                        height,
                        frame.format(),
                        SWS_BICUBIC | SWS_ACCURATE_RND,
                        (SwsFilter) null,
                        (SwsFilter) null,
                        (DoublePointer) null);
        boolean done = false;
        try {
            av_frame_copy_props(scaled, frame);
            scaled.width(width).height(height).format(frame.format());
            done =
                    context != null
                            && !context.isNull()
                            && av_frame_get_buffer(scaled, 0) >= 0
                            && sws_scale_frame(context, scaled, frame) >= 0;
        } finally {
            sws_freeContext(context);
            if (!done) {
                av_frame_free(scaled);
            }
        }
        if (!done) {
            throw new MediaException(
                    ErrorCode.UNSUPPORTED,
                    "A frame of the video has %d x %d pixels where its head says %d x %d, and is of a pixel format that is not scaled"
                            .formatted(frame.width(), frame.height(), width, height));
        }
        return scaled;
    }
}
