// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.audio;

import io.multimodal.media.internal.ContainerFormat;
import io.multimodal.media.internal.HeaderBytes;
import io.multimodal.media.internal.IsoAudio;
import java.io.IOException;

/** Reads the first frame of an AAC stream. Its length is in no header. */
final class AdtsHead {
    private AdtsHead() {}

    static AudioHeader read(HeaderBytes bytes) throws IOException, HeaderBytes.OutOfReachException {
        long start = ContainerFormat.startOfStream(bytes);
        int third = bytes.u8(start + 2);
        int channels = (third & 1) << 2 | bytes.u8(start + 3) >> 6;
        return new AudioHeader(
                "audio/aac",
                IsoAudio.rateOfIndex(third >> 2 & 15),
                IsoAudio.channelsOfConfiguration(channels),
                null,
                "aac");
    }
}
