// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.format;

import io.multimodal.media.internal.bytes.HeaderBytes;
import io.multimodal.media.internal.container.HeifBrand;
import io.multimodal.media.internal.container.iso.IsoBox;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.ImageSize;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the properties of the primary item of an HEIC or AVIF: its size, how it is turned, whether
 * it is transparent.
 */
final class HeifHeaderParser {
    private static final int MAX_ENTRIES = 4096;
    private static final int FULL_BOX = 4;

    /** Of a frame of three planes of 16 bits, and of its alpha. */
    private static final int FRAME_BITS = 56;

    private HeifHeaderParser() {}

    /** HEIC or AVIF by the brands that the file claims; null where it claims neither. */
    static BuiltInFormat detect(HeaderBytes bytes)
            throws IOException, HeaderBytes.OutOfReachException {
        return HeifBrand.of(bytes)
                .map(
                        brand ->
                                switch (brand) {
                                    case HEIC -> BuiltInFormat.HEIC;
                                    case AVIF -> BuiltInFormat.AVIF;
                                })
                .orElse(null);
    }

    static ImageFacts read(HeaderBytes bytes) throws IOException, HeaderBytes.OutOfReachException {
        IsoBox meta = meta(bytes);
        long primary = primary(bytes, meta);
        IsoBox iprp = meta.child(bytes, FULL_BOX, "iprp");
        List<IsoBox> all = iprp.child(bytes, 0, "ipco").children(bytes, 0);
        HeifGeometry geometry = geometry(bytes, properties(bytes, iprp, all, primary));
        String mode = hasAlpha(bytes, all) ? "RGBA" : "RGB";
        return geometry == null
                ? new ImageFacts(null, mode)
                : new ImageFacts(
                        geometry.size(),
                        mode,
                        geometry.orientation(),
                        ImageFacts.Traits.PLAIN,
                        new DecodeCost(geometry.coded(), FRAME_BITS, 0));
    }

    /** The box that says what is in the file. */
    static IsoBox meta(HeaderBytes bytes) throws IOException, HeaderBytes.OutOfReachException {
        IsoBox file = IsoBox.whole(bytes);
        boolean sequence = false;
        for (IsoBox box : file.children(bytes, 0, "meta")) {
            if (box.name().equals("meta")) {
                return box;
            }
            sequence |= box.name().equals("moov");
        }
        if (sequence) {
            throw new MediaException(
                    ErrorCode.UNSUPPORTED,
                    "The file holds a sequence of images ('moov') and no single image ('meta')");
        }
        return file.child(bytes, 0, "meta");
    }

    /** What becomes of the coded pixels of an item; null where it has no size. */
    static HeifGeometry geometry(HeaderBytes bytes, List<IsoBox> properties)
            throws IOException, HeaderBytes.OutOfReachException {
        HeifGeometry geometry = null;
        for (IsoBox property : properties) {
            if (property.name().equals("ispe")) {
                geometry = new HeifGeometry(size(bytes, property));
            }
        }
        for (IsoBox property : geometry == null ? List.<IsoBox>of() : properties) {
            geometry.apply(bytes, property);
        }
        return geometry;
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
    private static ImageSize size(HeaderBytes bytes, IsoBox ispe)
            throws IOException, HeaderBytes.OutOfReachException {
        return ImageSizes.of(
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
