// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.tensors;

import io.multimodal.store.ObjectHandle;
import io.multimodal.store.error.ObjectChangedException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.error.StoreUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.Path;

/**
 * A file of any file system that Flink knows. Each range is read by a stream of its own, so that
 * nothing is left open. Thread-safe.
 *
 * @param sizeBytes its size when it was listed
 */
record FileSystemHandle(Path path, long sizeBytes) implements ObjectHandle {
    @Override
    public byte[] read(long offset, int length) throws StoreException {
        long end = sizeBytes;
        Objects.checkFromIndexSize(offset, length, end);
        byte[] bytes;
        try (FSDataInputStream in = path.getFileSystem().open(path)) {
            in.seek(offset);
            bytes = in.readNBytes(length);
        } catch (IOException e) {
            throw unavailable(e);
        }
        if (bytes.length < length) {
            throw new ObjectChangedException(
                    "The file '%s' had %d bytes when it was listed and ends after %d now"
                            .formatted(path, sizeBytes, offset + bytes.length));
        }
        return bytes;
    }

    @Override
    public InputStream stream() throws StoreException {
        try {
            return path.getFileSystem().open(path);
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    private StoreUnavailableException unavailable(IOException e) {
        return new StoreUnavailableException(
                "Cannot read the file '" + path + "': " + e.getMessage(), e);
    }
}
