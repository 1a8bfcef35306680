// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.audio.format;

import io.multimodal.media.internal.bytes.HeaderBytes;
import io.multimodal.media.internal.bytes.PartOfObject;
import io.multimodal.media.internal.container.Ac3Frame;
import io.multimodal.media.internal.container.BuiltInContainer;
import io.multimodal.media.internal.container.MpegAudioFrame;
import io.multimodal.media.internal.container.TrailingTags;
import io.multimodal.store.ObjectHandle;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/**
 * Where audio without a container was cut: a FLAC, an MP3 or an AAC, of which no head says how many
 * bytes it has. Their blocks and frames say how long they are themselves.
 */
public final class RawStream {
    /** Of a frame, as much as says how long it is. */
    private static final int HEAD_BYTES = 7;

    /** By which frames of AC-3 and DTS are found. */
    private static final int SYNC_BYTES = 2;

    private static final int SHORT_BYTES = 8 << 10;
    private static final int MAX_TAG_BYTES = 64 << 10;
    private static final int TAG_HEAD_BYTES = 10;
    private static final int ID3V1_BYTES = 128;

    private RawStream() {}

    /** The frames of an object, without the tags before and behind them. */
    public static ObjectHandle frames(ObjectHandle object) throws IOException {
        HeaderBytes bytes = HeaderBytes.of(object, MAX_TAG_BYTES);
        try {
            long start = BuiltInContainer.startOfStream(bytes);
            long end = TrailingTags.begin(bytes, start);
            return start < end ? PartOfObject.of(object, start, end) : object;
        } catch (HeaderBytes.OutOfReachException e) {
            return object;
        }
    }

