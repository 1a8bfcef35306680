// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.container;

import io.multimodal.media.internal.bytes.HeaderBytes;
import io.multimodal.media.internal.runtime.MimeDetector;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.util.Set;

/**
 * The kinds of file that audio and video come in, told by their first bytes. A kind is all that
 * FFmpeg is asked to read the file as: it guesses nothing, and knows no playlist here that would
 * lead it to other files.
 */
public enum BuiltInContainer {
    WAV("wav"),
    FLAC("flac"),
    MP3("mp3"),
    AAC("aac"),
    OGG("ogg"),
    MP4("mov"),
    MATROSKA("matroska"),
    AVI("avi"),
    MPEG_TS("mpegts"),
    AIFF("aiff"),
    WAVPACK("wv"),
    ASF("asf"),
    APE("ape"),
    AMR("amr"),
    W64("w64"),
    AU("au"),
    CAF("caf"),
    TTA("tta"),
    AC3("ac3"),
    EAC3("eac3"),
    DTS("dts");

    private static final String ASF_HEAD = "0&\u00b2u\u008ef\u00cf\u0011";

    private static final String W64_HEAD = "riff.\u0091\u00cf\u0011";

    /** Of the core of DTS: whole words or 14 bits of each, in both orders of bytes. */
    private static final Set<Long> DTS_SYNCS =
            Set.of(0x7ffe8001L, 0xfe7f0180L, 0x1fffe800L, 0xff1f00e8L);

    private static final int TS_PACKET_BYTES = 188;

    /** When a packet came, before each one of cameras and discs (M2TS). */
    private static final int TS_TIME_BYTES = 4;

    private static final int SYNC = 0x47;
    private static final int MAX_TAGS = 4;
    private static final int MAX_ZEROS = 16 << 10;

    private final String demuxer;

    BuiltInContainer(String demuxer) {
        this.demuxer = demuxer;
    }

    /** FFmpeg's name of what reads it. */
    public String demuxer() {
        return demuxer;
    }

    /** Whether it is frames in a row, and nothing in it says how many bytes it has. */
    public boolean isBare() {
        return this == FLAC || this == MP3 || this == AAC;
    }

    /** Whether only its packets tell that it was cut. */
    public boolean isOfUncheckedLength() {
        return switch (this) {
            case FLAC, MP3, AAC, WAVPACK, APE, AMR, TTA, AC3, EAC3, DTS -> true;
            default -> false;
        };
    }

    /**
     * The format that the first bytes show.
     *
     * @param expected what was expected, for the message
     * @throws MediaException TRUNCATED if there is no byte, UNSUPPORTED if they show none of these
     */
    public static BuiltInContainer expect(HeaderBytes bytes, String expected) throws IOException {
        if (bytes.size() == 0) {
            throw new MediaException(
                    ErrorCode.TRUNCATED, "The object is empty; expected " + expected);
        }
        BuiltInContainer format = detect(bytes);
        if (format == null) {
            throw new MediaException(
                    ErrorCode.UNSUPPORTED,
                    "The object is %s by its first bytes; expected %s"
                            .formatted(MimeDetector.of(bytes.head()), expected));
        }
        return format;
    }

    /** The format that the first bytes show, or null where they show none of these. */
    public static BuiltInContainer detect(HeaderBytes bytes) throws IOException {
        try {
            return detectWithin(bytes);
        } catch (HeaderBytes.OutOfReachException e) {
            return null;
        } catch (MediaException e) {
            // Shorter than what would show it.
            return null;
        }
    }

    private static BuiltInContainer detectWithin(HeaderBytes bytes)
            throws IOException, HeaderBytes.OutOfReachException {
        if (bytes.matches(8, "WAVE")
                && (bytes.matches(0, "RIFF")
                        || bytes.matches(0, "RIFX")
                        || bytes.matches(0, "RF64")
                        || bytes.matches(0, "BW64"))) {
            return WAV;
        } else if (bytes.matches(0, "RIFF") && bytes.matches(8, "AVI ")) {
            return AVI;
        } else if (bytes.matches(0, "OggS")) {
            return OGG;
        } else if (bytes.matches(0, "FORM")
                && (bytes.matches(8, "AIFF") || bytes.matches(8, "AIFC"))) {
            return AIFF;
        } else if (bytes.matches(0, W64_HEAD) && bytes.matches(24, "wave")) {
            return W64;
        } else if (bytes.matches(0, ".snd")) {
            return AU;
        } else if (bytes.matches(0, "caff")) {
            return CAF;
        } else if (bytes.matches(0, "wvpk")) {
            return WAVPACK;
        } else if (bytes.matches(0, ASF_HEAD)) {
            return ASF;
        } else if (bytes.matches(0, "MAC ")) {
            return APE;
        } else if (bytes.matches(0, "#!AMR\n") || bytes.matches(0, "#!AMR-WB\n")) {
            return AMR;
        } else if (bytes.matches(0, "\u001aE\u00df\u00a3")) {
            return MATROSKA;
        } else if (isMp4(bytes)) {
            return MP4;
        } else if (isTransportStream(bytes)) {
            return MPEG_TS;
        }
        return detectStream(bytes);
    }

