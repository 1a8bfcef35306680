// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.file;

import io.multimodal.store.ObjectHandle;
import io.multimodal.store.error.ObjectChangedException;
import io.multimodal.store.error.ObjectNotFoundException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.error.StoreUnavailableException;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.runtime.StoreRuntime;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.Path;

/** A file of any file system that Flink knows. Used by one thread. */
final class StreamedFile implements ObjectHandle, Closeable {
    /** What most headers lie in: read at once. */
    private static final int HEAD_BYTES = 64 << 10;

    private final Path path;
    private final long sizeBytes;
    private FSDataInputStream header;
    private byte[] head;

    /**
     * @param sizeBytes its size when it was listed
     */
    StreamedFile(Path path, long sizeBytes) {
        this.path = path;
        this.sizeBytes = sizeBytes;
    }

    @Override
    public long sizeBytes() {
        return sizeBytes;
    }

    @Override
    public byte[] read(long offset, int length) throws StoreException {
        long end = sizeBytes;
        Objects.checkFromIndexSize(offset, length, end);
        byte[] bytes;
        try {
            if (head == null) {
                header = path.getFileSystem().open(path);
                head = header.readNBytes((int) Math.min(HEAD_BYTES, sizeBytes));
            }
            if (offset + length <= head.length) {
                return Arrays.copyOfRange(head, (int) offset, (int) offset + length);
            }
            header.seek(offset);
            bytes = header.readNBytes(length);
        } catch (FileNotFoundException e) {
            throw new ObjectNotFoundException(
                    "The file '" + path + "' cannot be opened: " + e.getMessage());
        } catch (IOException e) {
            throw new StoreUnavailableException(
                    "Cannot read the file '" + path + "': " + e.getMessage(), e);
        }
        if (bytes.length < length) {
            throw changed(offset + bytes.length);
        }
        return bytes;
    }

    @Override
    public InputStream stream() throws StoreException {
        try {
            return path.getFileSystem().open(path);
        } catch (IOException e) {
            throw new StoreUnavailableException(
                    "Cannot read the file '" + path + "': " + e.getMessage(), e);
        }
    }

    /**
     * Reads the file once and puts it. Blocks until it is durable.
     *
     * @throws ObjectChangedException if the file has another size than when it was listed
     */
    ObjectRef putInto(StoreRuntime stores) throws IOException {
        ObjectRef ref = stores.put(this::stream);
        long bytes = ref.sizeBytes().orElse(sizeBytes);
        if (bytes != sizeBytes) {
            throw changed(bytes);
        }
        return ref;
    }

    private ObjectChangedException changed(long bytes) {
        return new ObjectChangedException(
                "The file '%s' had %d bytes when it was listed and has %d now"
                        .formatted(path, sizeBytes, bytes));
    }

    @Override
    public void close() throws IOException {
        if (header != null) {
            header.close();
        }
    }
}
