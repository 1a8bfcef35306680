// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.AVERROR_DECODER_NOT_FOUND;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_ENOMEM;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_ENOSYS;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_PATCHWELCOME;
import static org.bytedeco.ffmpeg.global.avutil.AV_ERROR_MAX_STRING_SIZE;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;

import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.nio.charset.StandardCharsets;

/** What FFmpeg's numbers say. */
public final class FfmpegErrors {
    private FfmpegErrors() {}

    /**
     * Fails for a negative result.
     *
     * <p>Where FFmpeg says that it has no memory, a broken header asked for more than it gives: the
     * memory of a process does not end that way, and the limits here are far below.
     *
     * @param action what was tried, such as {@code open the FLAC}
     */
    public static int expect(int result, String action) throws MediaException {
        if (result >= 0) {
            return result;
        }
        if (result == AVERROR_ENOMEM()) {
            throw new MediaException(
                    ErrorCode.EXPANDS_TOO_MUCH,
                    "Cannot %s: it has more streams, or asks for more memory at once, than FFmpeg is given"
                            .formatted(action));
        }
        boolean unsupported =
                result == AVERROR_PATCHWELCOME()
                        || result == AVERROR_ENOSYS()
                        || result == AVERROR_DECODER_NOT_FOUND();
        throw new MediaException(
                unsupported ? ErrorCode.UNSUPPORTED : ErrorCode.CORRUPT,
                "Cannot %s: FFmpeg says '%s'".formatted(action, text(result)));
    }

    private static String text(int result) {
        byte[] text = new byte[AV_ERROR_MAX_STRING_SIZE];
        av_strerror(result, text, text.length);
        String message = new String(text, StandardCharsets.UTF_8);
        int end = message.indexOf(0);
        return end < 0 ? message : message.substring(0, end);
    }
}
