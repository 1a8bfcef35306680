// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.tensor.file;

import io.multimodal.media.content.ArrayHandle;
import io.multimodal.store.ObjectHandle;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.error.StoreUnavailableException;
import io.multimodal.store.spool.Spool;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * Tensors that were only in memory, as those that programs make: a few stay there, more go to a
 * temporary file. Not thread-safe; the caller closes it.
 */
final class SpilledTensors implements AutoCloseable {
    private static final int MAX_MEMORY_BYTES = 8 << 20;

    private final Spool all = new Spool("tensors", MAX_MEMORY_BYTES);

    /** The same object, readable until this is closed. May block on a local disk. */
    ObjectHandle keep(ArrayHandle object) throws IOException {
        byte[] bytes = object.read(0, (int) object.sizeBytes());
        Kept kept = new Kept(all, all.sizeBytes(), bytes.length);
        all.write(ByteBuffer.wrap(bytes));
        return kept;
    }

    @Override
    public void close() throws IOException {
        all.close();
    }

    private record Kept(Spool all, long start, long sizeBytes) implements ObjectHandle {
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
