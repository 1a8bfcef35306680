// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.container.iso;

import io.multimodal.media.internal.bytes.HeaderBytes;
import java.io.IOException;
import java.util.Optional;

/**
 * The elementary stream descriptor of MPEG-4.
 *
 * @param objectType which codec
 * @param configAt where the codec's own configuration begins; 0 where there is none
 * @param configBytes how long that is
 */
record IsoDescriptor(int objectType, long configAt, int configBytes) {
    private static final int VIDEO_ENTRY = 78;
    private static final int DECODER_CONFIG = 4;
    private static final int DECODER_SPECIFIC = 5;
    private static final int AAC = 0x40;

    /** Of an entry of 'stsd' that has one. */
    static Optional<IsoDescriptor> of(
            HeaderBytes bytes, IsoBox entry, String codecEntry, boolean video)
            throws IOException, HeaderBytes.OutOfReachException {
        if (!codecEntry.equals("mp4a") && !codecEntry.equals("mp4v")) {
            return Optional.empty();
        }
        int skip = video ? VIDEO_ENTRY : IsoAudioConfig.entryBytes(bytes, entry);
        for (IsoBox box : entry.children(bytes, skip)) {
            if (box.name().equals("esds")) {
                return of(bytes, box);
            } else if (box.name().equals("wave")) {
                return of(bytes, box.child(bytes, 0, "esds"));
            }
        }
        return Optional.empty();
    }

    /** Whether it is one of the codecs that 'AAC' means, with a configuration. */
    boolean isAac() {
        return objectType == AAC && configBytes > 1;
    }

    private static Optional<IsoDescriptor> of(HeaderBytes bytes, IsoBox esds)
            throws IOException, HeaderBytes.OutOfReachException {
        long at = esds.start() + 4;
        int objectType = -1;
        while (at + 2 < esds.end()) {
            int tag = bytes.u8(at++);
            int length = 0;
            int part;
            do {
                part = bytes.u8(at++);
                length = length << 7 | (part & 0x7f);
            } while (part >= 0x80);
            if (tag == 3) {
                int flags = bytes.u8(at + 2);
                at += 3 + ((flags & 0x80) != 0 ? 2 : 0) + ((flags & 0x20) != 0 ? 2 : 0);
                at += (flags & 0x40) != 0 ? 1 + bytes.u8(at) : 0;
            } else if (tag == DECODER_CONFIG) {
                objectType = bytes.u8(at);
                at += 13;
            } else if (tag == DECODER_SPECIFIC) {
                boolean within = length >= 0 && at + length <= esds.end();
                return Optional.of(new IsoDescriptor(objectType, at, within ? length : 0));
            } else {
                break;
            }
        }
        return Optional.of(new IsoDescriptor(objectType, 0, 0));
    }
}
