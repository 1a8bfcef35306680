// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.tensor.file;

import io.multimodal.store.ObjectHandle;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the central directory of a ZIP archive by ranges, with the 64-bit fields that NumPy writes
 * for large arrays. Not for archives in several parts.
 */
final class ZipIndex {
    /** The longest central directory that is read, in bytes. */
    static final int MAX_BYTES = 32 << 20;

    private static final int END_BYTES = 22;
    private static final int END_MAGIC = 0x06054b50;
    private static final int END64_BYTES = 56;
    private static final int END64_MAGIC = 0x06064b50;
    private static final int LOCATOR_BYTES = 20;
    private static final int LOCATOR_MAGIC = 0x07064b50;
    private static final int ENTRY_BYTES = 46;
    private static final int ENTRY_MAGIC = 0x02014b50;
    private static final int ZIP64_FIELD = 1;
    private static final long IN_ZIP64 = 0xffffffffL;

    /**
     * A member.
     *
     * @param method 0 stored, 8 deflated
     * @param crc32 of its content
     * @param storedBytes how many bytes it has in the archive
     * @param sizeBytes how many bytes its content has
     * @param headerOffset where its local header begins, in bytes
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Member(
            byte[] rawName,
            boolean isEncrypted,
            int method,
            long crc32,
            long storedBytes,
            long sizeBytes,
            long headerOffset) {
        String name() {
            return new String(rawName, StandardCharsets.UTF_8);
        }

        boolean isStored() {
            return method == 0 && !isEncrypted && storedBytes == sizeBytes;
        }

        boolean isDeflated() {
            return method == 8 && !isEncrypted;
        }
    }

    private record Directory(long offset, long bytes) {}

    private ZipIndex() {}

    static List<Member> read(ObjectHandle file) throws IOException {
        Directory directory = directory(file);
        if (directory.offset < 0
                || directory.bytes < 0
                || directory.offset > file.sizeBytes() - directory.bytes) {
            throw corrupt("its index lies outside the file");
        }
        if (directory.bytes > MAX_BYTES) {
            throw new MediaException(
                    ErrorCode.TOO_LARGE,
                    "The index of the ZIP archive has %d bytes; at most %d are read"
                            .formatted(directory.bytes, MAX_BYTES));
        }
        LittleEndian index = new LittleEndian(file.read(directory.offset, (int) directory.bytes));
        List<Member> members = new ArrayList<>();
        int at = 0;
        while (at < index.length()) {
            if (at > index.length() - ENTRY_BYTES || index.i32(at) != ENTRY_MAGIC) {
                throw corrupt("its index is damaged at byte " + (directory.offset + at));
            }
            int end =
                    at + ENTRY_BYTES + index.u16(at + 28) + index.u16(at + 30) + index.u16(at + 32);
            if (end > index.length()) {
                throw corrupt("its index ends within an entry");
            }
            members.add(member(index, at));
            at = end;
        }
        return members;
    }

    private static Directory directory(ObjectHandle file) throws IOException {
        long size = file.sizeBytes();
        int tail = (int) Math.min(size, END_BYTES + 0xffff);
        LittleEndian bytes = new LittleEndian(file.read(size - tail, tail));
        for (int at = tail - END_BYTES; at >= 0; at--) {
            if (bytes.i32(at) == END_MAGIC && at + END_BYTES + bytes.u16(at + 20) == tail) {
                boolean wide = bytes.u32(at + 16) == IN_ZIP64 || bytes.u16(at + 10) == 0xffff;
                return wide
                        ? directory64(file, size - tail + at)
                        : new Directory(bytes.u32(at + 16), bytes.u32(at + 12));
            }
        }
        throw new MediaException(
                ErrorCode.TRUNCATED,
                "The file of %d bytes does not end as a ZIP archive (.npz) does; it is cut off or of another format"
                        .formatted(size));
    }

    private static Directory directory64(ObjectHandle file, long end) throws IOException {
        if (end < LOCATOR_BYTES) {
            throw corrupt("its 64-bit index is missing");
        }
        LittleEndian locator = new LittleEndian(file.read(end - LOCATOR_BYTES, LOCATOR_BYTES));
        long at = locator.i64(8);
        if (locator.i32(0) != LOCATOR_MAGIC || at < 0 || at > end - END64_BYTES) {
            throw corrupt("its 64-bit index is missing");
        }
        LittleEndian end64 = new LittleEndian(file.read(at, END64_BYTES));
        if (end64.i32(0) != END64_MAGIC) {
            throw corrupt("its 64-bit index is missing");
        }
        return new Directory(end64.i64(48), end64.i64(40));
    }

    private static Member member(LittleEndian index, int at) throws MediaException {
        byte[] name = index.copy(at + ENTRY_BYTES, index.u16(at + 28));
        long stored = index.u32(at + 20);
        long size = index.u32(at + 24);
        long header = index.u32(at + 42);
        int field = at + ENTRY_BYTES + name.length;
        int end = field + index.u16(at + 30);
        while (field + 4 <= end) {
            int next = field + 4 + index.u16(field + 2);
            if (index.u16(field) == ZIP64_FIELD && next <= end) {
                int value = field + 4;
                if (size == IN_ZIP64) {
                    size = wide(index, value, next);
                    value += 8;
                }
                if (stored == IN_ZIP64) {
                    stored = wide(index, value, next);
                    value += 8;
                }
                if (header == IN_ZIP64) {
                    header = wide(index, value, next);
                }
            }
            field = next;
        }
        boolean encrypted = (index.u16(at + 8) & 1) != 0;
        return new Member(
                name, encrypted, index.u16(at + 10), index.u32(at + 16), stored, size, header);
    }

    private static long wide(LittleEndian index, int at, int end) throws MediaException {
        long value = at + 8 <= end ? index.i64(at) : -1;
        if (value < 0) {
            throw corrupt("a 64-bit field of its index is damaged");
        }
        return value;
    }

    static MediaException corrupt(String what) {
        return new MediaException(ErrorCode.CORRUPT, "The ZIP archive cannot be read: " + what);
    }

    static MediaException truncated(Member member) {
        return new MediaException(
                ErrorCode.TRUNCATED,
                "The member '%s' of the ZIP archive is not where its index says, byte %d; the file is cut off or damaged"
                        .formatted(member.name(), member.headerOffset()));
    }
}
