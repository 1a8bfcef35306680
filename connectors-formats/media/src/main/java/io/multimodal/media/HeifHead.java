// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media;

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
    private static final int MAX_BOXES = 4096;

    private HeifHead() {}

    /** A box's body. */
    private record Box(String name, long start, long end) {}

    /** HEIC or AVIF by the brands that the file claims; null where it claims neither. */
    static StillFormat detect(HeaderBytes bytes)
            throws IOException, HeaderBytes.OutOfReachException {
        long end = Math.min(bytes.u32(0, false), Math.min(bytes.size(), 256));
        boolean heic = false;
        for (long at = 8; at + 4 <= end; at += at == 8 ? 8 : 4) {
            switch (bytes.name(at)) {
                case "avif", "avis" -> {
                    return StillFormat.AVIF;
                }
                case "heic", "heix", "heim", "heis", "hevc", "hevx" -> heic = true;
                default -> {}
            }
        }
        return heic ? StillFormat.HEIC : null;
    }

    static StillHead read(HeaderBytes bytes) throws IOException, HeaderBytes.OutOfReachException {
        Box meta = child(bytes, 0, bytes.size(), "meta");
        long primary = item(bytes, child(bytes, meta.start + 4, meta.end, "pitm"));
        Box properties = child(bytes, meta.start + 4, meta.end, "iprp");
        Box container = child(bytes, properties.start, properties.end, "ipco");
        List<Box> all = children(bytes, container.start, container.end);
        Box association = child(bytes, properties.start, properties.end, "ipma");
        PictureSize size = null;
        int turns = 0;
        boolean mirrored = false;
        for (int index : associated(bytes, association, primary)) {
            if (index < 1 || index > all.size()) {
                continue;
            }
            Box property = all.get(index - 1);
            switch (property.name) {
                case "ispe" ->
                        size =
                                StillSize.of(
                                        "HEIF",
                                        bytes.u32(property.start + 4, false),
                                        bytes.u32(property.start + 8, false));
                // Counter-clockwise in the file.
                case "irot" -> turns = (4 - (bytes.u8(property.start) & 3)) & 3;
                case "imir" -> {
                    // Mode 0 puts top and bottom in each other's place, mode 1 left and right.
                    mirrored = true;
                    turns += (bytes.u8(property.start) & 1) == 0 ? 2 : 0;
                }
                default -> {}
            }
        }
        boolean alpha = hasAlpha(bytes, all);
        return new StillHead(
                size,
                alpha ? "RGBA" : "RGB",
                Orientation.of(turns & 3, mirrored),
                StillHead.Traits.PLAIN);
    }

    private static boolean hasAlpha(HeaderBytes bytes, List<Box> properties)
            throws IOException, HeaderBytes.OutOfReachException {
        for (Box property : properties) {
            if (property.name.equals("auxC")
                    && (bytes.matches(
                                    property.start + 4,
                                    "urn:mpeg:mpegB:cicp:systems:auxiliary:alpha")
                            || bytes.matches(property.start + 4, "urn:mpeg:hevc:2015:auxid:1"))) {
                return true;
            }
        }
        return false;
    }

    private static long item(HeaderBytes bytes, Box pitm)
            throws IOException, HeaderBytes.OutOfReachException {
        return bytes.u8(pitm.start) == 0
                ? bytes.u16(pitm.start + 4, false)
                : bytes.u32(pitm.start + 4, false);
    }

    private static List<Integer> associated(HeaderBytes bytes, Box ipma, long primary)
            throws IOException, HeaderBytes.OutOfReachException {
        int itemBytes = bytes.u8(ipma.start) == 0 ? 2 : 4;
        boolean wide = (bytes.u8(ipma.start + 3) & 1) == 1;
        long entries = Math.min(MAX_BOXES, bytes.u32(ipma.start + 4, false));
        long at = ipma.start + 8;
        List<Integer> indexes = new ArrayList<>();
        for (long i = 0; i < entries && at < ipma.end; i++) {
            long item = itemBytes == 2 ? bytes.u16(at, false) : bytes.u32(at, false);
            int count = bytes.u8(at + itemBytes);
            at += itemBytes + 1;
            for (int j = 0; j < count && item == primary; j++) {
                indexes.add(
                        wide ? bytes.u16(at + 2L * j, false) & 0x7fff : bytes.u8(at + j) & 0x7f);
            }
            at += wide ? 2L * count : count;
        }
        return indexes;
    }

    private static Box child(HeaderBytes bytes, long start, long end, String name)
            throws IOException, HeaderBytes.OutOfReachException {
        for (Box box : children(bytes, start, end, name)) {
            if (box.name.equals(name)) {
                return box;
            }
        }
        throw new MediaException(
                ErrorCode.CORRUPT, "The HEIF has no box '%s' where one is due".formatted(name));
    }

    private static List<Box> children(HeaderBytes bytes, long start, long end)
            throws IOException, HeaderBytes.OutOfReachException {
        return children(bytes, start, end, "");
    }

    /** The boxes between two offsets, no further than the first of this name. */
    private static List<Box> children(HeaderBytes bytes, long start, long end, String last)
            throws IOException, HeaderBytes.OutOfReachException {
        List<Box> boxes = new ArrayList<>();
        for (long at = start; at + 8 <= end && boxes.size() < MAX_BOXES; ) {
            long length = bytes.u32(at, false);
            int head = 8;
            if (length == 1) {
                length = bytes.u64(at + 8, false);
                head = 16;
            } else if (length == 0) {
                length = end - at;
            }
            if (length < head) {
                throw new MediaException(
                        ErrorCode.CORRUPT,
                        "A box of the HEIF says that it has %d bytes, fewer than its head"
                                .formatted(length));
            }
            Box box = new Box(bytes.name(at + 4), at + head, Math.min(end, at + length));
            boxes.add(box);
            if (box.name.equals(last)) {
                break;
            }
            if (length > end - at) {
                break;
            }
            at += length;
        }
        return boxes;
    }
}
