// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.ingest;

import io.multimodal.store.error.StoreException;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/** A file of a file system that Flink reaches by network. Its head comes in one request. */
final class RemoteFile extends FileHandle {
    private static final int HEAD_BYTES = 64 << 10;

    private final FileSystem fileSystem;
    private final Path path;
    private final FSDataInputStream in;
    private final byte[] head;

    private RemoteFile(FileSystem fileSystem, Path path, long sizeBytes, FSDataInputStream in)
            throws IOException {
        super(path, sizeBytes);
        this.fileSystem = fileSystem;
        this.path = path;
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
    byte[] bytes(long offset, int length) throws IOException {
        if (offset + length <= head.length) {
            return Arrays.copyOfRange(head, (int) offset, (int) offset + length);
        }
        in.seek(offset);
        return in.readNBytes(length);
    }

    @Override
    public InputStream stream() throws StoreException {
        try {
            return opened(fileSystem, path);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Its size alone is compared, with what is read: to ask for more would be another request. */
    @Override
    public Object version() {
        return sizeBytes();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
