// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.sink;

import io.multimodal.connectors.media.sink.destination.FileEntry;
import io.multimodal.store.ref.ContentId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A list of staged files as the bytes of an object. Version 1: the version as one byte; the number
 * of files as 4 bytes; of each file its path, as {@link DataOutputStream#writeUTF} writes it; the
 * number of bytes that say where it is staged, as 4 bytes, and these; its size, as 8 bytes; its
 * SHA-256, 32 bytes; its content type and its reference, as the path.
 */
final class ListCodec {
    private static final int VERSION = 1;
    private static final int DIGEST_BYTES = 32;

    private ListCodec() {}

    static byte[] encode(List<FileEntry> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeInt(files.size());
            for (FileEntry file : files) {
                out.writeUTF(file.path());
                out.writeInt(file.staged().length);
                out.write(file.staged());
                out.writeLong(file.sizeBytes());
                out.write(file.id().digest());
                out.writeUTF(file.contentType());
                out.writeUTF(file.reference());
            }
        } catch (IOException e) {
            throw new IllegalStateException("An array in memory can be written", e);
        }
        return bytes.toByteArray();
    }

    /**
     * @throws IOException if it is a list of a newer version
     */
    static List<FileEntry> decode(byte[] bytes) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readByte();
            if (version != VERSION) {
                throw new IOException(
                        "Cannot read a list of staged files: it has version "
                                + version
                                + ", and this program reads version "
                                + VERSION
                                + "; go on with the program that wrote it, or a newer one");
            }
            int count = in.readInt();
            List<FileEntry> files = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                files.add(
                        new FileEntry(
                                in.readUTF(),
                                in.readNBytes(in.readInt()),
                                in.readLong(),
                                ContentId.of(in.readNBytes(DIGEST_BYTES)),
                                in.readUTF(),
                                in.readUTF()));
            }
            return files;
        }
    }
}
