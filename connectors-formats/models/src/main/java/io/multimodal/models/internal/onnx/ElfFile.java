// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.onnx;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads which libraries a shared library of Linux (ELF, 64 bits, little-endian) needs.
 *
 * <p>The header has the place of the section headers at 0x28, their size at 0x3A and their number
 * at 0x3C. A section header has its type at 0x04, offset at 0x18, size at 0x20 and the number of
 * the section with its strings at 0x28.
 */
final class ElfFile {
    private static final int MAGIC = 0x464c457f;
    private static final int HEADER_BYTES = 0x40;
    private static final int DYNAMIC = 6;
    private static final int NEEDED = 1;
    private static final int ENTRY_BYTES = 16;

    /** No library needs more than this of names. */
    private static final int MAX_BYTES = 64 << 20;

    private ElfFile() {}

    /** The names of the libraries that a library needs, in its order. Blocks. */
    static List<String> needed(Path library) throws IOException {
        try (FileChannel file = FileChannel.open(library)) {
            ByteBuffer header = read(file, 0, HEADER_BYTES);
            if (header.getInt(0) != MAGIC) {
                throw new IOException(library + " is no shared library of Linux");
            }
            int size = header.getShort(0x3A) & 0xffff;
            int count = header.getShort(0x3C) & 0xffff;
            ByteBuffer sections = read(file, header.getLong(0x28), (long) size * count);
            for (int section = 0; section < count; section++) {
                if (sections.getInt(section * size + 0x04) == DYNAMIC) {
                    int strings = sections.getInt(section * size + 0x28);
                    return names(
                            section(file, sections, section * size),
                            section(file, sections, Math.multiplyExact(strings, size)));
                }
            }
            return List.of();
        } catch (IndexOutOfBoundsException | ArithmeticException e) {
            throw new IOException(library + " is a broken shared library", e);
        }
    }

    private static ByteBuffer section(FileChannel file, ByteBuffer sections, int at)
            throws IOException {
        return read(file, sections.getLong(at + 0x18), sections.getLong(at + 0x20));
    }

    private static List<String> names(ByteBuffer entries, ByteBuffer strings) {
        List<String> names = new ArrayList<>();
        for (int at = 0; at + ENTRY_BYTES <= entries.limit(); at += ENTRY_BYTES) {
            if (entries.getLong(at) == NEEDED) {
                int from = Math.toIntExact(entries.getLong(at + 8));
                int to = from;
                while (strings.get(to) != 0) {
                    to++;
                }
                byte[] name = new byte[to - from];
                strings.get(from, name);
                names.add(new String(name, StandardCharsets.US_ASCII));
            }
        }
        return names;
    }

    private static ByteBuffer read(FileChannel file, long from, long length) throws IOException {
        if (from < 0 || length < 0 || length > MAX_BYTES) {
            throw new IOException("a part of it has " + length + " bytes");
        }
        ByteBuffer buffer = ByteBuffer.allocate((int) length).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (file.read(buffer, from + buffer.position()) < 0) {
                throw new EOFException("it ends at " + file.size() + " bytes");
            }
        }
        return buffer.flip();
    }
}
