// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.source.snapshot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * Files with their stamps as bytes, of a segment or of a checkpoint. A path is written as how many
 * bytes of UTF-8 it shares with the one before, and the rest.
 */
public final class SeenFilesCodec {
    private static final int VERSION = 1;
    private static final int BYTES_EACH = 32;
    private static final byte[] NOTHING = {};

    private SeenFilesCodec() {}

    /** In their order. */
    public static byte[] encode(Collection<SeenFile> files) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(16 + files.size() * BYTES_EACH);
        out.writeByte(VERSION);
        writeNumber(out, files.size());
        byte[] before = NOTHING;
        for (SeenFile file : files) {
            byte[] path = file.path().getBytes(StandardCharsets.UTF_8);
            int end = Arrays.mismatch(before, path);
            int shared = end < 0 ? path.length : end;
            writeNumber(out, shared);
            writeNumber(out, path.length - shared);
            out.write(path, shared, path.length - shared);
            out.writeLong(file.stamp());
            before = path;
        }
        return out.getCopyOfBuffer();
    }

    /**
     * What {@link #encode} wrote.
     *
     * @throws IOException if the bytes are anything else
     */
    public static List<SeenFile> decode(byte[] bytes) throws IOException {
        DataInputDeserializer in = new DataInputDeserializer(bytes);
        int version = in.readByte();
        if (version != VERSION) {
            throw new IOException(
                    "A list of seen files has version %d; this version of Flink Multimodal reads %d"
                            .formatted(version, VERSION));
        }
        int count = readNumber(in);
        List<SeenFile> files = new ArrayList<>(Math.min(count, bytes.length));
        byte[] before = NOTHING;
        for (int i = 0; i < count; i++) {
            int shared = readNumber(in);
            int rest = readNumber(in);
            if (shared > before.length || rest > in.available()) {
                throw new IOException("A list of seen files is damaged at its file " + i);
            }
            byte[] path = Arrays.copyOf(before, shared + rest);
            in.readFully(path, shared, rest);
            files.add(new SeenFile(new String(path, StandardCharsets.UTF_8), in.readLong()));
            before = path;
        }
        return files;
    }

    private static void writeNumber(DataOutputSerializer out, int value) throws IOException {
        int rest = value;
        while (rest > 0x7f) {
            out.writeByte(rest | 0x80);
            rest >>>= 7;
        }
        out.writeByte(rest);
    }

    private static int readNumber(DataInputDeserializer in) throws IOException {
        int value = 0;
        for (int shift = 0; shift < 32; shift += 7) {
            int next = in.readUnsignedByte();
            value |= (next & 0x7f) << shift;
            if (next <= 0x7f) {
                return Math.max(0, value);
            }
        }
        throw new IOException("A list of seen files is damaged: a number has no end");
    }
}
