// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media;

import io.multimodal.store.ObjectHandle;
import io.multimodal.store.error.StoreException;
import java.io.InputStream;

/** Counts the bytes that are read. */
public final class CountingHandle implements ObjectHandle {
    private final ObjectHandle inner;
    private long bytesRead;

    public CountingHandle(byte[] bytes) {
        this.inner = Images.handle(bytes);
    }

    public long bytesRead() {
        return bytesRead;
    }

    @Override
    public long sizeBytes() {
        return inner.sizeBytes();
    }

    @Override
    public byte[] read(long offset, int length) throws StoreException {
        bytesRead += length;
        return inner.read(offset, length);
    }

    @Override
    public InputStream stream() throws StoreException {
        bytesRead += sizeBytes();
        return inner.stream();
    }
}
