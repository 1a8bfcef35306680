// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal;

import java.io.IOException;
import java.util.Optional;

/**
 * The elementary stream descriptor of MPEG-4.
 *
 * @param objectType which codec
 * @param sampleRate of its configuration; null if it says none
 * @param channels of its configuration; null if it says none
 */
record IsoDescriptor(int objectType, Integer sampleRate, Integer channels) {
    private static final int AUDIO_ENTRY = 28;
    private static final int VIDEO_ENTRY = 78;
    private static final int DECODER_CONFIG = 4;
    private static final int DECODER_SPECIFIC = 5;
    private static final int AAC = 0x40;

    /** Of an entry of 'stsd' that has one. */
    static Optional<IsoDescriptor> of(HeaderBytes bytes, IsoBox entry, boolean video)
            throws IOException, HeaderBytes.OutOfReachException {
        if (!entry.name().equals("mp4a") && !entry.name().equals("mp4v")) {
            return Optional.empty();
        }
        for (IsoBox box : entry.children(bytes, video ? VIDEO_ENTRY : audioEntry(bytes, entry))) {
            if (box.name().equals("esds")) {
                return of(bytes, box);
            } else if (box.name().equals("wave")) {
                return of(bytes, box.child(bytes, 0, "esds"));
            }
        }
        return Optional.empty();
    }

    /** QuickTime has longer entries. */
    private static int audioEntry(HeaderBytes bytes, IsoBox entry)
            throws IOException, HeaderBytes.OutOfReachException {
        int version = bytes.u16(entry.start() + 8, false);
        return AUDIO_ENTRY + (version == 1 ? 16 : version == 2 ? 36 : 0);
    }

    private static Optional<IsoDescriptor> of(HeaderBytes bytes, IsoBox esds)
            throws IOException, HeaderBytes.OutOfReachException {
        long at = esds.start() + 4;
        int objectType = -1;
        while (at + 2 < esds.end()) {
            int tag = bytes.u8(at++);
            while (bytes.u8(at++) >= 0x80) {
                // The length goes on for another 7 bits.
            }
            if (tag == 3) {
                int flags = bytes.u8(at + 2);
                at += 3 + ((flags & 0x80) != 0 ? 2 : 0) + ((flags & 0x20) != 0 ? 2 : 0);
                at += (flags & 0x40) != 0 ? 1 + bytes.u8(at) : 0;
            } else if (tag == DECODER_CONFIG) {
                objectType = bytes.u8(at);
                at += 13;
            } else if (tag == DECODER_SPECIFIC && objectType == AAC) {
                int channels = bytes.u8(at + 1) >> 3 & 15;
                return Optional.of(
                        new IsoDescriptor(
                                objectType,
                                IsoAudio.rate(bytes, at),
                                IsoAudio.channelsOfConfiguration(channels)));
            } else {
                break;
            }
        }
        return Optional.of(new IsoDescriptor(objectType, null, null));
    }
}
