// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.audio.format;

import io.multimodal.media.content.AudioHeader;
import io.multimodal.media.internal.bytes.HeaderBytes;
import io.multimodal.media.internal.container.BuiltInContainer;
import io.multimodal.media.internal.container.MpegAudioFrame;
import io.multimodal.media.internal.container.TrailingTags;
import java.io.IOException;
import java.util.List;

/**
 * Reads the first frame of an MP3, and how many frames there are: of a Xing, Info or VBRI table, or
 * from the size where all frames looked at have one bit rate.
 */
public final class Mp3HeaderParser {
    private static final int VBRI = 36;
    private static final int PLACES = 4;

    /** What a decoder gives late. FFmpeg cuts it off where the encoder says what it put before. */
    private static final int DECODER_DELAY = 529;

    /** What a table does not count must be so many frames, at least, to be another audio stream. */
    private static final int LEAST_FRAMES = 8;

    /** By so much the frames of one bit rate differ from their mean. */
    private static final double PADDING_BYTES = 4;

    private static final List<String> ENCODERS = List.of("LAME", "Lavf", "Lavc");

    private Mp3HeaderParser() {}

    public static AudioHeader read(HeaderBytes bytes)
            throws IOException, HeaderBytes.OutOfReachException {
        long start = BuiltInContainer.startOfStream(bytes);
        MpegAudioFrame frame = MpegAudioFrame.at(bytes, start);
        return new AudioHeader(
                "audio/mpeg",
                frame.sampleRate(),
                frame.channels(),
                duration(bytes, start, frame),
                "mp" + frame.layer());
    }

    private static Double duration(HeaderBytes bytes, long start, MpegAudioFrame frame)
            throws IOException, HeaderBytes.OutOfReachException {
        Long samples = declaredSamples(bytes);
        if (samples == null && !isTable(bytes, table(start, frame))) {
            samples = ofConstantRate(bytes, start, frame);
        }
        return samples == null ? null : Double.valueOf((double) samples / frame.sampleRate());
    }

    /**
     * How many samples its table says that there are; null where it has none, or where the table is
     * that of the first of several MP3s one behind the other.
     */
    static Long declaredSamples(HeaderBytes bytes)
            throws IOException, HeaderBytes.OutOfReachException {
        long start = BuiltInContainer.startOfStream(bytes);
        MpegAudioFrame frame = MpegAudioFrame.at(bytes, start);
        long table = table(start, frame);
        if (isTable(bytes, table)) {
            return ofXing(bytes, start, frame, table);
        } else if (bytes.matches(start + VBRI, "VBRI")) {
            long length = bytes.u32(start + VBRI + 10, false);
            return isFollowed(bytes, start + length, frame)
                    ? null
                    : Long.valueOf(bytes.u32(start + VBRI + 14, false) * frame.samples());
        }
        return null;
    }

    private static Long ofXing(HeaderBytes bytes, long start, MpegAudioFrame frame, long table)
            throws IOException, HeaderBytes.OutOfReachException {
        long flags = bytes.u32(table + 4, false);
        boolean counted = (flags & 1) != 0;
        boolean sized = (flags & 2) != 0;
        long sizeAt = table + 8 + (counted ? 4 : 0);
        if (!counted || (sized && isFollowed(bytes, start + bytes.u32(sizeAt, false), frame))) {
            return null;
        }
        long samples = bytes.u32(table + 8, false) * frame.samples();
        long encoder =
                sizeAt
                        + (sized ? 4 : 0)
                        + ((flags & 4) != 0 ? 100 : 0)
                        + ((flags & 8) != 0 ? 4 : 0);
        if (isEncoder(bytes, encoder)) {
            // Silence that the encoder put before and behind. Of what is behind, the decoder's own
            // delay takes a part, or the end of the audio where there is less.
            long silence = bytes.u32(encoder + 20, false) & 0xffffff;
            samples -= (silence >> 12) + Math.max(DECODER_DELAY, silence & 0xfff);
        }
        return samples < 0 ? null : samples;
    }

