// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media;

import io.multimodal.store.ObjectHandle;
import io.multimodal.store.error.StoreException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts how often an object is read whole, as a decoder does. */
public final class CountingWholeReads implements ObjectHandle {
    private final byte[] bytes;
    private final AtomicInteger count;

    public CountingWholeReads(byte[] bytes, AtomicInteger count) {
        this.bytes = bytes;
        this.count = count;
    }

    @Override
    public long sizeBytes() {
        return bytes.length;
    }

    @Override
    public byte[] read(long offset, int length) throws StoreException {
        if (length == bytes.length) {
            count.incrementAndGet();
        }
        return Images.handle(bytes).read(offset, length);
    }

    @Override
    public InputStream stream() throws StoreException {
        return Images.handle(bytes).stream();
    }
}
