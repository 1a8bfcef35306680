// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.audio.decode;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_SPEEX;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;

/**
 * The headers of the later parts of a chained Speex: FFmpeg passes them on as if they were audio.
 * One packet that begins with the name of the codec is followed by one with comments, and by more
 * if it says so. Not thread-safe.
 */
final class ChainedHeaders {
    private static final int HEADER_BYTES = 80;
    private static final int MAX_EXTRA = 16;

    private final boolean speex;
    private int left;

    ChainedHeaders(AVStream stream) {
        this.speex = stream.codecpar().codec_id() == AV_CODEC_ID_SPEEX;
    }

    /** Whether the next packet of the stream is a header. */
    boolean contain(AVPacket packet) {
        if (!speex) {
            return false;
        }
        boolean header = left > 0;
        left = header ? left - 1 : 0;
        if (packet.size() < HEADER_BYTES) {
            return header;
        }
        byte[] bytes = new byte[HEADER_BYTES];
        packet.data().get(bytes);
        if (!new String(bytes, 0, 8, StandardCharsets.US_ASCII).equals("Speex   ")) {
            return header;
        }
        int extra = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(68);
        left = 1 + Math.max(0, Math.min(MAX_EXTRA, extra));
        return true;
    }
}
