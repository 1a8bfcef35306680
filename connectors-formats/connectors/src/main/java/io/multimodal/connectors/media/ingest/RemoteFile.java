// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.ingest;

import io.multimodal.store.ObjectHandle;
import io.multimodal.store.error.ObjectChangedException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.error.StoreUnavailableException;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/** A file of a file system that Flink reaches by network. Its head comes in one request. */
final class RemoteFile implements OpenFile, ObjectHandle {
    private static final int HEAD_BYTES = 64 << 10;

    private final FileSystem fileSystem;
    private final Path path;
    private final long sizeBytes;
    private final FSDataInputStream in;
    private final byte[] head;

    private RemoteFile(FileSystem fileSystem, Path path, long sizeBytes, FSDataInputStream in)
            throws IOException {
        this.fileSystem = fileSystem;
        this.path = path;
        this.sizeBytes = sizeBytes;
        this.in = in;
        this.head = in.readNBytes((int) Math.min(HEAD_BYTES, sizeBytes));
    }

    /**
     * Opens a file.
     *
     * @throws MediaException if there is none
     */
    static RemoteFile open(FileSystem fileSystem, Path path, long sizeBytes) throws IOException {
        FSDataInputStream in = opened(fileSystem, path);
        try {
            return new RemoteFile(fileSystem, path, sizeBytes, in);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    private static FSDataInputStream opened(FileSystem fileSystem, Path path) throws IOException {
        try {
            return fileSystem.open(path);
        } catch (FileNotFoundException e) {
            throw new MediaException(ErrorCode.NOT_FOUND, "there is no such file", e);
        }
    }

    @Override
    public ObjectHandle object() {
        return this;
    }

    @Override
    public long sizeBytes() {
        return sizeBytes;
    }

    @Override
    public byte[] read(long offset, int length) throws StoreException {
        long end = sizeBytes;
        Objects.checkFromIndexSize(offset, length, end);
        if (offset + length <= head.length) {
            return Arrays.copyOfRange(head, (int) offset, (int) offset + length);
        }
        try {
            in.seek(offset);
            byte[] bytes = in.readNBytes(length);
            if (bytes.length < length) {
                throw new EOFException();
            }
            return bytes;
        } catch (EOFException e) {
            throw new ObjectChangedException(
                    "The file '%s' is shorter than the %d bytes that it had"
                            .formatted(path, sizeBytes));
        } catch (IOException e) {
            throw new StoreUnavailableException(
                    "Cannot read the file '" + path + "': " + e.getMessage(), e);
        }
    }

    @Override
    public InputStream stream() throws StoreException {
        try {
            return opened(fileSystem, path);
        } catch (IOException e) {
            throw new StoreUnavailableException(
                    "Cannot read the file '" + path + "': " + e.getMessage(), e);
        }
    }

    /** Its size alone is compared, with what is read: to ask for more would be another request. */
    @Override
    public Object version() {
        return sizeBytes;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
