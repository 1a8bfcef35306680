// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.audio.format;

import io.multimodal.media.content.AudioHeader;
import io.multimodal.media.internal.bytes.HeaderBytes;
import io.multimodal.media.internal.container.BuiltInContainer;
import io.multimodal.media.internal.container.ContainerTypes;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * Reads the first packets of an Ogg's streams, of which the first one of audio counts, and takes
 * its duration from its first page and its last page with samples.
 */
public final class OggHeaderParser {
    private static final int OPUS_RATE = 48_000;
    private static final int MAX_STREAMS = 16;

    private OggHeaderParser() {}

    /**
     * A stream of audio.
     *
     * @param skipped samples at the beginning that are not played
     * @param packets counts samples behind the first packet
     */
    private record Stream(
            long serial,
            int rate,
            int channels,
            int skipped,
            String codec,
            PacketSamples packets) {}

    /**
     * The streams that begin with the file.
     *
     * @param audio the first one of audio; null if there is none of a codec known here
     * @param end offset of the first page behind those that begin streams
     */
    private record Beginning(Stream audio, boolean video, Set<Long> serials, long end) {}

    /** Null where the audio is of another codec than those known here. */
    public static AudioHeader read(HeaderBytes bytes)
            throws IOException, HeaderBytes.OutOfReachException {
        Beginning beginning = beginning(bytes);
        Stream audio = beginning.audio;
        if (audio == null) {
            return null;
        }
        return new AudioHeader(
                ContainerTypes.of(BuiltInContainer.OGG, bytes, beginning.video),
                audio.rate,
                audio.channels,
                length(bytes, beginning).seconds,
                audio.codec);
    }

    private static Beginning beginning(HeaderBytes bytes)
            throws IOException, HeaderBytes.OutOfReachException {
        Set<Long> serials = new HashSet<>();
        Stream audio = null;
        boolean video = false;
        long at = 0;
        while (serials.size() < MAX_STREAMS && OggPage.isAt(bytes, at)) {
            OggPage page = OggPage.read(bytes, at);
            if (!page.isFirst()) {
                break;
            }
            serials.add(page.serial());
            audio = audio == null ? stream(bytes, page.serial(), page.body()) : audio;
            video |= bytes.matches(page.body(), "\u0080theora");
            at = page.end();
        }
        return new Beginning(audio, video, serials, at);
    }

    private static Stream stream(HeaderBytes bytes, long serial, long packet)
            throws IOException, HeaderBytes.OutOfReachException {
        if (bytes.matches(packet, "\u0001vorbis")) {
            int rate = AudioFacts.sampleRate("Vorbis", bytes.u32(packet + 12, true));
            int channels = AudioFacts.channels("Vorbis", bytes.u8(packet + 11));
            PacketSamples packets = new VorbisPackets(bytes.u8(packet + 28));
            return new Stream(serial, rate, channels, 0, "vorbis", packets);
        } else if (bytes.matches(packet, "OpusHead")) {
            int channels = AudioFacts.channels("Opus", bytes.u8(packet + 9));
            int skipped = bytes.u16(packet + 10, true);
            return new Stream(serial, OPUS_RATE, channels, skipped, "opus", new OpusPackets());
        } else if (bytes.matches(packet, "\u007fFLAC")) {
            AudioHeader flac = FlacHeaderParser.read(bytes, "audio/ogg", packet + 9);
            int headers = bytes.u16(packet + 7, false);
            int block = bytes.u16(packet + 19, false);
            boolean equal = headers > 0 && block == bytes.u16(packet + 17, false);
            PacketSamples packets =
                    equal ? PacketSamples.ofEqual(block, headers) : PacketSamples.ofFlacFrames();
            return new Stream(serial, flac.sampleRate(), flac.channels(), 0, "flac", packets);
        } else if (bytes.matches(packet, "Speex   ")) {
            int rate = AudioFacts.sampleRate("Speex", bytes.u32(packet + 36, true));
            int channels = AudioFacts.channels("Speex", bytes.u32(packet + 48, true));
            long samples = bytes.u32(packet + 56, true) * Math.max(1, bytes.u32(packet + 64, true));
            int headers = 1 + (int) Math.min(16, bytes.u32(packet + 68, true));
            PacketSamples packets = PacketSamples.ofEqual(samples, headers);
            return new Stream(serial, rate, channels, 0, "speex", packets);
        }
        return null;
    }

    /**
     * What the first and the last page with samples tell.
     *
     * @param seconds the duration; null where the first bytes are all there is to see, where other
     *     streams follow these (then the last page counts the samples of the last ones), and where
     *     a page holds all samples of a codec whose decoder needs a packet more than it gives
     * @param endOfOnePage when the audio ends, in seconds, where one page holds all of it: FFmpeg
     *     cuts padding off by the page before the last one; null where there is more than a page
     * @param longest how many seconds can be played at most; null if the beginning is not known
     */
    record Length(Double seconds, Double endOfOnePage, Double longest) {
        private static final Length UNKNOWN = new Length(null, null, null);
    }

    /** Unknown where the audio is of another codec than those known here. */
    static Length length(HeaderBytes bytes) throws IOException, HeaderBytes.OutOfReachException {
        Beginning beginning = beginning(bytes);
        return beginning.audio == null ? Length.UNKNOWN : length(bytes, beginning);
    }

    private static Length length(HeaderBytes bytes, Beginning beginning) throws IOException {
        Stream audio = beginning.audio;
        try {
            OggPage last = OggEnd.find(bytes, audio.serial, beginning.serials);
            if (last == null) {
                return Length.UNKNOWN;
            }
            OggStart start = OggStart.find(bytes, beginning.end, audio.serial, audio.packets);
            boolean alone = beginning.serials.size() == 1;
            long first = start == null ? 0 : start.sample();
            long samples = last.granule() - first - audio.skipped;
            if (samples < 0
                    || (start != null && alone && OggEnd.isChained(bytes, start.page(), last))) {
                return Length.UNKNOWN;
            }
            Double seconds = (double) samples / audio.rate;
            boolean single = start != null && start.isSingle(bytes);
            // How much of a single page is priming, writers of Vorbis and Speex do not agree on.
            boolean primed = audio.codec.equals("vorbis") || audio.codec.equals("speex");
            return new Length(
                    single && primed ? null : seconds,
                    single && alone && first == 0 ? seconds : null,
                    single || start == null ? null : seconds);
        } catch (HeaderBytes.OutOfReachException e) {
            return Length.UNKNOWN;
        }
    }
}
