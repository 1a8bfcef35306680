// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.audio.format;

import io.multimodal.media.content.AudioHeader;
import io.multimodal.media.internal.bytes.HeaderBytes;
import io.multimodal.media.internal.container.ContainerFormat;
import io.multimodal.media.internal.container.ContainerTypes;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * Reads the first packets of an Ogg's streams, of which the first of sound counts, and of its last
 * page how many samples there are.
 */
public final class OggHeaderParser {
    private static final int PAGE_HEAD = 27;
    private static final int FIRST_PAGE = 2;
    private static final int LAST_PAGE = 4;
    private static final int OPUS_RATE = 48_000;
    private static final int MAX_STREAMS = 16;

    /** Before the first page with sound, however large a cover is. */
    private static final int MAX_PAGES = 48;

    private static final int[] TAILS = {8 << 10, 48 << 10};

    private OggHeaderParser() {}

    /**
     * A stream of sound.
     *
     * @param skipped samples at the beginning that are not played
     * @param longest of a packet, in samples
     */
    private record Stream(
            long serial, int rate, int channels, int skipped, int longest, String codec) {}

    /** Null where the sound is of another codec than those known here. */
    public static AudioHeader read(HeaderBytes bytes)
            throws IOException, HeaderBytes.OutOfReachException {
        Set<Long> serials = new HashSet<>();
        Stream sound = null;
        boolean video = false;
        long at = 0;
        while (serials.size() < MAX_STREAMS
                && bytes.matches(at, "OggS")
                && (bytes.u8(at + 5) & FIRST_PAGE) != 0) {
            long serial = bytes.u32(at + 14, true);
            long packet = at + PAGE_HEAD + bytes.u8(at + PAGE_HEAD - 1);
            serials.add(serial);
            sound = sound == null ? stream(bytes, serial, packet) : sound;
            video |= bytes.matches(packet, "\u0080theora");
            at = endOfPage(bytes, at);
        }
        if (sound == null) {
            return null;
        }
        return new AudioHeader(
                ContainerTypes.of(ContainerFormat.OGG, bytes, video),
                sound.rate,
                sound.channels,
                duration(bytes, sound, serials, at),
                sound.codec);
    }

    private static Stream stream(HeaderBytes bytes, long serial, long packet)
            throws IOException, HeaderBytes.OutOfReachException {
        if (bytes.matches(packet, "\u0001vorbis")) {
            int rate = AudioFacts.sampleRate("Vorbis", bytes.u32(packet + 12, true));
            int channels = AudioFacts.channels("Vorbis", bytes.u8(packet + 11));
            int longest = 1 << (bytes.u8(packet + 28) >> 4);
            return new Stream(serial, rate, channels, 0, longest, "vorbis");
        } else if (bytes.matches(packet, "OpusHead")) {
            int channels = AudioFacts.channels("Opus", bytes.u8(packet + 9));
            int skipped = bytes.u16(packet + 10, true);
            return new Stream(serial, OPUS_RATE, channels, skipped, 5760, "opus");
        } else if (bytes.matches(packet, "\u007fFLAC")) {
            AudioHeader flac = FlacHeaderParser.read(bytes, "audio/ogg", packet + 9);
            return new Stream(serial, flac.sampleRate(), flac.channels(), 0, 65_535, "flac");
        }
        return null;
    }

    private static long endOfPage(HeaderBytes bytes, long at)
            throws IOException, HeaderBytes.OutOfReachException {
        int segments = bytes.u8(at + PAGE_HEAD - 1);
        long end = at + PAGE_HEAD + segments;
        for (int i = 0; i < segments; i++) {
            end += bytes.u8(at + PAGE_HEAD + i);
        }
        return end;
    }

    /**
     * Null where the first bytes are all there is to see, where other streams follow these (then
     * the last page counts the samples of the last ones), and where the stream does not begin with
     * its first sample.
     */
    private static Double duration(
            HeaderBytes bytes, Stream sound, Set<Long> serials, long firstPages)
            throws IOException {
        try {
            long samples = lastGranule(bytes, sound.serial, serials);
            // How much of a single page is priming, writers of Vorbis do not agree on.
            boolean single = sound.codec.equals("vorbis") && isSingle(bytes, sound, firstPages);
            return single || samples < sound.skipped || beginsElsewhere(bytes, sound, firstPages)
                    ? null
                    : Double.valueOf((double) (samples - sound.skipped) / sound.rate);
        } catch (HeaderBytes.OutOfReachException e) {
            return null;
        }
    }

