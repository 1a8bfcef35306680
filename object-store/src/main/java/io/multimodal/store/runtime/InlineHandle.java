// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.runtime;

import io.multimodal.store.ObjectHandle;
import io.multimodal.store.ref.InlineRef;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;

/** Reads an object from its reference. */
record InlineHandle(InlineRef ref) implements ObjectHandle {
    @Override
    public long sizeBytes() {
        return ref.content().length;
    }

    @Override
    public byte[] read(long offset, int length) {
        long end = sizeBytes();
        Objects.checkFromIndexSize(offset, length, end);
        return Arrays.copyOfRange(ref.content(), (int) offset, (int) offset + length);
    }

    @Override
    public InputStream stream() {
        return new ByteArrayInputStream(ref.content());
    }
}
