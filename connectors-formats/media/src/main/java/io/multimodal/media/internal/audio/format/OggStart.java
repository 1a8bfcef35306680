// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.audio.format;

import io.multimodal.media.internal.bytes.HeaderBytes;
import java.io.IOException;
import java.util.Arrays;

/**
 * Where a stream of an Ogg begins: what its first page with samples counts, less the samples of the
 * packets up to there. A stream that was cut out of another one begins before or behind sample 0,
 * and all of it is played.
 *
 * @param sample number of the first sample
 * @param page the first page that counts samples
 */
record OggStart(long sample, OggPage page) {
    /** Before the first page with samples, however large a cover is. */
    private static final int MAX_PAGES = 48;

    /** How much more is read, of pages that are too long for what is left of the usual limit. */
    private static final int MORE_BYTES = 64 << 10;

    private static final byte[] NONE = {};

    /** Whether all samples are on one page. */
    boolean isSingle(HeaderBytes bytes) {
        return page.isLast() && page.end() == bytes.size();
    }

    /**
     * Null if it is not found.
     *
     * @param from offset of the first page behind those that begin streams
     */
    static OggStart find(HeaderBytes bytes, long from, long serial, PacketSamples packets)
            throws IOException {
        try {
            HeaderBytes more = bytes.beyond(MORE_BYTES);
            long samples = 0;
            boolean known = true;
            byte[] first = NONE;
            long at = from;
            for (int i = 0; i < MAX_PAGES && OggPage.isAt(bytes, at); i++) {
                OggPage page = OggPage.read(bytes, at);
                at = page.end();
                if (page.serial() != serial) {
                    continue;
                }
                boolean counts = page.countsSamples();
                byte[] body = packets.readsPackets() ? body(bytes, more, page) : NONE;
                int begin = 0;
                int end = 0;
                for (int segment : page.segments()) {
                    end += segment;
                    if (segment < 255) {
                        byte[] part = part(body, begin, end);
                        long added = packets.of(first.length > 0 ? first : part, part);
                        known &= added >= 0;
                        samples += added;
                        first = NONE;
                        begin = end;
                    }
                }
                if (end > begin && first.length == 0) {
                    first = part(body, begin, end);
                }
                if (counts) {
                    long start = known ? page.granule() - samples : 0;
                    return new OggStart(page.isLast() ? Math.max(0, start) : start, page);
                }
            }
            return null;
        } catch (HeaderBytes.OutOfReachException e) {
            return null;
        }
    }

    private static byte[] body(HeaderBytes bytes, HeaderBytes more, OggPage page)
            throws IOException, HeaderBytes.OutOfReachException {
        int length = (int) (page.end() - page.body());
        try {
            return bytes.range(page.body(), length);
        } catch (HeaderBytes.OutOfReachException e) {
            return more.range(page.body(), length);
        }
    }

    private static byte[] part(byte[] body, int from, int to) {
        return body == NONE ? NONE : Arrays.copyOfRange(body, from, to);
    }
}
