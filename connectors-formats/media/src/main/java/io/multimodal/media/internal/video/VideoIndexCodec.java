// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.video;

import io.multimodal.media.content.VideoHeader;
import io.multimodal.media.internal.bytes.KnownBytes;
import io.multimodal.media.internal.container.BuiltInContainer;
import io.multimodal.media.internal.ffmpeg.Container;
import io.multimodal.media.internal.ffmpeg.StreamFacts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.InflaterInputStream;

/** The bytes of an index, as {@code docs/format.md} lays them out. */
final class VideoIndexCodec {
    private static final int MAX_RANGES = 1 << 16;
    private static final int MAX_TEXT_BYTES = 100;

    /** Added to the quarter turns. */
    private static final int MIRRORED = 4;

    private VideoIndexCodec() {}

    static byte[] encode(VideoIndex index) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(index.sizeBytes());
            writeText(out, index.known().format().demuxer());
            out.writeLong(index.known().startMicros());
            writeNumber(out, index.known().duration());
            VideoHeader header = index.header();
            writeText(out, header.contentType());
            out.writeInt(header.width() == null ? 0 : header.width());
            out.writeInt(header.height() == null ? 0 : header.height());
            writeNumber(out, header.frameRate());
            writeNumber(out, header.duration());
            writeText(out, header.codec() == null ? "" : header.codec());
            out.writeByte(header.quarterTurns() + (header.mirrored() ? MIRRORED : 0));
            out.writeInt(index.stream().index());
            out.writeInt(index.stream().codecId());
            out.writeInt(index.stream().extraSize());
            for (int value : index.stream().values()) {
                out.writeInt(value);
            }
            Map<Long, byte[]> ranges = index.known().bytes().ranges();
            out.writeInt(ranges.size());
            for (Map.Entry<Long, byte[]> range : ranges.entrySet()) {
                out.writeLong(range.getKey());
                out.writeInt(range.getValue().length);
                out.write(range.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Memory takes all bytes", e);
        }
        return bytes.toByteArray();
    }

    /**
     * The index.
     *
     * @throws IOException if the bytes are not an index
     */
    static VideoIndex decode(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        long sizeBytes = in.readLong();
        BuiltInContainer format = format(readText(in));
        long startMicros = in.readLong();
        Double duration = readNumber(in);
        VideoHeader header = readHeader(in);
        int stream = in.readInt();
        int codecId = in.readInt();
        int extraSize = in.readInt();
        List<Integer> values = new ArrayList<>();
        for (int i = 0; i < StreamFacts.VALUES; i++) {
            values.add(in.readInt());
        }
        KnownBytes known = readRanges(in, sizeBytes);
        expect(in.available() == 0, "bytes after its end");
        return new VideoIndex(
                sizeBytes,
                header,
                new StreamFacts(stream, codecId, extraSize, values),
                new Container.Known(format, known, startMicros, duration));
    }

    private static VideoHeader readHeader(DataInputStream in) throws IOException {
        String contentType = readText(in);
        int width = in.readInt();
        int height = in.readInt();
        Double frameRate = readNumber(in);
        Double duration = readNumber(in);
        String codec = readText(in);
        int display = in.readUnsignedByte();
        boolean sized = width > 0 && height > 0;
        expect(sized || (width == 0 && height == 0), "a size of no frame");
        expect(display < 2 * MIRRORED, "more than three quarter turns");
        Integer knownWidth = sized ? width : null;
        Integer knownHeight = sized ? height : null;
        return new VideoHeader(
                contentType,
                knownWidth,
                knownHeight,
                frameRate,
                duration,
                codec.isEmpty() ? null : codec,
                display % MIRRORED,
                display >= MIRRORED);
    }

    private static KnownBytes readRanges(DataInputStream in, long sizeBytes) throws IOException {
        KnownBytes.Recorder ranges = new KnownBytes.Recorder(VideoIndex.MAX_BYTES);
        int count = in.readInt();
        expect(count >= 0 && count <= MAX_RANGES, "too many ranges");
        long end = 0;
        for (int i = 0; i < count; i++) {
            long offset = in.readLong();
            int length = in.readInt();
            expect(offset >= end && offset <= sizeBytes, "a range out of order");
            expect(length > 0 && length <= in.available(), "a range that ends early");
            end = offset + length;
            expect(end <= sizeBytes, "a range behind the end");
            ranges.add(offset, in.readNBytes(length));
        }
        return ranges.bytes();
    }

    private static BuiltInContainer format(String demuxer) throws IOException {
        for (BuiltInContainer format : BuiltInContainer.values()) {
            if (format.demuxer().equals(demuxer)) {
                return format;
            }
        }
        throw new IOException("The index names an unknown container: " + demuxer);
    }

    private static void writeText(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeByte(bytes.length);
        out.write(bytes);
    }

    private static String readText(DataInputStream in) throws IOException {
        int length = in.readUnsignedByte();
        expect(length <= MAX_TEXT_BYTES && length <= in.available(), "a text that is too long");
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private static void writeNumber(DataOutputStream out, Double number) throws IOException {
        out.writeDouble(number == null ? Double.NaN : number);
    }

    private static Double readNumber(DataInputStream in) throws IOException {
        double number = in.readDouble();
        return Double.isNaN(number) ? null : Double.valueOf(number);
    }

    private static void expect(boolean valid, String fault) throws IOException {
        if (!valid) {
            throw new IOException("The index has " + fault);
        }
    }

    /** Inflates to exactly so many bytes. */
    static byte[] inflate(byte[] deflated, int length) throws IOException {
        try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(deflated))) {
            byte[] bytes = in.readNBytes(length);
            expect(bytes.length == length && in.read() < 0, "another length than it says");
            return bytes;
        }
    }
}