    /**
     * Whether the first page with sound counts more samples than its packets can have, or fewer
     * than they have: what was cut out of a stream begins before or behind the sample 0.
     */
    private static boolean beginsElsewhere(HeaderBytes bytes, Stream sound, long from)
            throws IOException {
        try {
            long page = firstPage(bytes, sound, from);
            if (page < 0) {
                return false;
            }
            long granule = bytes.u64(page + 6, true);
            boolean last = (bytes.u8(page + 5) & LAST_PAGE) != 0;
            return granule > (long) packets(bytes, page) * sound.longest
                    || (!last
                            && sound.codec.equals("opus")
                            && granule < OpusPackets.samples(bytes, page));
        } catch (HeaderBytes.OutOfReachException e) {
            return false;
        }
    }

    /** The first page that counts samples; -1 where it is not found. */
    private static long firstPage(HeaderBytes bytes, Stream sound, long from)
            throws IOException, HeaderBytes.OutOfReachException {
        long at = from;
        for (int page = 0; page < MAX_PAGES && bytes.matches(at, "OggS"); page++) {
            if (bytes.u32(at + 14, true) == sound.serial && bytes.u64(at + 6, true) > 0) {
                return at;
            }
            at = endOfPage(bytes, at);
        }
        return -1;
    }

    /** Whether the first page that counts samples is the last one, and ends with the file. */
    private static boolean isSingle(HeaderBytes bytes, Stream sound, long from)
            throws IOException, HeaderBytes.OutOfReachException {
        long page = sound == null || from < 0 ? -1 : firstPage(bytes, sound, from);
        return page >= 0
                && (bytes.u8(page + 5) & LAST_PAGE) != 0
                && endOfPage(bytes, page) == bytes.size();
    }

    /** How many packets a page has at most: one may have begun on the page before. */
    private static int packets(HeaderBytes bytes, long page)
            throws IOException, HeaderBytes.OutOfReachException {
        int segments = bytes.u8(page + PAGE_HEAD - 1);
        int packets = 1;
        for (int i = 0; i < segments; i++) {
            packets += bytes.u8(page + PAGE_HEAD + i) < 255 ? 1 : 0;
        }
        return packets;
    }

    /**
     * When the sound ends, in seconds, where one page holds all of it: FFmpeg cuts padding off by
     * the page before the last one. Null where there is more than a page, or it is not known.
     */
    static Double endOfOnePage(HeaderBytes bytes)
            throws IOException, HeaderBytes.OutOfReachException {
        if (!bytes.matches(0, "OggS")) {
            return null;
        }
        long packet = (long) PAGE_HEAD + bytes.u8(PAGE_HEAD - 1);
        Stream sound = stream(bytes, bytes.u32(14, true), packet);
        long page = sound == null ? -1 : firstPage(bytes, sound, endOfPage(bytes, 0));
        long samples =
                isSingle(bytes, sound, page) ? bytes.u64(page + 6, true) - sound.skipped : -1;
        return samples < 0 || beginsElsewhere(bytes, sound, page)
                ? null
                : Double.valueOf((double) samples / sound.rate);
    }

    /** Up to which sample the last page goes; -1 where it is not found. */
    private static long lastGranule(HeaderBytes bytes, long serial, Set<Long> serials)
            throws IOException, HeaderBytes.OutOfReachException {
        for (int tail : TAILS) {
            int length = (int) Math.min(tail, bytes.size());
            byte[] end = bytes.range(bytes.size() - length, length);
            for (int at = length - PAGE_HEAD; at >= 0; at--) {
                if (!isPage(end, at)) {
                    continue;
                }
                long found = number(end, at + 14, 4);
                long granule = number(end, at + 6, 8);
                boolean first = bytes.size() - length + at > 0 && (end[at + 5] & FIRST_PAGE) != 0;
                if (!serials.contains(found) || (first && found == serial)) {
                    return -1;
                } else if (found == serial && granule >= 0) {
                    return granule;
                }
            }
        }
        return -1;
    }

    private static boolean isPage(byte[] bytes, int at) {
        return bytes[at] == 'O'
                && bytes[at + 1] == 'g'
                && bytes[at + 2] == 'g'
                && bytes[at + 3] == 'S'
                && bytes[at + 4] == 0;
    }

    private static long number(byte[] bytes, int at, int length) {
        long value = 0;
        for (int i = length - 1; i >= 0; i--) {
            value = value << 8 | (bytes[at + i] & 0xff);
        }
        return value;
    }
}
