// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.tensor.file;

import io.multimodal.store.ByteRange;
import io.multimodal.store.ObjectHandle;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a {@code .npz} file of NumPy: a ZIP archive with a {@code .npy} member for each array. The
 * index at the archive's end is read first, and a member when its tensor is opened. Members that do
 * not end in {@code .npy} are left out.
 */
public final class NpzFile {
    private static final String SUFFIX = ".npy";
    private static final int LOCAL_BYTES = 30;
    private static final int LOCAL_MAGIC = 0x04034b50;

    private NpzFile() {}

    /**
     * The tensors of a file, in the order of its index, each named as its member without {@code
     * .npy}. Reads the index and the headers of the members that are not compressed; blocks.
     *
     * @throws MediaException CORRUPT or TRUNCATED if the file is not a ZIP archive or contradicts
     *     itself, TOO_LARGE if its index is longer than {@link ZipIndex#MAX_BYTES}
     */
    public static List<FileTensor> read(ObjectHandle file) throws IOException {
        List<ZipIndex.Member> members =
                ZipIndex.read(file).stream()
                        .filter(member -> member.name().endsWith(SUFFIX))
                        .toList();
        Set<String> names = new HashSet<>();
        for (ZipIndex.Member member : members) {
            if (!names.add(member.name())) {
                throw ZipIndex.corrupt("it holds '" + member.name() + "' twice");
            }
        }
        // Those of deflated members are read when the member is.
        List<ZipIndex.Member> stored = members.stream().filter(ZipIndex.Member::isStored).toList();
        Iterator<Long> contents = contents(file, stored).iterator();
        List<FileTensor> tensors = new ArrayList<>();
        for (ZipIndex.Member member : members) {
            String name = member.name().substring(0, member.name().length() - SUFFIX.length());
            tensors.add(
                    new FileTensor(
                            name,
                            member.isStored()
                                    ? new Placed(
                                            file,
                                            new FileTensor.Place(
                                                    new byte[0],
                                                    contents.next(),
                                                    member.sizeBytes()))
                                    : () -> open(file, member)));
        }
        return tensors;
    }

    /** A tensor whose bytes lie in the file as they are. */
    private record Placed(ObjectHandle file, FileTensor.Place where) implements FileTensor.Source {
        @Override
        public ObjectHandle open() {
            return where.open(file);
        }

        @Override
        public Optional<FileTensor.Place> place() {
            return Optional.of(where);
        }
    }

    private static ObjectHandle open(ObjectHandle file, ZipIndex.Member member) throws IOException {
        if (!member.isDeflated()) {
            throw new MediaException(
                    ErrorCode.UNSUPPORTED,
                    "The member '%s' of the ZIP archive is %s; read are stored and deflated ones"
                            .formatted(
                                    member.name(),
                                    member.isEncrypted()
                                            ? "encrypted"
                                            : "compressed by method " + member.method()));
        }
        long content = contents(file, List.of(member)).get(0);
        return new InflatedMember(file, content, member);
    }

    /** Where the bytes of members begin in the file; the headers there are read together. */
    private static List<Long> contents(ObjectHandle file, List<ZipIndex.Member> members)
            throws IOException {
        List<ByteRange> ranges = new ArrayList<>();
        for (ZipIndex.Member member : members) {
            int length = LOCAL_BYTES + member.rawName().length;
            if (member.headerOffset() > file.sizeBytes() - length) {
                throw ZipIndex.truncated(member);
            }
            ranges.add(new ByteRange(member.headerOffset(), length));
        }
        List<byte[]> headers = file.read(ranges);
        List<Long> contents = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            contents.add(content(file, members.get(i), headers.get(i)));
        }
        return contents;
    }

    private static long content(ObjectHandle file, ZipIndex.Member member, byte[] head)
            throws MediaException {
        LittleEndian header = new LittleEndian(head);
        int nameBytes = member.rawName().length;
        if (header.i32(0) != LOCAL_MAGIC) {
            throw ZipIndex.truncated(member);
        }
        if (header.u16(26) != nameBytes
                || !Arrays.equals(header.copy(LOCAL_BYTES, nameBytes), member.rawName())) {
            throw ZipIndex.corrupt(
                    "its index and the member at byte %d have other names; '%s' was expected"
                            .formatted(member.headerOffset(), member.name()));
        }
        long begin = member.headerOffset() + LOCAL_BYTES + nameBytes + header.u16(28);
        if (begin > file.sizeBytes() - member.storedBytes()) {
            throw ZipIndex.truncated(member);
        }
        return begin;
    }
}