    private static boolean isMp4(HeaderBytes bytes)
            throws IOException, HeaderBytes.OutOfReachException {
        if (bytes.matches(4, "ftyp")) {
            // Images come in the same boxes.
            String brand = bytes.name(8);
            return HeifBrand.of(bytes).isEmpty() && !brand.equals("mif1") && !brand.equals("msf1");
        }
        return bytes.matches(4, "moov")
                || bytes.matches(4, "mdat")
                || bytes.matches(4, "wide")
                || bytes.matches(4, "skip")
                || bytes.matches(4, "free");
    }

    private static boolean isTransportStream(HeaderBytes bytes)
            throws IOException, HeaderBytes.OutOfReachException {
        return isTransportStream(bytes, 0) || isTransportStream(bytes, TS_TIME_BYTES);
    }

    /** Of packets that each have so many bytes before them. */
    private static boolean isTransportStream(HeaderBytes bytes, int before)
            throws IOException, HeaderBytes.OutOfReachException {
        int packet = before + TS_PACKET_BYTES;
        return bytes.size() > 2L * packet + before
                && bytes.u8(before) == SYNC
                && bytes.u8(before + packet) == SYNC
                && bytes.u8(before + 2L * packet) == SYNC;
    }

    /**
     * How many bytes a packet of an MPEG-TS has: with the time of its arrival (M2TS) 192, else 188.
     */
    public static int transportPacketBytes(HeaderBytes bytes)
            throws IOException, HeaderBytes.OutOfReachException {
        return isTransportStream(bytes, 0) ? TS_PACKET_BYTES : TS_TIME_BYTES + TS_PACKET_BYTES;
    }

    /** Frames one after the other, perhaps behind tags. */
    private static BuiltInContainer detectStream(HeaderBytes bytes)
            throws IOException, HeaderBytes.OutOfReachException {
        long start = startOfStream(bytes);
        if (bytes.matches(start, "fLaC")) {
            return FLAC;
        } else if (bytes.matches(start, "TTA1")) {
            return TTA;
        } else if (start == 0 && DTS_SYNCS.contains(bytes.u32(0, false))) {
            return DTS;
        } else if (start == 0 && Ac3Frame.at(bytes, 0) != null) {
            return Ac3Frame.at(bytes, 0).isEnhanced() ? EAC3 : AC3;
        } else if (start + 4 > bytes.size() || bytes.u8(start) != 0xff) {
            return null;
        }
        int second = bytes.u8(start + 1);
        if ((second & 0xf6) == 0xf0) {
            return AAC;
        }
        return MpegAudioFrame.at(bytes, start) != null ? MP3 : null;
    }

    /** Where the stream begins behind ID3 tags and zeros; 0 where there are none. */
    public static long startOfStream(HeaderBytes bytes)
            throws IOException, HeaderBytes.OutOfReachException {
        long at = behindZeros(bytes, 0);
        for (int i = 0; i < MAX_TAGS && bytes.matches(at, "ID3"); i++) {
            long length = 0;
            for (int k = 6; k < 10; k++) {
                length = length << 7 | (bytes.u8(at + k) & 0x7f);
            }
            boolean footer = (bytes.u8(at + 5) & 0x10) != 0;
            at = behindZeros(bytes, at + 10 + length + (footer ? 10 : 0));
        }
        return at;
    }

    private static long behindZeros(HeaderBytes bytes, long from)
            throws IOException, HeaderBytes.OutOfReachException {
        long at = from;
        while (at < bytes.size() && at - from < MAX_ZEROS && bytes.u8(at) == 0) {
            at++;
        }
        return at;
    }
}
