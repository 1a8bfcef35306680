// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.ingest;

import io.multimodal.store.ObjectHandle;
import io.multimodal.store.error.ObjectChangedException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.error.StoreUnavailableException;
import java.io.EOFException;
import java.io.IOException;
import java.util.Objects;

/** An open file as an object that is read by ranges. Used by one thread. */
abstract class FileHandle implements OpenFile, ObjectHandle {
    private final Object place;
    private final long sizeBytes;

    /**
     * A file that was opened.
     *
     * @param place where it lies, for messages
     * @param sizeBytes its size when it was opened
     */
    FileHandle(Object place, long sizeBytes) {
        this.place = place;
        this.sizeBytes = sizeBytes;
    }

    /**
     * The bytes from an offset on; fewer where the file has become shorter. Blocks.
     *
     * @throws EOFException if it ends before the offset
     */
    abstract byte[] bytes(long offset, int length) throws IOException;

    @Override
    public final ObjectHandle object() {
        return this;
    }

    @Override
    public final long sizeBytes() {
        return sizeBytes;
    }

    @Override
    public final byte[] read(long offset, int length) throws StoreException {
        long end = sizeBytes;
        Objects.checkFromIndexSize(offset, length, end);
        byte[] bytes;
        try {
            bytes = bytes(offset, length);
        } catch (EOFException e) {
            bytes = new byte[0];
        } catch (IOException e) {
            throw unreadable(e);
        }
        if (bytes.length < length) {
            throw new ObjectChangedException(
                    "The file '%s' had %d bytes and ends after %d of them now"
                            .formatted(place, sizeBytes, offset + bytes.length));
        }
        return bytes;
    }

    final StoreException unreadable(IOException cause) {
        return cause instanceof StoreException typed
                ? typed
                : new StoreUnavailableException(
                        "Cannot read the file '" + place + "': " + cause.getMessage(), cause);
    }
}