    /**
     * Whether no frame of AAC begins from there on, not even with its first byte alone.
     *
     * @param maxBytes what is longer is taken for damage
     */
    public static boolean isJunk(ObjectHandle object, long from, int maxBytes) throws IOException {
        long length = object.sizeBytes() - from;
        if (length <= 0 || length > maxBytes) {
            return length <= 0;
        }
        byte[] rest = object.read(from, (int) length);
        for (int i = 0; i < rest.length; i++) {
            boolean last = i + 1 == rest.length;
            if ((rest[i] & 0xff) == 0xff && (last || (rest[i + 1] & 0xf6) == 0xf0)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether another frame begins there, if only with its first byte: it begins as the first one
     * does. False at the end of the object.
     */
    public static boolean beginsAgain(ObjectHandle object, long from) throws IOException {
        int length = (int) Math.min(SYNC_BYTES, object.sizeBytes() - from);
        return length > 0 && Arrays.equals(object.read(from, length), object.read(0, length));
    }

    /**
     * Whether a packet begins with a frame. Another one is what stands between frames or behind
     * them, or damage.
     */
    public static boolean beginsFrame(BuiltInContainer format, AVPacket packet) {
        if (packet.size() < 2) {
            return false;
        }
        int sync = (packet.data().get(0) & 0xff) << 8 | (packet.data().get(1) & 0xff);
        return switch (format) {
            case FLAC -> (sync & 0xfffc) == 0xfff8;
            case MP3 -> (sync & 0xffe0) == 0xffe0;
            case AAC -> (sync & 0xfff6) == 0xfff0;
            default -> true;
        };
    }

    /**
     * Where the tag of another audio stream ends that a packet begins with, from the beginning of
     * the packet on; 0 where it begins with none.
     */
    public static long tagBytes(AVPacket packet) {
        byte[] head = new byte[Math.min(packet.size(), TAG_HEAD_BYTES)];
        packet.data().get(head);
        String name = new String(head, StandardCharsets.ISO_8859_1);
        if (name.startsWith("ID3") && head.length == TAG_HEAD_BYTES) {
            long length = 0;
            for (int i = 6; i < TAG_HEAD_BYTES; i++) {
                length = length << 7 | (head[i] & 0x7f);
            }
            return TAG_HEAD_BYTES + length;
        }
        return name.startsWith("TAG") ? ID3V1_BYTES : 0;
    }

    /** Whether there is nothing but zeros and line ends in a packet. */
    public static boolean isBlank(AVPacket packet) {
        byte[] bytes = new byte[packet.size()];
        packet.data().get(bytes);
        for (byte value : bytes) {
            if (value != 0 && value != '\n' && value != '\r') {
                return false;
            }
        }
        return true;
    }

    /**
     * Where the frame of a packet ends in the file. The last packet of an AC-3 may have bytes of
     * another frame behind it.
     */
    public static long endOfFrame(BuiltInContainer format, AVPacket packet) {
        boolean ac3 = format == BuiltInContainer.AC3 || format == BuiltInContainer.EAC3;
        int bytes = ac3 ? ac3FrameBytes(packet) : 0;
        return packet.pos() + (bytes > 0 ? Math.min(bytes, packet.size()) : packet.size());
    }

    private static int ac3FrameBytes(AVPacket packet) {
        if (packet.size() < Ac3Frame.HEAD_BYTES) {
            return 0;
        }
        byte[] head = new byte[Ac3Frame.HEAD_BYTES];
        packet.data().get(head);
        return Ac3Frame.bytes(head);
    }

    /** Whether a packet of an MP3 or AAC ends before its frame does, by the head of that. */
    public static boolean endsWithinFrame(BuiltInContainer format, AVPacket packet) {
        if (packet.size() < HEAD_BYTES) {
            return false;
        }
        byte[] head = new byte[HEAD_BYTES];
        packet.data().get(head);
        try {
            return packet.size() < frameBytes(HeaderBytes.of(head, HEAD_BYTES), format, 0);
        } catch (IOException | HeaderBytes.OutOfReachException e) {
            throw new IllegalStateException("The head of a frame is longer than " + HEAD_BYTES, e);
        }
    }

    /**
     * Goes along a file so short that it cannot even be opened, or its parameters be told.
     *
     * @throws MediaException TRUNCATED if it ends within its head or first frames
     */
    public static void checkEnd(ObjectHandle object, BuiltInContainer format) throws IOException {
        HeaderBytes bytes = HeaderBytes.of(object, SHORT_BYTES);
        try {
            long start = BuiltInContainer.startOfStream(bytes);
            boolean cut =
                    switch (format) {
                        case FLAC -> endOfBlocks(bytes, start + 4) >= bytes.size();
                        case MP3, AAC -> endOfFrames(bytes, format, start) > bytes.size();
                        default -> false;
                    };
            if (cut) {
                throw new MediaException(
                        ErrorCode.TRUNCATED,
                        "The %s ends too early: within its head or its first frames"
                                .formatted(format.demuxer()));
            }
        } catch (HeaderBytes.OutOfReachException e) {
            // There is more of it than was looked at.
        }
    }

    /** Where the frames of a FLAC begin. */
    private static long endOfBlocks(HeaderBytes bytes, long start)
            throws IOException, HeaderBytes.OutOfReachException {
        long at = start;
        long head;
        do {
            head = bytes.u32(at, false);
            at += 4 + (head & 0xffffff);
        } while (head >>> 31 == 0);
        return at;
    }

    /** Where the last frame in a row would end; 0 where no frame follows. */
    private static long endOfFrames(HeaderBytes bytes, BuiltInContainer format, long start)
            throws IOException, HeaderBytes.OutOfReachException {
        long at = start;
        while (at < bytes.size()) {
            if (at + HEAD_BYTES > bytes.size()) {
                return at + HEAD_BYTES;
            }
            int length = frameBytes(bytes, format, at);
            if (length == 0) {
                return 0;
            }
            at += length;
        }
        return at;
    }

    /** 0 where no frame begins that says it. */
    private static int frameBytes(HeaderBytes bytes, BuiltInContainer format, long at)
            throws IOException, HeaderBytes.OutOfReachException {
        if (format == BuiltInContainer.MP3) {
            MpegAudioFrame frame = MpegAudioFrame.at(bytes, at);
            return frame == null ? 0 : frame.bytes();
        }
        boolean adts = format == BuiltInContainer.AAC && bytes.u16(at, false) >>> 4 == 0xfff;
        return adts ? (int) (bytes.u32(at + 2, false) >>> 5 & 0x1fff) : 0;
    }
}