    private static boolean isEncoder(HeaderBytes bytes, long at)
            throws IOException, HeaderBytes.OutOfReachException {
        for (String name : ENCODERS) {
            if (bytes.matches(at, name)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether another audio stream begins there, perhaps behind its own tag, as {@code cat} makes
     * it.
     */
    private static boolean isFollowed(HeaderBytes bytes, long end, MpegAudioFrame first)
            throws IOException, HeaderBytes.OutOfReachException {
        boolean more = end + (long) LEAST_FRAMES * first.bytes() < bytes.size();
        return more && (bytes.matches(end, "ID3") || MpegAudioFrame.at(bytes, end) != null);
    }

    /** Where a Xing table would be: behind the side information. */
    private static long table(long start, MpegAudioFrame frame) {
        boolean mono = frame.channels() == 1;
        int sideInfo = frame.version() == 1 ? mono ? 17 : 32 : mono ? 9 : 17;
        return start + 4 + sideInfo;
    }

    private static boolean isTable(HeaderBytes bytes, long at)
            throws IOException, HeaderBytes.OutOfReachException {
        return bytes.matches(at, "Xing") || bytes.matches(at, "Info");
    }

    private static Long ofConstantRate(HeaderBytes bytes, long start, MpegAudioFrame first)
            throws IOException, HeaderBytes.OutOfReachException {
        if (bytes.size() == Long.MAX_VALUE) {
            return null;
        }
        long end = endOfFrames(bytes, start, first);
        long length = end - start;
        if (length <= 0) {
            return null;
        }
        for (int i = 1; i < PLACES; i++) {
            if (!hasLikeFrame(bytes, start + length * i / PLACES, first)) {
                return null;
            }
        }
        double frames = length * 8.0 * first.sampleRate() / first.bitRate() / first.samples();
        long whole = Math.round(frames);
        if (Math.abs(frames - whole) * first.bytes() >= PADDING_BYTES) {
            // Some encoders never lengthen a frame by a byte.
            whole = length % first.bytes() == 0 ? length / first.bytes() : 0;
        }
        return whole > 0 ? Long.valueOf(whole * first.samples()) : null;
    }

    /** Where the last frame ends, before tags and zeros; 0 where none is found. */
    private static long endOfFrames(HeaderBytes bytes, long start, MpegAudioFrame first)
            throws IOException, HeaderBytes.OutOfReachException {
        long end = TrailingTags.begin(bytes, start);
        long audioEnd = TrailingTags.withoutBlanks(bytes, start, end);
        long from = Math.max(start, audioEnd - 2L * first.bytes());
        for (long at = from; at < audioEnd; at++) {
            long next = at;
            MpegAudioFrame frame = MpegAudioFrame.at(bytes, next);
            while (frame != null && frame.sampleRate() == first.sampleRate()) {
                next += frame.bytes();
                if (next >= audioEnd) {
                    return next <= end ? next : 0;
                }
                frame = MpegAudioFrame.at(bytes, next);
            }
        }
        return 0;
    }

    /** Whether the first two frames in a row from there on are like another. */
    private static boolean hasLikeFrame(HeaderBytes bytes, long from, MpegAudioFrame first)
            throws IOException, HeaderBytes.OutOfReachException {
        for (long at = from; at < Math.min(from + 2L * first.bytes(), bytes.size() - 4); at++) {
            MpegAudioFrame frame = bytes.u8(at) == 0xff ? MpegAudioFrame.at(bytes, at) : null;
            if (frame != null && frame.sampleRate() == first.sampleRate()) {
                MpegAudioFrame next = MpegAudioFrame.at(bytes, at + frame.bytes());
                boolean ends = at + frame.bytes() + 4 > bytes.size();
                if (ends || (next != null && next.sampleRate() == first.sampleRate())) {
                    return frame.bitRate() == first.bitRate()
                            && (ends || next.bitRate() == first.bitRate());
                }
            }
        }
        return false;
    }
}
