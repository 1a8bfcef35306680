// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.container;

import io.multimodal.media.internal.bytes.HeaderBytes;
import io.multimodal.store.ObjectHandle;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;

/**
 * Whether a file goes as far as it says. FFmpeg plays a file that was cut as far as it goes and
 * calls that its end. Of MP3, AAC and MPEG-TS a cut between two frames cannot be told, nor of a
 * Matroska that was written to a pipe.
 */
public final class ContainerEnd {
    private static final int MAX_BYTES = 64 << 10;
    private static final int MAX_BOXES = 2048;
    private static final int OGG_PAGE_HEAD = 27;
    private static final int LONGEST_OGG_PAGE = 65_307;
    private static final long AIFF_PLACEHOLDER = 0x7f00_0000L;
    private static final int MAX_ASF_PARTS = 64;
    private static final int ASF_PART_HEAD = 24;
    private static final int APE_WITH_DESCRIPTOR = 3980;
    private static final int SEGMENT = 0x18538067;

    private ContainerEnd() {}

    /**
     * Reads at most {@value #MAX_BYTES} bytes and the last page of an Ogg.
     *
     * @throws MediaException TRUNCATED if the object ends before the file does
     */
    public static void check(ObjectHandle object, BuiltInContainer format) throws IOException {
        HeaderBytes bytes = HeaderBytes.of(object, MAX_BYTES);
        try {
            switch (format) {
                case WAV, W64 -> checkSamples(WavChunks.of(bytes), bytes.size());
                case AVI -> checkRiff(bytes);
                case MP4 -> checkBoxes(bytes);
                case MATROSKA -> checkSegment(bytes);
                case OGG -> checkLastPage(object);
                case MPEG_TS -> {
                    int packet = BuiltInContainer.transportPacketBytes(bytes);
                    if (object.sizeBytes() % packet != 0) {
                        throw truncated(
                                "its last packet has %d of %d bytes"
                                        .formatted(object.sizeBytes() % packet, packet));
                    }
                }
                case AIFF -> checkAiff(bytes);
                case ASF -> checkAsf(bytes);
                // Counted while they are decoded, where they say how many samples there are.
                case APE -> checkApe(bytes);
                case AU -> checkAu(bytes);
                case CAF -> checkCaf(bytes);
                case FLAC, MP3, AAC, WAVPACK, AMR, TTA, AC3, EAC3, DTS -> {}
            }
        } catch (HeaderBytes.OutOfReachException e) {
            // Too many parts to look at: FFmpeg finds out what is missing of the rest.
        }
    }

    /** By the samples: what the whole says, who wrote to a pipe may have got wrong. */
    private static void checkSamples(WavChunks wav, long size) throws MediaException {
        // One byte of padding is often left out.
        if (wav.isSized() && wav.start() + wav.dataBytes() > size + 1) {
            throw truncated(wav.start() + wav.dataBytes(), size);
        }
    }

    private static void checkAiff(HeaderBytes bytes)
            throws IOException, HeaderBytes.OutOfReachException {
        long at = 12;
        for (int i = 0; i < MAX_BOXES && at + 8 <= bytes.size(); i++) {
            long length = bytes.u32(at + 4, false);
            if (bytes.matches(at, "SSND")) {
                // A writer to a pipe states no length, or the largest one.
                boolean open = length == 0 || length >= AIFF_PLACEHOLDER;
                if (!open && at + 8 + length > bytes.size() + 1) {
                    throw truncated(at + 8 + length, bytes.size());
                }
                return;
            }
            at += 8 + length + (length & 1);
        }
        throw truncated("it has no samples ('SSND')");
    }

    /** Since version 3.98, the header says how many bytes each part has. */
    private static void checkApe(HeaderBytes bytes)
            throws IOException, HeaderBytes.OutOfReachException {
        if (bytes.u16(4, true) < APE_WITH_DESCRIPTOR) {
            return;
        }
        long end = bytes.u32(28, true) << 32;
        for (int part = 8; part <= 24; part += 4) {
            end += bytes.u32(part, true);
        }
        if (end > bytes.size()) {
            throw truncated(end, bytes.size());
        }
    }

    /** The head says where the samples begin and how many bytes they have, or all ones. */
    private static void checkAu(HeaderBytes bytes)
            throws IOException, HeaderBytes.OutOfReachException {
        long length = bytes.u32(8, false);
        long end = bytes.u32(4, false) + length;
        if (length != 0xffffffffL && end > bytes.size()) {
            throw truncated(end, bytes.size());
        }
    }

    /** Each chunk says how long it is; the length of the samples may be -1 if they come last. */
    private static void checkCaf(HeaderBytes bytes)
            throws IOException, HeaderBytes.OutOfReachException {
        boolean samples = false;
        long at = 8;
        for (int i = 0; i < MAX_BOXES && at + 12 <= bytes.size(); i++) {
            long length = bytes.u64(at + 4, false);
            samples |= bytes.matches(at, "data");
            if (length < 0 || length > bytes.size() - at - 12) {
                if (length == -1 && samples) {
                    return;
                }
                throw truncated("a chunk at byte %d ends behind the last byte".formatted(at));
            }
            at += 12 + length;
        }
        if (!samples) {
            throw truncated("it has no samples ('data')");
        }
    }

