// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.audio;

import io.multimodal.media.internal.HeaderBytes;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;

/** Reads the first packet of an Ogg, and of its last page how many samples there are. */
final class OggHead {
    private static final int PAGE_HEAD = 27;
    private static final int OPUS_RATE = 48_000;
    private static final int[] TAILS = {8 << 10, 48 << 10};

    private OggHead() {}

    static AudioHeader read(HeaderBytes bytes) throws IOException, HeaderBytes.OutOfReachException {
        long packet = (long) PAGE_HEAD + bytes.u8(PAGE_HEAD - 1);
        if (bytes.matches(packet, "\u0001vorbis")) {
            int rate = AudioFacts.sampleRate("Vorbis", bytes.u32(packet + 12, true));
            int channels = AudioFacts.channels("Vorbis", bytes.u8(packet + 11));
            return header(bytes, rate, channels, 0, "vorbis");
        } else if (bytes.matches(packet, "OpusHead")) {
            int channels = AudioFacts.channels("Opus", bytes.u8(packet + 9));
            return header(bytes, OPUS_RATE, channels, bytes.u16(packet + 10, true), "opus");
        } else if (bytes.matches(packet, "\u007fFLAC")) {
            AudioHeader flac = FlacHead.read(bytes, "audio/ogg", packet + 9);
            return header(bytes, flac.sampleRate(), flac.channels(), 0, "flac");
        }
        throw new MediaException(
                ErrorCode.UNSUPPORTED,
                "The Ogg begins with a stream that is neither Vorbis, Opus nor FLAC");
    }

    private static AudioHeader header(
            HeaderBytes bytes, int rate, int channels, int skipped, String codec)
            throws IOException, HeaderBytes.OutOfReachException {
        long serial = bytes.u32(14, true);
        long samples = -1;
        try {
            samples = lastGranule(bytes, serial);
        } catch (HeaderBytes.OutOfReachException e) {
            // The first bytes are all there is to see.
        }
        Double duration = samples < skipped ? null : (double) (samples - skipped) / rate;
        return new AudioHeader("audio/ogg", rate, channels, duration, codec);
    }

    /** Up to which sample the last page goes; -1 where it is not found. */
    private static long lastGranule(HeaderBytes bytes, long serial)
            throws IOException, HeaderBytes.OutOfReachException {
        for (int tail : TAILS) {
            int length = (int) Math.min(tail, bytes.size());
            byte[] end = bytes.range(bytes.size() - length, length);
            for (int at = length - PAGE_HEAD; at >= 0; at--) {
                if (isPage(end, at) && number(end, at + 14, 4) == serial) {
                    long granule = number(end, at + 6, 8);
                    if (granule >= 0) {
                        return granule;
                    }
                }
            }
        }
        return -1;
    }

    private static boolean isPage(byte[] bytes, int at) {
        return bytes[at] == 'O'
                && bytes[at + 1] == 'g'
                && bytes[at + 2] == 'g'
                && bytes[at + 3] == 'S'
                && bytes[at + 4] == 0;
    }

    private static long number(byte[] bytes, int at, int length) {
        long value = 0;
        for (int i = length - 1; i >= 0; i--) {
            value = value << 8 | (bytes[at + i] & 0xff);
        }
        return value;
    }
}
