// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.audio;

import io.multimodal.media.internal.HeaderBytes;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;

/** Reads a WAV's chunks as far as its samples: of RIFF, RF64 and BW64. */
final class WavHead {
    private static final int MAX_CHUNKS = 64;
    private static final long UNKNOWN_LENGTH = 0xffffffffL;
    private static final int EXTENSIBLE = 0xfffe;

    private WavHead() {}

    static AudioHeader read(HeaderBytes bytes) throws IOException, HeaderBytes.OutOfReachException {
        long format = -1;
        long longLength = UNKNOWN_LENGTH;
        long samples = 0;
        long at = 12;
        for (int i = 0; i < MAX_CHUNKS; i++) {
            String name = bytes.name(at);
            long length = bytes.u32(at + 4, true);
            if (name.equals("ds64")) {
                longLength = bytes.u64(at + 16, true);
            } else if (name.equals("fmt ")) {
                format = at + 8;
            } else if (name.equals("fact")) {
                samples = bytes.u32(at + 8, true);
            } else if (name.equals("data")) {
                return of(bytes, format, dataBytes(bytes, at + 8, length, longLength), samples);
            }
            at += 8 + length + (length & 1);
        }
        throw new MediaException(
                ErrorCode.CORRUPT,
                "The WAV has no samples within its first " + MAX_CHUNKS + " chunks");
    }

    private static long dataBytes(HeaderBytes bytes, long start, long length, long longLength) {
        long declared = length == UNKNOWN_LENGTH ? longLength : length;
        // Whoever writes to a pipe does not know the length.
        boolean open = declared == UNKNOWN_LENGTH || declared == 0;
        long rest = bytes.size() == Long.MAX_VALUE ? -1 : bytes.size() - start;
        return open ? rest : declared;
    }

    /**
     * What the chunks say.
     *
     * @param samples that there are of a codec; 0 if unknown
     */
    private static AudioHeader of(HeaderBytes bytes, long format, long dataBytes, long samples)
            throws IOException, HeaderBytes.OutOfReachException {
        if (format < 0) {
            throw new MediaException(
                    ErrorCode.CORRUPT,
                    "The WAV does not say what its samples are before they begin");
        }
        int tag = bytes.u16(format, true);
        int bits = bytes.u16(format + 14, true);
        long bytesPerSecond = bytes.u32(format + 8, true);
        String codec = codec(tag == EXTENSIBLE ? bytes.u16(format + 24, true) : tag, bits);
        int sampleRate = AudioFacts.sampleRate("WAV", bytes.u32(format + 4, true));
        boolean coded = codec == null || !codec.startsWith("pcm_");
        Double duration =
                dataBytes >= 0 && bytesPerSecond > 0
                        ? Double.valueOf((double) dataBytes / bytesPerSecond)
                        : null;
        if (coded) {
            duration = samples > 0 ? Double.valueOf((double) samples / sampleRate) : null;
        }
        return new AudioHeader(
                "audio/wav",
                sampleRate,
                AudioFacts.channels("WAV", bytes.u16(format + 2, true)),
                duration,
                codec);
    }

    private static String codec(int tag, int bits) {
        return switch (tag) {
            case 1 -> bits == 8 ? "pcm_u8" : "pcm_s" + (bits + 7) / 8 * 8 + "le";
            case 2 -> "adpcm_ms";
            case 3 -> "pcm_f" + bits + "le";
            case 6 -> "pcm_alaw";
            case 7 -> "pcm_mulaw";
            case 0x11 -> "adpcm_ima_wav";
            case 0x55 -> "mp3";
            default -> null;
        };
    }
}