    /**
     * Its parts say how long they are; of what is sent as it is recorded, the last one does not.
     */
    private static void checkAsf(HeaderBytes bytes)
            throws IOException, HeaderBytes.OutOfReachException {
        long at = 0;
        for (int i = 0; i < MAX_ASF_PARTS && at + ASF_PART_HEAD <= bytes.size(); i++) {
            long length = bytes.u64(at + 16, true);
            if (length < ASF_PART_HEAD) {
                return;
            } else if (length > bytes.size() - at) {
                throw truncated(at + length, bytes.size());
            }
            at += length;
        }
    }

    private static void checkRiff(HeaderBytes bytes)
            throws IOException, HeaderBytes.OutOfReachException {
        for (long at = 0; at + 8 <= bytes.size(); ) {
            String name = bytes.name(at);
            long length = bytes.u32(at + 4, true);
            if (!name.startsWith("RIF")) {
                return;
            }
            // One byte of padding is often missing; a writer to a pipe does not know the length.
            boolean open = length == 0xffffffffL || length == 0;
            if (!open && at + 8 + length > bytes.size() + 1) {
                throw truncated(at + 8 + length, bytes.size());
            }
            at += open ? bytes.size() : 8 + length + (length & 1);
        }
    }

    private static void checkBoxes(HeaderBytes bytes)
            throws IOException, HeaderBytes.OutOfReachException {
        boolean index = false;
        long at = 0;
        for (int i = 0; i < MAX_BOXES && at < bytes.size(); i++) {
            if (at + 8 > bytes.size()) {
                throw truncated("a box has no head");
            }
            long length = bytes.u32(at, false);
            index |= bytes.name(at + 4).equals("moov");
            if (length == 1) {
                length = bytes.u64(at + 8, false);
            } else if (length == 0) {
                break;
            }
            if (length < 8) {
                throw new MediaException(
                        ErrorCode.CORRUPT,
                        "A box at byte %d says that it has %d bytes, fewer than its head"
                                .formatted(at, length));
            }
            if (length > bytes.size() - at) {
                throw truncated(at + length, bytes.size());
            }
            at += length;
        }
        if (!index) {
            throw truncated("it has no index ('moov')");
        }
    }

    private static void checkSegment(HeaderBytes bytes)
            throws IOException, HeaderBytes.OutOfReachException {
        long[] head = ebmlLength(bytes, 4);
        long segment = head[0] + head[1];
        if (segment + 5 > bytes.size() || bytes.u32(segment, false) != SEGMENT) {
            throw truncated("it has no segment");
        }
        long[] body = ebmlLength(bytes, segment + 4);
        if (body[1] >= 0 && body[0] + body[1] > bytes.size()) {
            throw truncated(body[0] + body[1], bytes.size());
        }
    }

    /** Where the body behind a length begins, and the length; -1 where it is open. */
    private static long[] ebmlLength(HeaderBytes bytes, long at)
            throws IOException, HeaderBytes.OutOfReachException {
        int first = bytes.u8(at);
        int more = Integer.numberOfLeadingZeros(first) - 24;
        long value = first & (0x7f >> more);
        boolean open = value == 0x7f >> more;
        for (int i = 1; i <= more; i++) {
            int next = bytes.u8(at + i);
            open &= next == 0xff;
            value = value << 8 | next;
        }
        return new long[] {at + 1 + more, open ? -1 : value};
    }

    /** The last page ends with the object and says that it is the last. */
    private static void checkLastPage(ObjectHandle object) throws IOException {
        int length = (int) Math.min(object.sizeBytes(), LONGEST_OGG_PAGE);
        byte[] tail = object.read(object.sizeBytes() - length, length);
        for (int at = length - OGG_PAGE_HEAD; at >= 0; at--) {
            if (tail[at] == 'O'
                    && tail[at + 1] == 'g'
                    && tail[at + 2] == 'g'
                    && tail[at + 3] == 'S') {
                int segments = tail[at + 26] & 0xff;
                int end = at + OGG_PAGE_HEAD + segments;
                for (int i = 0; i < segments && end <= length; i++) {
                    end += tail[at + OGG_PAGE_HEAD + i] & 0xff;
                }
                if (end > length) {
                    throw truncated("its last page ends behind the last byte");
                } else if ((tail[at + 5] & 4) == 0) {
                    throw truncated("its last page does not say that it is the last");
                }
                return;
            }
        }
        throw truncated("it has no last page");
    }

    private static MediaException truncated(long expected, long actual) {
        return truncated("it says that it has %d bytes, and has %d".formatted(expected, actual));
    }

    private static MediaException truncated(String message) {
        return new MediaException(ErrorCode.TRUNCATED, "The file ends too early: " + message);
    }
}
