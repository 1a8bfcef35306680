// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.audio;

import io.multimodal.media.internal.ContainerFormat;
import io.multimodal.media.internal.HeaderBytes;
import io.multimodal.media.internal.MpegAudioFrame;
import java.io.IOException;

/**
 * Reads the first frame of an MP3, and how many frames there are: of a Xing, Info or VBRI table, or
 * from the size where all frames looked at have one bit rate.
 */
final class Mp3Head {
    private static final int LAME = 120;
    private static final int VBRI = 36;
    private static final int ID3_V1_BYTES = 128;
    private static final int PLACES = 4;

    private Mp3Head() {}

    static AudioHeader read(HeaderBytes bytes) throws IOException, HeaderBytes.OutOfReachException {
        long start = ContainerFormat.startOfStream(bytes);
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
        if (samples != null) {
            return (double) samples / frame.sampleRate();
        }
        return isTable(bytes, table(start, frame)) ? null : ofConstantRate(bytes, start, frame);
    }

    /** How many samples its table says that there are; null where it has none. */
    static Long declaredSamples(HeaderBytes bytes)
            throws IOException, HeaderBytes.OutOfReachException {
        long start = ContainerFormat.startOfStream(bytes);
        MpegAudioFrame frame = MpegAudioFrame.at(bytes, start);
        long table = table(start, frame);
        if (isTable(bytes, table)) {
            long flags = bytes.u32(table + 4, false);
            if ((flags & 1) == 0) {
                return null;
            }
            long samples = bytes.u32(table + 8, false) * frame.samples();
            // Silence that the encoder put before and behind, where it says so.
            boolean lame = (flags & 15) == 15 && bytes.u8(table + LAME) != 0;
            long silence = lame ? bytes.u32(table + LAME + 20, false) & 0xffffff : 0;
            samples -= (silence >> 12) + (silence & 0xfff);
            return samples < 0 ? null : samples;
        } else if (bytes.matches(start + VBRI, "VBRI")) {
            return bytes.u32(start + VBRI + 14, false) * frame.samples();
        }
        return null;
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

    private static Double ofConstantRate(HeaderBytes bytes, long start, MpegAudioFrame first)
            throws IOException, HeaderBytes.OutOfReachException {
        if (bytes.size() == Long.MAX_VALUE) {
            return null;
        }
        boolean tagged = bytes.matches(bytes.size() - ID3_V1_BYTES, "TAG");
        long length = bytes.size() - start - (tagged ? ID3_V1_BYTES : 0);
        for (int i = 1; i < PLACES; i++) {
            if (!hasLikeFrame(bytes, start + length * i / PLACES, first)) {
                return null;
            }
        }
        return length * 8.0 / first.bitRate();
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
