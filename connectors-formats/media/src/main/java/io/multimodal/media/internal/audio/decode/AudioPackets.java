// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.audio.decode;

import static org.bytedeco.ffmpeg.global.avcodec.av_get_exact_bits_per_sample;
import static org.bytedeco.ffmpeg.global.avcodec.av_shrink_packet;

import io.multimodal.media.internal.audio.format.RawStream;
import io.multimodal.media.internal.container.BuiltInContainer;
import io.multimodal.types.failure.MediaException;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;

/**
 * Tells packets of audio from what lies between and behind them in a file: tags, headers of the
 * later parts of a chain, zeros, the rest of a block. Not thread-safe.
 */
final class AudioPackets {
    /** So much behind the last frame may be anything; more of it is damage. */
    static final int MAX_JUNK_BYTES = 64 << 10;

    private final BuiltInContainer format;
    private final AVStream stream;
    private final ChainedHeaders chainedHeaders;
    private long tagEnd;
    private long junkBytes;
    private MediaException junk;

    AudioPackets(BuiltInContainer format, AVStream stream) {
        this.format = format;
        this.stream = stream;
        this.chainedHeaders = new ChainedHeaders(stream);
    }

    /** Not so what belongs to a tag between two streams, and the rest of a block at a WAV's end. */
    boolean isAudio(AVPacket packet) {
        int blockBytes = stream.codecpar().block_align();
        boolean plain = av_get_exact_bits_per_sample(stream.codecpar().codec_id()) >= Byte.SIZE;
        boolean wav = format == BuiltInContainer.WAV || format == BuiltInContainer.W64;
        if (wav && plain && blockBytes > 0) {
            av_shrink_packet(packet, packet.size() - packet.size() % blockBytes);
            return packet.size() > 0;
        } else if (format == BuiltInContainer.OGG && chainedHeaders.contain(packet)) {
            return false;
        }
        return tagEnd == 0 || packet.pos() < 0 || packet.pos() >= tagEnd;
    }

    /**
     * Whether a packet that fails is not a frame: a tag between two streams, or what somebody put
     * behind the last frame, which is all right unless another frame follows it.
     */
    boolean isBetweenFrames(AVPacket failed, MediaException failure) {
        if (failure == junk || RawStream.beginsFrame(format, failed)) {
            return false;
        }
        long tag = RawStream.tagBytes(failed);
        if (tag > 0) {
            tagEnd = failed.pos() + tag;
            return true;
        }
        junk = junk == null ? failure : junk;
        junkBytes += RawStream.isBlank(failed) ? 0 : failed.size();
        return junkBytes <= MAX_JUNK_BYTES;
    }

    /** Of a frame that was decoded: throws if a packet before it failed and was not a tag. */
    void expectNoJunk() throws MediaException {
        if (junk != null) {
            throw junk;
        }
    }
}
