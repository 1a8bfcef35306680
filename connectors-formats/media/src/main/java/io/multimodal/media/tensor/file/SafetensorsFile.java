// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.tensor.file;

import io.multimodal.media.tensor.NpyHeader;
import io.multimodal.store.ObjectHandle;
import io.multimodal.types.DType;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Reads the header of a {@code .safetensors} file: 8 bytes with its length (little-endian), JSON
 * with each tensor's element type, shape and the range of its elements, then the elements, row by
 * row and little-endian. The ranges follow each other without gaps and fill the file; a file that
 * breaks this rule is refused, as the format's own library does.
 */
public final class SafetensorsFile {
    /** The longest header that is read, in bytes: some 300,000 tensors. */
    public static final int MAX_HEADER_BYTES = 32 << 20;

    private static final int LENGTH_BYTES = 8;

    private SafetensorsFile() {}

    /**
     * The tensors of a file, in the order of their elements in it. Reads the header alone; blocks.
     *
     * @throws MediaException CORRUPT or TRUNCATED if the file contradicts itself or the format,
     *     TOO_LARGE if the header is longer than {@link #MAX_HEADER_BYTES}
     */
    public static List<FileTensor> read(ObjectHandle file) throws IOException {
        long elements = LENGTH_BYTES + headerBytes(file);
        byte[] json = file.read(LENGTH_BYTES, (int) (elements - LENGTH_BYTES));
        List<SafetensorsEntry> entries = new ArrayList<>(SafetensorsHeader.parse(json));
        entries.sort(
                Comparator.comparingLong(SafetensorsEntry::begin)
                        .thenComparingLong(SafetensorsEntry::end));
        long end = 0;
        List<FileTensor> tensors = new ArrayList<>();
        for (SafetensorsEntry entry : entries) {
            if (entry.begin() != end) {
                throw corrupt(
                        "the elements of '%s' begin at byte %d; expected byte %d, where the ones before end"
                                .formatted(entry.name(), entry.begin(), end));
            }
            end = entry.end();
            tensors.add(new FileTensor(entry.name(), new Elements(file, elements, entry)));
        }
        if (end != file.sizeBytes() - elements) {
            throw new MediaException(
                    end > file.sizeBytes() - elements ? ErrorCode.TRUNCATED : ErrorCode.CORRUPT,
                    "The safetensors file has %d bytes of elements; its header says %d"
                            .formatted(file.sizeBytes() - elements, end));
        }
        return tensors;
    }

    private static long headerBytes(ObjectHandle file) throws IOException {
        if (file.sizeBytes() < LENGTH_BYTES) {
            throw new MediaException(
                    ErrorCode.TRUNCATED,
                    "The safetensors file has %d bytes; the length of its header alone has %d"
                            .formatted(file.sizeBytes(), LENGTH_BYTES));
        }
        long length =
                ByteBuffer.wrap(file.read(0, LENGTH_BYTES))
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .getLong();
        long rest = file.sizeBytes() - LENGTH_BYTES;
        if (length < 0 || length > rest) {
            throw new MediaException(
                    ErrorCode.TRUNCATED,
                    "The header of the safetensors file has %s bytes, and %d follow; the file is cut off or of another format"
                            .formatted(Long.toUnsignedString(length), rest));
        }
        if (length > MAX_HEADER_BYTES) {
            throw new MediaException(
                    ErrorCode.TOO_LARGE,
                    "The header of the safetensors file has %d bytes; at most %d are read"
                            .formatted(length, MAX_HEADER_BYTES));
        }
        return length;
    }

    /** The tensor of an entry: the header that its object needs is made when it is asked for. */
    private record Elements(ObjectHandle file, long elements, SafetensorsEntry entry)
            implements FileTensor.Source {
        @Override
        public ObjectHandle open() throws MediaException {
            return SafetensorsFile.place(elements, entry).open(file);
        }

        @Override
        public Optional<FileTensor.Place> place() throws MediaException {
            return Optional.of(SafetensorsFile.place(elements, entry));
        }
    }

    private static FileTensor.Place place(long elements, SafetensorsEntry entry)
            throws MediaException {
        DType dtype =
                SafetensorsTypes.named(entry.dtype())
                        .orElseThrow(
                                () ->
                                        new MediaException(
                                                ErrorCode.UNSUPPORTED,
                                                "The tensor '%s' has elements of the type %s; read are %s"
                                                        .formatted(
                                                                entry.name(),
                                                                entry.dtype(),
                                                                SafetensorsTypes.names())));
        long bytes = bytes(dtype, entry);
        if (bytes != entry.end() - entry.begin()) {
            throw corrupt(
                    "'%s' has %d bytes; %s of shape %s takes %d"
                            .formatted(
                                    entry.name(),
                                    entry.end() - entry.begin(),
                                    entry.dtype(),
                                    Arrays.toString(entry.shape()),
                                    bytes));
        }
        byte[] header = NpyHeader.of(dtype, entry.shape()).encode();
        return new FileTensor.Place(header, elements + entry.begin(), bytes);
    }

    private static long bytes(DType dtype, SafetensorsEntry entry) throws MediaException {
        try {
            long bytes = dtype.bytes();
            for (long length : entry.shape()) {
                bytes = Math.multiplyExact(bytes, length);
            }
            return bytes;
        } catch (ArithmeticException e) {
            throw corrupt(
                    "'%s' has the shape %s, more bytes than can be counted"
                            .formatted(entry.name(), Arrays.toString(entry.shape())));
        }
    }

    private static MediaException corrupt(String what) {
        return new MediaException(
                ErrorCode.CORRUPT, "The safetensors file cannot be read: " + what);
    }
}
