// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.audio.format;

import io.multimodal.media.content.AudioHeader;
import io.multimodal.media.internal.bytes.HeaderBytes;
import io.multimodal.media.internal.container.BuiltInContainer;
import io.multimodal.media.internal.container.iso.IsoAudio;
import io.multimodal.media.internal.ffmpeg.FirstAudioFrame;
import java.io.IOException;
import java.util.Optional;

/**
 * Reads the first frame of an AAC stream, and decodes it where it may double its rate or its
 * channels without saying so in its head. How long the stream is is in no head.
 */
public final class AdtsHeaderParser {
    private AdtsHeaderParser() {}

    public static AudioHeader read(HeaderBytes bytes)
            throws IOException, HeaderBytes.OutOfReachException {
        long start = BuiltInContainer.startOfStream(bytes);
        int third = bytes.u8(start + 2);
        Integer rate = IsoAudio.rateOfIndex(third >> 2 & 15);
        Integer channels =
                IsoAudio.channelsOfConfiguration((third & 1) << 2 | bytes.u8(start + 3) >> 6);
        if (rate == null || channels == null || IsoAudio.mayBeDoubled(rate)) {
            int length = (int) (bytes.u32(start + 2, false) >>> 5 & 0x1fff);
            byte[] frame =
                    start + length <= bytes.size() ? bytes.range(start, length) : new byte[0];
            Optional<FirstAudioFrame> first = FirstAudioFrame.of("aac", new byte[0], frame);
            rate = first.map(FirstAudioFrame::sampleRate).orElse(rate);
            channels = first.map(FirstAudioFrame::channels).orElse(channels);
        }
        return new AudioHeader("audio/aac", rate, channels, null, "aac");
    }
}
