// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.container;

import io.multimodal.formats.spi.SampleField;
import io.multimodal.formats.spi.SampleInput;
import io.multimodal.store.Payload;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.OptionalLong;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/** A file of samples, as it was listed. Thread-safe. */
final class ContainerFile implements Closeable {
    private final Path path;
    private final FileSystem fileSystem;
    private final long sizeBytes;
    private final long modified;
    private volatile UnpackedFile unpacked;

    ContainerFile(FileSourceSplit split) throws IOException {
        this.path = split.path();
        this.fileSystem = path.getFileSystem();
        this.sizeBytes = split.fileSize();
        this.modified = split.fileModificationTime();
    }

    String uri() {
        return path.toUri().toString();
    }

    Path path() {
        return path;
    }

    /**
     * The file from a position on. The caller closes it. Blocks.
     *
     * @param mayBeCompressed whether a file that begins like one of gzip or zstd is decompressed
     */
    SampleInput open(long position, boolean mayBeCompressed) throws IOException {
        checkUnchanged();
        if (mayBeCompressed) {
            unpacked = UnpackedFile.of(fileSystem, path);
        }
        return unpacked == null
                ? new SampleInput(uri(), fileSystem.open(path), sizeBytes, position)
                : new SampleInput(uri(), unpacked.open(), unpacked.sizeBytes(), position);
    }

    /** Whether it was decompressed when it was opened. */
    boolean isCompressed() {
        return unpacked != null;
    }

    /**
     * Compares the file with its listing. Blocks.
     *
     * @throws MediaException if it was written to or replaced since
     */
    void checkUnchanged() throws IOException {
        FileStatus now = fileSystem.getFileStatus(path);
        if (now.getLen() != sizeBytes || now.getModificationTime() != modified) {
            throw new MediaException(
                    ErrorCode.REFUSED,
                    "it has changed since it was listed, from %d to %d bytes; write a file under a name that begins with '.' or '_' and rename it"
                            .formatted(sizeBytes, now.getLen()));
        }
    }

    /** The bytes of a field, read as they are asked for. */
    Payload payload(SampleField.Range range) {
        return new Payload() {
            @Override
            public InputStream open() throws IOException {
                FSDataInputStream in = unpacked == null ? fileSystem.open(path) : unpacked.open();
                in.seek(range.offset());
                return new SequenceInputStream(
                        new ByteArrayInputStream(range.prefix()),
                        new RangeStream(in, range.sizeBytes()));
            }

            @Override
            public OptionalLong expectedBytes() {
                return OptionalLong.of(range.prefix().length + range.sizeBytes());
            }
        };
    }

    /** Removes what was decompressed. */
    @Override
    public void close() throws IOException {
        if (unpacked != null) {
            unpacked.close();
        }
    }
}
