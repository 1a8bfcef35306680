// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.audio.format;

import io.multimodal.media.content.AudioHeader;
import io.multimodal.media.internal.bytes.HeaderBytes;
import io.multimodal.media.internal.container.BuiltInContainer;
import java.io.IOException;

/** Reads a FLAC's STREAMINFO. */
public final class FlacHeaderParser {
    private static final int STREAM_INFO = 8;

    private FlacHeaderParser() {}

    public static AudioHeader read(HeaderBytes bytes)
            throws IOException, HeaderBytes.OutOfReachException {
        return read(bytes, "audio/flac", BuiltInContainer.startOfStream(bytes));
    }

    /**
     * @param start of the four letters fLaC
     */
    static AudioHeader read(HeaderBytes bytes, String contentType, long start)
            throws IOException, HeaderBytes.OutOfReachException {
        // Behind sizes of blocks and frames: 20 bits rate, 3 channels, 5 depth, 36 samples.
        long facts = bytes.u64(start + STREAM_INFO + 10, false);
        int sampleRate = AudioFacts.sampleRate("FLAC", facts >>> 44);
        Long samples = samples(bytes, start);
        return new AudioHeader(
                contentType,
                sampleRate,
                (int) (facts >>> 41 & 7) + 1,
                samples == null ? null : Double.valueOf((double) samples / sampleRate),
                "flac");
    }

    /** How many there are in each channel; null if it does not say. */
    static Long samples(HeaderBytes bytes, long start)
            throws IOException, HeaderBytes.OutOfReachException {
        long samples = bytes.u64(start + STREAM_INFO + 10, false) & 0xfffffffffL;
        return samples == 0 ? null : samples;
    }
}
