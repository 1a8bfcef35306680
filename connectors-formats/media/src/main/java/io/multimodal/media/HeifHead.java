// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media;

import io.multimodal.media.internal.HeaderBytes;
import io.multimodal.media.internal.HeifBrand;
import io.multimodal.media.internal.IsoBox;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.PictureSize;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the properties of the primary item of an HEIC or AVIF: its size, how it is turned, whether
 * it is transparent.
 */
final class HeifHead {
    private static final int MAX_ENTRIES = 4096;
    private static final int FULL_BOX = 4;

    private HeifHead() {}

    /** HEIC or AVIF by the brands that the file claims; null where it claims neither. */
    static StillFormat detect(HeaderBytes bytes)
            throws IOException, HeaderBytes.OutOfReachException {
        return HeifBrand.of(bytes)
                .map(
                        brand ->
                                switch (brand) {
                                    case HEIC -> StillFormat.HEIC;
                                    case AVIF -> StillFormat.AVIF;
                                })
                .orElse(null);
    }

    static StillHead read(HeaderBytes bytes) throws IOException, HeaderBytes.OutOfReachException {
        IsoBox meta = IsoBox.whole(bytes).child(bytes, 0, "meta");
        long primary = primary(bytes, meta);
        IsoBox properties = meta.child(bytes, FULL_BOX, "iprp");
        List<IsoBox> all = properties.child(bytes, 0, "ipco").children(bytes, 0);
        PictureSize size = null;
        int turns = 0;
        boolean mirrored = false;
        StillHead.Traits traits = StillHead.Traits.PLAIN;
        for (IsoBox property : properties(bytes, properties, all, primary)) {
            switch (property.name()) {
                case "ispe" -> size = size(bytes, property);
                // Counter-clockwise in the file.
                case "irot" -> turns += 4 - (bytes.u8(property.start()) & 3);
                case "imir" -> {
                    // Mode 0 puts top and bottom in each other's place, mode 1 left and right.
                    mirrored = !mirrored;
                    turns += (bytes.u8(property.start()) & 1) == 0 ? 2 : 0;
                }
                // A cut-out by fractions, which hardly anybody writes.
                case "clap" -> traits = StillHead.Traits.UNREAD;
                default -> {}
            }
        }
        return new StillHead(
                size,
                hasAlpha(bytes, all) ? "RGBA" : "RGB",
                Orientation.of(turns & 3, mirrored),
                traits);
    }

    /** The number of the primary item. */
    static long primary(HeaderBytes bytes, IsoBox meta)
            throws IOException, HeaderBytes.OutOfReachException {
        IsoBox item = meta.child(bytes, FULL_BOX, "pitm");
        return bytes.u8(item.start()) == 0
                ? bytes.u16(item.start() + 4, false)
                : bytes.u32(item.start() + 4, false);
    }

    /** What an 'ispe' says. */
    static PictureSize size(HeaderBytes bytes, IsoBox ispe)
            throws IOException, HeaderBytes.OutOfReachException {
        return StillSize.of(
                "HEIF", bytes.u32(ispe.start() + 4, false), bytes.u32(ispe.start() + 8, false));
    }

    static boolean isAlpha(HeaderBytes bytes, IsoBox auxC)
            throws IOException, HeaderBytes.OutOfReachException {
        return bytes.matches(auxC.start() + 4, "urn:mpeg:mpegB:cicp:systems:auxiliary:alpha")
                || bytes.matches(auxC.start() + 4, "urn:mpeg:hevc:2015:auxid:1");
    }

    private static boolean hasAlpha(HeaderBytes bytes, List<IsoBox> properties)
            throws IOException, HeaderBytes.OutOfReachException {
        for (IsoBox property : properties) {
            if (property.name().equals("auxC") && isAlpha(bytes, property)) {
                return true;
            }
        }
        return false;
    }

    /** The properties of an item, in the order in which they are to be applied. */
    static List<IsoBox> properties(HeaderBytes bytes, IsoBox iprp, List<IsoBox> all, long wanted)
            throws IOException, HeaderBytes.OutOfReachException {
        IsoBox ipma = iprp.child(bytes, 0, "ipma");
        int itemBytes = bytes.u8(ipma.start()) == 0 ? 2 : 4;
        boolean wide = (bytes.u8(ipma.start() + 3) & 1) == 1;
        long entries = Math.min(MAX_ENTRIES, bytes.u32(ipma.start() + 4, false));
        long at = ipma.start() + 8;
        List<IsoBox> properties = new ArrayList<>();
        for (long i = 0; i < entries && at < ipma.end(); i++) {
            long item = itemBytes == 2 ? bytes.u16(at, false) : bytes.u32(at, false);
            int count = bytes.u8(at + itemBytes);
            at += itemBytes + 1;
            for (int j = 0; j < count && item == wanted; j++) {
                int index = wide ? bytes.u16(at + 2L * j, false) & 0x7fff : bytes.u8(at + j) & 0x7f;
                if (index > all.size()) {
                    throw new MediaException(
                            ErrorCode.CORRUPT,
                            "The HEIF's item %d has property %d of %d"
                                    .formatted(wanted, index, all.size()));
                }
                if (index > 0) {
                    properties.add(all.get(index - 1));
                }
            }
            at += wide ? 2L * count : count;
        }
        return properties;
    }
}
