// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.image;

import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import io.multimodal.media.content.Orientation;
import io.multimodal.media.content.VideoHeader;
import io.multimodal.media.internal.ffmpeg.StreamDecoder;
import io.multimodal.media.internal.image.decode.FrameConversion;
import io.multimodal.media.internal.image.decode.FrameScaler;
import io.multimodal.media.internal.image.format.ImageFacts;
import io.multimodal.media.internal.image.format.ProbedImage;
import io.multimodal.media.internal.image.raster.Raster;
import io.multimodal.media.video.VideoReader;
import io.multimodal.store.ref.DerivedRef;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.ImageProgram;
import io.multimodal.types.program.ImageSize;
import java.io.IOException;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** A frame of a video as an image. Colours that say none are those of ITU-R BT.601, as ffmpeg's. */
final class VideoFrame {
    private VideoFrame() {}

    /** What the head of a video says of its frames. */
    static ProbedImage probed(VideoHeader header) throws MediaException {
        if (header.width() == null) {
            throw new MediaException(
                    ErrorCode.UNSUPPORTED,
                    "The head of the %s does not say its size".formatted(header.contentType()));
        }
        Orientation orientation = Orientation.of(header.quarterTurns(), header.mirrored());
        ImageSize displayed = new ImageSize(header.width(), header.height());
        ImageSize stored = orientation.swapsSides() ? displayed.turned() : displayed;
        return new ProbedImage(
                null, new ImageFacts(stored, "RGB", orientation, ImageFacts.Traits.PLAIN));
    }

    /** How much memory decoding takes at most, the result included: 16 bits, 4:2:0. */
    static long memoryBytes(ProbedImage probed) {
        ImageSize size = probed.head().size();
        return StreamDecoder.memoryBytes(size.width(), size.height());
    }

    /**
     * Decodes.
     *
     * @param frame whose program says the time, and no more
     * @return a raster that the caller closes
     */
    static Raster decode(VideoReader videos, DerivedRef frame, ProbedImage probed)
            throws IOException {
        long micros = ImageProgram.of(frame).frameMicros().orElseThrow();
        return videos.frameAt(
                frame.source(), micros, (decoded, at, turns) -> toRaster(decoded, probed));
    }

    /**
     * The pixels of a frame. One of another size than the head says is scaled to that, as FFmpeg
     * shows it: all frames of a video are of one size.
     *
     * @param decoded stays the caller's
     * @return a raster that the caller closes
     */
    static Raster toRaster(AVFrame decoded, ProbedImage probed) throws MediaException {
        ImageSize size = probed.head().size();
        AVFrame copy = FrameScaler.scaled(decoded, size.width(), size.height());
        try {
            return FrameConversion.toRaster(copy, null);
        } finally {
            av_frame_free(copy);
        }
    }
}
