// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.audio.format;

import io.multimodal.media.internal.bytes.HeaderBytes;
import java.io.IOException;
import java.util.Set;

/**
 * The last page of a stream of an Ogg, and whether another stream was appended before it.
 *
 * <p>A chain is several Oggs one behind the other. Each part counts its samples from 0, so the last
 * page says nothing about the parts before. RFC 3533 requires a number of its own for the stream of
 * each part. Where one file was appended to itself, or the numbers were chosen by hand, they are
 * the same, and only the numbers of the pages tell.
 */
final class OggEnd {
    /** How much is read of the end. Pages have at most 65,307 bytes, and rarely a tenth of it. */
    private static final int[] TAILS = {8 << 10, 20 << 10, 36 << 10, 48 << 10};

    /** How much is read beyond the usual limit, of what looks like a chain. */
    private static final int SEARCH_BYTES = 256 << 10;

    private static final int MAX_PROBES = 10;

    /** A stream whose pages are so much longer than its first one may be a chain. */
    private static final double LONGER = 1.1;

    /** A part of a chain begins where pages seem so much longer than elsewhere. */
    private static final double UNEVEN = 1.25;

    private OggEnd() {}

    /**
     * The last page that counts the samples of a stream. Null if it is not found, or belongs to
     * another part of a chain than the first page.
     *
     * @param serials of the streams that begin with the file
     */
    static OggPage find(HeaderBytes bytes, long serial, Set<Long> serials)
            throws IOException, HeaderBytes.OutOfReachException {
        byte[] tail = {};
        for (int wanted : TAILS) {
            int length = (int) Math.min(wanted, bytes.size());
            byte[] more = bytes.range(bytes.size() - length, length - tail.length);
            byte[] longer = new byte[length];
            System.arraycopy(more, 0, longer, 0, more.length);
            System.arraycopy(tail, 0, longer, more.length, tail.length);
            tail = longer;
            OggPage last = null;
            for (int at = length - OggPage.HEADER_BYTES; at >= 0; at--) {
                if (!OggPage.isAt(tail, at)) {
                    continue;
                }
                OggPage page = OggPage.read(tail, at, bytes.size() - length);
                boolean begins = page.at() > 0 && page.isFirst() && page.serial() == serial;
                if (begins || !serials.contains(page.serial())) {
                    return null;
                } else if (last == null && page.serial() == serial && page.granule() >= 0) {
                    last = page;
                }
            }
            if (last != null || length == bytes.size()) {
                return last;
            }
        }
        return null;
    }

    /**
     * Whether pages between two ones of a stream show that they are of two parts of a chain: their
     * numbers fall. Looks at a page in the middle if fewer pages are counted than the first one's
     * size lets expect, and then where the pages seem to be longest.
     *
     * @return false if it is not seen: a short first part may go unnoticed
     */
    static boolean isChained(HeaderBytes bytes, OggPage first, OggPage last) throws IOException {
        long size = first.end() - first.at();
        OggPage low = first;
        OggPage high = last;
        if (perPage(low, high) < LONGER * size) {
            return high.sequence() <= low.sequence() && high.at() > low.at();
        }
        HeaderBytes more = bytes.beyond(SEARCH_BYTES);
        try {
            for (int i = 0; i < MAX_PROBES && high.at() - low.at() > 2 * size; i++) {
                long middle = (low.at() + high.at()) / 2;
                OggPage page = next(more, middle, (int) Math.min(2 * size, high.at() - middle));
                if (page == null || page.serial() != first.serial()) {
                    return false;
                } else if (page.sequence() <= low.sequence()
                        || page.sequence() >= high.sequence()) {
                    return true;
                }
                double before = perPage(low, page);
                double behind = perPage(page, high);
                if (Math.max(before, behind) < UNEVEN * Math.min(before, behind)) {
                    return false;
                }
                high = before > behind ? page : high;
                low = before > behind ? low : page;
            }
        } catch (HeaderBytes.OutOfReachException e) {
            // As much as is read of a header was not enough to see it.
        }
        return false;
    }

    private static double perPage(OggPage low, OggPage high) {
        return (double) (high.at() - low.at()) / Math.max(1, high.sequence() - low.sequence());
    }

    private static OggPage next(HeaderBytes bytes, long from, int length)
            throws IOException, HeaderBytes.OutOfReachException {
        byte[] part = bytes.range(from, length);
        for (int at = 0; at <= length - OggPage.HEADER_BYTES; at++) {
            if (OggPage.isAt(part, at)) {
                return OggPage.read(part, at, from);
            }
        }
        return null;
    }
}
