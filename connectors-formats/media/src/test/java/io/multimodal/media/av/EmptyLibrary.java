// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.av;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A shared library of Linux, for 64 bits, that defines nothing (the ELF format). */
final class EmptyLibrary {
    private static final int HEADER_BYTES = 64;
    private static final int PROGRAM_HEADER_BYTES = 56;
    private static final int SYMBOL_BYTES = 24;
    private static final int HASH_BYTES = 16;
    private static final int ENTRY_BYTES = 16;

    private static final short SHARED = 3;
    private static final short X86_64 = 62;
    private static final short AARCH64 = 183;

    private static final int LOAD = 1;
    private static final int DYNAMIC = 2;
    private static final int STACK = 0x6474e551;
    private static final int READ_WRITE = 6;

    private EmptyLibrary() {}

    /**
     * The file.
     *
     * @param name that other libraries name it by
     * @param platform in JavaCPP's words, such as {@code linux-x86_64}
     */
    static byte[] bytes(String name, String platform) {
        byte[] names = ("\0" + name + "\0").getBytes(US_ASCII);
        int headers = HEADER_BYTES + 3 * PROGRAM_HEADER_BYTES;
        int dynamic = headers;
        int dynamicBytes = 7 * ENTRY_BYTES;
        int symbols = dynamic + dynamicBytes;
        int hash = symbols + SYMBOL_BYTES;
        int strings = hash + HASH_BYTES;
        int total = strings + names.length;
        ByteBuffer file = ByteBuffer.allocate(total).order(ByteOrder.LITTLE_ENDIAN);

        file.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1}).position(16);
        file.putShort(SHARED).putShort(platform.contains("arm64") ? AARCH64 : X86_64).putInt(1);
        file.putLong(0).putLong(HEADER_BYTES).putLong(0).putInt(0);
        file.putShort((short) HEADER_BYTES).putShort((short) PROGRAM_HEADER_BYTES);
        file.putShort((short) 3).position(HEADER_BYTES);

        segment(file, LOAD, 0, total, 0x10000);
        segment(file, DYNAMIC, dynamic, dynamicBytes, 8);
        segment(file, STACK, 0, 0, 16);

        entry(file, 14, 1); // DT_SONAME
        entry(file, 4, hash); // DT_HASH
        entry(file, 5, strings); // DT_STRTAB
        entry(file, 6, symbols); // DT_SYMTAB
        entry(file, 10, names.length); // DT_STRSZ
        entry(file, 11, SYMBOL_BYTES); // DT_SYMENT
        entry(file, 0, 0); // DT_NULL

        file.position(hash);
        file.putInt(1).putInt(1).putInt(0).putInt(0); // One empty bucket, and the symbol 0.
        file.put(names);
        return file.array();
    }

    private static void segment(ByteBuffer file, int type, long offset, long bytes, long align) {
        file.putInt(type).putInt(READ_WRITE);
        file.putLong(offset).putLong(offset).putLong(offset);
        file.putLong(bytes).putLong(bytes).putLong(align);
    }

    private static void entry(ByteBuffer file, long tag, long value) {
        file.putLong(tag).putLong(value);
    }
}
