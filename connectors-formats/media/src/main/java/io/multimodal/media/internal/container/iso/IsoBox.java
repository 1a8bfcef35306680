// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.container.iso;

import io.multimodal.media.internal.bytes.HeaderBytes;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A box of an ISO base media file.
 *
 * @param name its four characters
 * @param start where its body starts
 * @param end behind its last byte
 */
public record IsoBox(String name, long start, long end) {
    private static final int MAX_BOXES = 4096;
    private static final String FILE = "file";

    /** A whole object as one box. */
    public static IsoBox whole(HeaderBytes bytes) {
        return new IsoBox(FILE, 0, bytes.size());
    }

    /** The first box of a name within this one. */
    public IsoBox child(HeaderBytes bytes, int skip, String wanted)
            throws IOException, HeaderBytes.OutOfReachException {
        for (IsoBox box : children(bytes, skip, wanted)) {
            if (box.name.equals(wanted)) {
                return box;
            }
        }
        if (name.equals(FILE)) {
            throw new MediaException(
                    ErrorCode.TRUNCATED,
                    "The file ends before the box '%s', which says what is in it"
                            .formatted(wanted));
        }
        throw new MediaException(
                ErrorCode.CORRUPT,
                "The box '%s' has no box '%s' where one is due".formatted(name, wanted));
    }

    /** All boxes within this one. */
    public List<IsoBox> children(HeaderBytes bytes, int skip)
            throws IOException, HeaderBytes.OutOfReachException {
        return children(bytes, skip, "");
    }

    /** The boxes behind the first {@code skip} bytes, no further than the first of this name. */
    public List<IsoBox> children(HeaderBytes bytes, int skip, String last)
            throws IOException, HeaderBytes.OutOfReachException {
        List<IsoBox> boxes = new ArrayList<>();
        for (long at = start + skip; at + 8 <= end && boxes.size() < MAX_BOXES; ) {
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
                        "A box in '%s' says that it has %d bytes, fewer than its head"
                                .formatted(name, length));
            }
            long next = length > end - at ? end : at + length;
            IsoBox box = new IsoBox(bytes.name(at + 4), at + head, next);
            if (length > end - at && name.equals(FILE) && !last.isEmpty()) {
                throw new MediaException(
                        ErrorCode.TRUNCATED,
                        "The file ends within its box '%s', before the end of the box '%s' that says what is in it"
                                .formatted(box.name, last));
            }
            boxes.add(box);
            if (box.name.equals(last)) {
                break;
            }
            at = next;
        }
        return boxes;
    }
}
