// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_FRAME_CROPPING;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_side_data_get;
import static org.bytedeco.ffmpeg.global.avutil.AV_FRAME_CROP_UNALIGNED;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_apply_cropping;

import java.io.IOException;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;

/**
 * How many pixels at each edge of the stored frames a container leaves out: {@code PixelCrop} of
 * Matroska, {@code clap} of MP4. The ffmpeg program leaves them out, too.
 */
public record Cropping(int top, int bottom, int left, int right) {
    private static final Cropping NONE = new Cropping(0, 0, 0, 0);

    /** That of a stream; none if what the container says leaves no pixel. */
    public static Cropping of(AVStream stream) {
        AVPacketSideData data =
                av_packet_side_data_get(
                        stream.codecpar().coded_side_data(),
                        stream.codecpar().nb_coded_side_data(),
                        AV_PKT_DATA_FRAME_CROPPING);
        if (data == null || data.isNull() || data.size() < 4 * Integer.BYTES) {
            return NONE;
        }
        IntPointer edges = new IntPointer(new BytePointer(data.data()));
        int width = stream.codecpar().width();
        int height = stream.codecpar().height();
        for (int i = 0; i < 4; i++) {
            if (edges.get(i) < 0 || edges.get(i) >= (i < 2 ? height : width)) {
                return NONE;
            }
        }
        Cropping found = new Cropping(edges.get(0), edges.get(1), edges.get(2), edges.get(3));
        boolean leaves = found.width(width) > 0 && found.height(height) > 0;
        return leaves ? found : NONE;
    }

    /** The width that is left of stored frames. */
    public int width(int stored) {
        return stored - left - right;
    }

    /** The height that is left of stored frames. */
    public int height(int stored) {
        return stored - top - bottom;
    }

    /** Leaves the edges of a frame out, which stays as it is if that would leave no pixel. */
    public void apply(AVFrame frame) throws IOException {
        if (equals(NONE) || width(frame.width()) <= 0 || height(frame.height()) <= 0) {
            return;
        }
        frame.crop_top(top);
        frame.crop_bottom(bottom);
        frame.crop_left(left);
        frame.crop_right(right);
        FfmpegErrors.expect(
                av_frame_apply_cropping(frame, AV_FRAME_CROP_UNALIGNED), "crop a frame");
    }
}
