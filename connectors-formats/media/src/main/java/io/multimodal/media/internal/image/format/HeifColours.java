// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.format;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT470BG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_RGB;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_UNSPECIFIED;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_YCGCO;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GBRP;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GBRP10;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GBRP12;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV444P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV444P10;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV444P12;

import io.multimodal.media.internal.bytes.HeaderBytes;
import io.multimodal.media.internal.container.iso.IsoBox;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * What the container says of the colours of an item ({@code colr} of type {@code nclx}). It counts,
 * whatever the coded image says.
 *
 * @param matrix by which luma and chroma are red, green and blue: a number of ITU-T H.273
 * @param fullRange whether samples take the whole of their range
 */
public record HeifColours(int matrix, boolean fullRange) {
    private static final int LAST_KNOWN = 10;
    private static final int[] LUMA_CHROMA = {
        AV_PIX_FMT_YUV444P, AV_PIX_FMT_YUV444P10, AV_PIX_FMT_YUV444P12
    };

    /** The same planes, read as green, blue and red. */
    private static final int[] GREEN_BLUE_RED = {
        AV_PIX_FMT_GBRP, AV_PIX_FMT_GBRP10, AV_PIX_FMT_GBRP12
    };

    /** What a {@code colr} says; null where it is of another type. */
    static HeifColours of(HeaderBytes bytes, IsoBox colr)
            throws IOException, HeaderBytes.OutOfReachException {
        return bytes.matches(colr.start(), "nclx")
                ? new HeifColours(
                        bytes.u16(colr.start() + 8, false),
                        (bytes.u8(colr.start() + 10) & 0x80) != 0)
                : null;
    }

    /** Has a decoded frame say what this says. */
    public void applyTo(AVFrame frame) throws MediaException {
        if (matrix == AVCOL_SPC_YCGCO || matrix > LAST_KNOWN) {
            throw new MediaException(
                    ErrorCode.UNSUPPORTED,
                    "The HEIF's colours have matrix %d of ITU-T H.273; 0 to 7, 9 and 10 are read"
                            .formatted(matrix));
        }
        frame.color_range(fullRange ? AVCOL_RANGE_JPEG : AVCOL_RANGE_MPEG);
        frame.colorspace(matrix == AVCOL_SPC_UNSPECIFIED ? AVCOL_SPC_BT470BG : matrix);
        boolean rgb = matrix == AVCOL_SPC_RGB;
        int[] from = rgb ? LUMA_CHROMA : GREEN_BLUE_RED;
        int[] to = rgb ? GREEN_BLUE_RED : LUMA_CHROMA;
        for (int i = 0; i < from.length; i++) {
            if (frame.format() == from[i]) {
                frame.format(to[i]);
            }
        }
    }
}
