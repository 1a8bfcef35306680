// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.webdataset;

import io.multimodal.store.Payload;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/** A tar archive of samples, as it was listed. Thread-safe. */
final class Shard {
    private final Path path;
    private final FileSystem fileSystem;
    private final long sizeBytes;
    private final long modified;

    Shard(FileSourceSplit split) throws IOException {
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

    /** The archive from a position on. The caller closes it. Blocks. */
    TarInput open(long position) throws IOException {
        checkUnchanged();
        FSDataInputStream in = fileSystem.open(path);
        try {
            if (in.read() == 0x1f && in.read() == 0x8b) {
                throw new MediaException(
                        ErrorCode.UNSUPPORTED,
                        "it is compressed with gzip, which has no members that can be read by ranges; unpack it with gunzip");
            }
            return new TarInput(in, sizeBytes, position);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
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
                    "it has changed since it was listed, from %d to %d bytes; write a shard under a name that begins with '.' or '_' and rename it"
                            .formatted(sizeBytes, now.getLen()));
        }
    }

    /** The bytes of a member, read as they are asked for. */
    Payload payload(TarMember member) {
        return new Payload() {
            @Override
            public InputStream open() throws IOException {
                FSDataInputStream in = fileSystem.open(path);
                in.seek(member.offset());
                return new MemberStream(in, member.sizeBytes());
            }

            @Override
            public OptionalLong expectedBytes() {
                return OptionalLong.of(member.sizeBytes());
            }
        };
    }
}
