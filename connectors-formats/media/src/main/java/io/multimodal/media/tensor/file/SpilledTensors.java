// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.tensor.file;

import io.multimodal.media.content.ArrayHandle;
import io.multimodal.media.internal.audio.decode.SpilledBytes;
import io.multimodal.store.ObjectHandle;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.error.StoreUnavailableException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * Tensors that were only in memory, as those that programs make: a few stay there, more go to a
 * temporary file. Not thread-safe; the caller closes it.
 */
final class SpilledTensors implements AutoCloseable {
    private static final int MAX_MEMORY_BYTES = 8 << 20;

    private final SpilledBytes all = new SpilledBytes(MAX_MEMORY_BYTES);
    private long size;

    /** The same object, readable until this is closed. May block on a local disk. */
    ObjectHandle keep(ArrayHandle object) throws IOException {
        byte[] bytes = object.read(0, (int) object.sizeBytes());
        all.write(bytes, bytes.length);
        Kept kept = new Kept(all, size, bytes.length);
        size += bytes.length;
        return kept;
    }

    @Override
    public void close() throws IOException {
        all.close();
    }

    private record Kept(SpilledBytes all, long start, long sizeBytes) implements ObjectHandle {
        @Override
        public byte[] read(long offset, int count) throws StoreException {
            Objects.checkFromIndexSize(offset, count, sizeBytes());
            try {
                return all.read(start + offset, count);
            } catch (IOException e) {
                throw new StoreUnavailableException(
                        "Cannot read a tensor from a temporary file: " + e.getMessage(), e);
            }
        }

        @Override
        public InputStream stream() throws StoreException {
            return new ByteArrayInputStream(read(0, (int) sizeBytes));
        }
    }
}
