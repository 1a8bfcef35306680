// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.container.matroska;

import io.multimodal.media.internal.bytes.HeaderBytes;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * What the header of a Matroska or WebM with one plain video track says. It is read thirty times as
 * fast as by FFmpeg, which decodes a frame to find out.
 *
 * @param width of the stored frames
 * @param height of the stored frames
 * @param frameRate frames a second
 * @param duration in seconds
 * @param codec in the words of FFmpeg
 */
public record MatroskaHeaderParser(
        int width, int height, double frameRate, double duration, String codec) {
    private static final int SEGMENT = 0x18538067;
    private static final int INFO = 0x1549a966;
    private static final int TIMESTAMP_SCALE = 0x2ad7b1;
    private static final int DURATION = 0x4489;
    private static final int TRACKS = 0x1654ae6b;
    private static final int TRACK = 0xae;
    private static final int TRACK_TYPE = 0x83;
    private static final int CODEC = 0x86;
    private static final int FRAME_NANOS = 0x23e383;
    private static final int VIDEO = 0xe0;
    private static final int WIDTH = 0xb0;
    private static final int HEIGHT = 0xba;
    private static final int PROJECTION = 0x7670;
    private static final int CROP_BOTTOM = 0x54aa;
    private static final int CROP_TOP = 0x54bb;
    private static final int CROP_LEFT = 0x54cc;
    private static final int CROP_RIGHT = 0x54dd;
    private static final int TRACK_UID = 0x73c5;
    private static final int CODEC_DELAY = 0x56aa;
    private static final int TAGS = 0x1254c367;
    private static final int TAG = 0x7373;
    private static final int TARGETS = 0x63c0;
    private static final int TAG_TRACK_UID = 0x63c5;
    private static final int SIMPLE_TAG = 0x67c8;
    private static final int TAG_NAME = 0x45a3;
    private static final int TAG_STRING = 0x4487;
    private static final int CLUSTER = 0x1f43b675;

    private static final int MAX_ELEMENTS = 1024;
    private static final int MAX_NAME_BYTES = 32;
    private static final int AUDIO_TRACK = 2;
    private static final int MAX_SIDE = 65_535;
    private static final double MICROS = 1e6;
    private static final double NANOS = 1e9;
    private static final double ROUNDING = 1e-6;

    private static final Map<String, String> CODECS =
            Map.of(
                    "V_MPEG4/ISO/AVC", "h264",
                    "V_MPEGH/ISO/HEVC", "hevc",
                    "V_VP8", "vp8",
                    "V_VP9", "vp9",
                    "V_AV1", "av1",
                    "V_MPEG4/ISO/ASP", "mpeg4",
                    "V_MPEG2", "mpeg2video");

    /**
     * Reads it.
     *
     * @return empty where it does not say all of this, or says more: FFmpeg has to look then
     */
    public static Optional<MatroskaHeaderParser> of(HeaderBytes bytes) throws IOException {
        try {
            Reading reading = new Reading(bytes);
            long start = reading.element(0, bytes.size()).end();
            Element segment = reading.element(start, bytes.size());
            if (segment.id() != SEGMENT) {
                return Optional.empty();
            }
            reading.walk(segment);
            return reading.head();
        } catch (HeaderBytes.OutOfReachException | MediaException | Unlike e) {
            return Optional.empty();
        }
    }

    /** A part of the file. */
    private record Element(int id, long start, long end) {}

    /** This is not what is read here. */
    private static final class Unlike extends Exception {
        private static final long serialVersionUID = 1L;

        Unlike() {
            super("Not a plain Matroska", null, false, false);
        }
    }

    private static final class Reading {
        private final HeaderBytes bytes;
        private int elements;
        private boolean done;
        private int videos;
        private long scaleNanos = 1_000_000;
        private double duration;
        private int type;
        private String name;
        private long frameNanos;
        private long width;
        private long height;
        private long uid;
        private long videoUid;
        private int others;
        private long tagUid;
        private String tagName;
        private String tagText;
        private Double tagged;
        private MatroskaHeaderParser head;

        Reading(HeaderBytes bytes) {
            this.bytes = bytes;
        }

        Optional<MatroskaHeaderParser> head() {
            // With audio, that of the file is the longer one of both.
            double all = Math.round(duration * scaleNanos / NANOS * MICROS) / MICROS;
            double seconds = others == 0 ? all : tagged == null ? 0 : tagged;
            boolean whole = videos == 1 && head != null && seconds > 0;
            return whole
                    ? Optional.of(
                            new MatroskaHeaderParser(
                                    head.width, head.height, head.frameRate, seconds, head.codec))
                    : Optional.empty();
        }

        void walk(Element parent) throws IOException, HeaderBytes.OutOfReachException, Unlike {
            for (long at = parent.start(); at < parent.end() && !done; ) {
                Element element = element(at, parent.end());
                take(element);
                at = element.end();
            }
        }

        private void take(Element element)
                throws IOException, HeaderBytes.OutOfReachException, Unlike {
            switch (element.id()) {
                case INFO, TRACKS, VIDEO -> walk(element);
                case TRACK -> track(element);
                case TIMESTAMP_SCALE -> scaleNanos = number(element);
                case DURATION -> duration = real(element);
                case TRACK_TYPE -> type = (int) number(element);
                case CODEC -> name = text(element);
                case FRAME_NANOS -> frameNanos = number(element);
                case WIDTH -> width = number(element);
                case HEIGHT -> height = number(element);
                // Frames may be turned.
                case PROJECTION -> throw new Unlike();
                case CROP_BOTTOM, CROP_TOP, CROP_LEFT, CROP_RIGHT, CODEC_DELAY ->
                        expectZero(element);
                case TRACK_UID -> uid = number(element);
                case TAGS, TARGETS -> walk(element);
                case TAG -> tag(element);
                case TAG_TRACK_UID -> tagUid = number(element);
                case SIMPLE_TAG -> simpleTag(element);
                case TAG_NAME -> tagName = shortText(element);
                case TAG_STRING -> tagText = shortText(element);
                // Frames begin: what comes behind them is not looked for.
                case CLUSTER -> done = true;
                default -> {}
            }
        }

        /** Not so where frames are cropped, or the audio begins before time 0. */
        private void expectZero(Element element)
                throws IOException, HeaderBytes.OutOfReachException, Unlike {
            if (number(element) != 0) {
                throw new Unlike();
            }
        }

        /** Of all that is tagged, the duration of the video is wanted. */
        private void tag(Element element)
                throws IOException, HeaderBytes.OutOfReachException, Unlike {
            tagUid = 0;
            walk(element);
        }

        private void simpleTag(Element element)
                throws IOException, HeaderBytes.OutOfReachException, Unlike {
            tagName = null;
            tagText = null;
            if (tagUid != 0 && tagUid == videoUid) {
                walk(element);
                if ("DURATION".equals(tagName) && tagText != null) {
                    tagged = MatroskaDurations.seconds(tagText);
                }
            }
        }

        private void track(Element element)
                throws IOException, HeaderBytes.OutOfReachException, Unlike {
            type = 0;
            name = null;
            frameNanos = 0;
            uid = 0;
            width = 0;
            height = 0;
            walk(element);
            others += type == AUDIO_TRACK ? 1 : 0;
            if (type != 1) {
                return;
            }
            videos++;
            videoUid = uid;
            String codec = name == null ? null : CODECS.get(name);
            boolean sized = width > 0 && width <= MAX_SIDE && height > 0 && height <= MAX_SIDE;
            if (codec == null || frameNanos <= 0 || !sized) {
                throw new Unlike();
            }
            double rate = rate(NANOS / frameNanos);
            head = new MatroskaHeaderParser((int) width, (int) height, rate, 0, codec);
        }

        /** Nanoseconds are rounded: the rate is that of which they are. */
        private static double rate(double rounded) {
            double whole = Math.round(rounded);
            double ntsc = Math.round(rounded * 1.001) / 1.001;
            return near(rounded, whole) ? whole : near(rounded, ntsc) ? ntsc : rounded;
        }

        private static boolean near(double rounded, double rate) {
            return Math.abs(rounded - rate) < rate * ROUNDING;
        }

        /** An element within a part that ends there. */
        Element element(long at, long end)
                throws IOException, HeaderBytes.OutOfReachException, Unlike {
            elements++;
            int idBytes = Integer.numberOfLeadingZeros(bytes.u8(at)) - 23;
            if (elements > MAX_ELEMENTS || idBytes > 4) {
                throw new Unlike();
            }
            int id = (int) big(at, idBytes);
            long lengthAt = at + idBytes;
            int first = bytes.u8(lengthAt);
            int lengthBytes = Integer.numberOfLeadingZeros(first) - 23;
            if (lengthBytes > 8) {
                throw new Unlike();
            }
            long mask = (1L << (7 * lengthBytes)) - 1;
            long length = big(lengthAt, lengthBytes) & mask;
            long start = lengthAt + lengthBytes;
            if (start > end) {
                // Its own id and length reach beyond the part that holds it.
                throw new Unlike();
            }
            // All ones: as far as it goes, as who writes to a pipe says.
            boolean open = length == mask;
            return new Element(id, start, open || length > end - start ? end : start + length);
        }

        private long big(long at, int length) throws IOException, HeaderBytes.OutOfReachException {
            long value = 0;
            for (int i = 0; i < length; i++) {
                value = value << 8 | bytes.u8(at + i);
            }
            return value;
        }

        private long number(Element element)
                throws IOException, HeaderBytes.OutOfReachException, Unlike {
            long length = element.end() - element.start();
            if (length > 8) {
                throw new Unlike();
            }
            return big(element.start(), (int) length);
        }

        private double real(Element element)
                throws IOException, HeaderBytes.OutOfReachException, Unlike {
            long bits = number(element);
            long length = element.end() - element.start();
            return length == 4 ? Float.intBitsToFloat((int) bits) : Double.longBitsToDouble(bits);
        }

        /** Null of a longer one. */
        private String shortText(Element element)
                throws IOException, HeaderBytes.OutOfReachException, Unlike {
            return element.end() - element.start() > MAX_NAME_BYTES ? null : text(element);
        }

        private String text(Element element)
                throws IOException, HeaderBytes.OutOfReachException, Unlike {
            long length = element.end() - element.start();
            if (length > MAX_NAME_BYTES) {
                throw new Unlike();
            }
            byte[] text = new byte[(int) length];
            for (int i = 0; i < text.length; i++) {
                text[i] = (byte) bytes.u8(element.start() + i);
            }
            return new String(text, StandardCharsets.US_ASCII);
        }
    }
}
