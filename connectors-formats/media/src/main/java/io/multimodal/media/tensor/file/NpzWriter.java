// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.tensor.file;

import io.multimodal.media.tensor.NpyHeader;
import io.multimodal.store.ObjectHandle;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a {@code .npz} file of NumPy, as {@code numpy.savez} does: a ZIP archive with a member for
 * each array that is not compressed, so that ranges of it can be read. Not thread-safe.
 */
public final class NpzWriter {
    private static final String SUFFIX = ".npy";
    private static final int MAX_NAME_BYTES = 0xffff - SUFFIX.length();
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final ZipOutputStream zip;
    private final Set<String> names = new HashSet<>();

    /**
     * @param out stays open
     */
    public NpzWriter(OutputStream out) {
        this.zip = new ZipOutputStream(out);
        this.zip.setMethod(ZipOutputStream.STORED);
    }

    /**
     * Adds a tensor. Blocks; reads it twice, since its checksum is written before it.
     *
     * @param object of a TENSOR
     * @throws MediaException REFUSED if the name is taken or cannot be that of a member of an
     *     archive; as {@link NpyHeader#read} if the object is not a tensor. Nothing is written.
     */
    public void add(String name, ObjectHandle object) throws IOException {
        check(name);
        NpyHeader.read(object);
        CRC32 crc = new CRC32();
        try (InputStream in = new CheckedInputStream(object.stream(), crc)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        ZipEntry entry = new ZipEntry(name + SUFFIX);
        entry.setTimeLocal(NO_TIME);
        entry.setSize(object.sizeBytes());
        entry.setCompressedSize(object.sizeBytes());
        entry.setCrc(crc.getValue());
        names.add(name);
        zip.putNextEntry(entry);
        try (InputStream in = object.stream()) {
            in.transferTo(zip);
        }
        zip.closeEntry();
    }

    private void check(String name) throws MediaException {
        if (names.contains(name)) {
            throw refused(name, "is there already");
        }
        boolean clean =
                !name.isEmpty()
                        && name.chars().noneMatch(Character::isISOControl)
                        && Arrays.stream(name.split("[/\\\\]", -1))
                                .noneMatch(part -> part.isEmpty() || part.equals(".."));
        if (!clean) {
            throw refused(
                    name,
                    "is not a name, or names that '/' separates, without '..' and control characters");
        }
        if (name.getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES) {
            throw refused(
                    name.substring(0, 40) + "…", "has more than " + MAX_NAME_BYTES + " bytes");
        }
    }

    private static MediaException refused(String name, String why) {
        return new MediaException(
                ErrorCode.REFUSED,
                "An npz file cannot hold '%s': the name %s".formatted(name, why));
    }

    /** Writes the index and leaves the stream open. */
    public void finish() throws IOException {
        zip.finish();
    }
}
