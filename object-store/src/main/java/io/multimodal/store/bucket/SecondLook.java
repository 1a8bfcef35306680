// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.bucket;

import io.multimodal.store.ObjectHandle;
import io.multimodal.store.error.CorruptObjectException;
import io.multimodal.store.error.StoreException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;

/**
 * A small object that may lie in several places: where the copy that is read first is damaged, the
 * others are tried before the reader hears of it. Used by one thread at a time.
 */
final class SecondLook implements ObjectHandle {
    private final ObjectHandle first;
    private final Others others;

    SecondLook(ObjectHandle first, Others others) {
        this.first = first;
        this.others = others;
    }

    @Override
    public long sizeBytes() {
        return first.sizeBytes();
    }

    @Override
    public byte[] read(long offset, int length) throws StoreException {
        try {
            return first.read(offset, length);
        } catch (CorruptObjectException e) {
            return others.read(e, offset, length);
        }
    }

    @Override
    public InputStream stream() throws StoreException {
        try {
            return first.stream();
        } catch (CorruptObjectException e) {
            return new ByteArrayInputStream(others.read(e, 0, (int) first.sizeBytes()));
        }
    }

    /** Reads from another copy; blocks. */
    @FunctionalInterface
    interface Others {
        /**
         * Bytes of a sound copy.
         *
         * @throws StoreException the damage that was seen, if there is no sound copy
         */
        byte[] read(CorruptObjectException damage, long offset, int length) throws StoreException;
    }
}
