// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media;

import static org.bytedeco.ffmpeg.global.avutil.*;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.merge;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_GRAY2RGB;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_YCrCb2RGB;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * The colours of ordinary JPEGs, to RGB: chroma is interpolated between its samples, which lie in
 * the middle of the pixels that share them, as libjpeg's "fancy upsampling" does. FFmpeg's own fast
 * way repeats them, its exact way is several times slower.
 */
final class JfifConversion {
    private JfifConversion() {}

    static boolean converts(AVFrame frame) {
        int format = frame.format();
        return format == AV_PIX_FMT_YUVJ420P
                || format == AV_PIX_FMT_YUVJ422P
                || format == AV_PIX_FMT_YUVJ444P
                || format == AV_PIX_FMT_YUVJ440P
                || format == AV_PIX_FMT_GRAY8;
    }

    static void convert(AVFrame frame, Raster raster) {
        Mat result = raster.mat();
        Mat luma = plane(frame, 0, frame.width(), frame.height());
        if (frame.format() == AV_PIX_FMT_GRAY8) {
            cvtColor(luma, result, COLOR_GRAY2RGB);
            return;
        }
        AVPixFmtDescriptor format = av_pix_fmt_desc_get(frame.format());
        Mat blue = chroma(frame, 1, format);
        Mat red = chroma(frame, 2, format);
        merge(new MatVector(luma, red, blue), result);
        cvtColor(result, result, COLOR_YCrCb2RGB);
    }

    private static Mat chroma(AVFrame frame, int index, AVPixFmtDescriptor format) {
        int across = format.log2_chroma_w();
        int down = format.log2_chroma_h();
        int width = (int) StillDecoder.reduced(frame.width(), across);
        int height = (int) StillDecoder.reduced(frame.height(), down);
        Mat small = plane(frame, index, width, height);
        if (across == 0 && down == 0) {
            return small;
        }
        Mat large = new Mat();
        resize(small, large, new Size(width << across, height << down), 0, 0, INTER_LINEAR);
        return new Mat(large, new Rect(0, 0, frame.width(), frame.height()));
    }

    private static Mat plane(AVFrame frame, int index, int width, int height) {
        return new Mat(height, width, CV_8UC1, frame.data(index), frame.linesize(index));
    }
}
