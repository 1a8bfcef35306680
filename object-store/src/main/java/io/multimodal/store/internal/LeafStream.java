// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.internal;

import io.multimodal.store.RangeTree;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** A large object as a stream, each leaf verified before its first byte is handed out. */
final class LeafStream extends InputStream {
    private final long size;
    private final RawObject raw;
    private final VerifiedHandle handle;

    private byte[] leaf = new byte[0];
    private int at;
    private long nextLeaf;
    private boolean closed;

    LeafStream(long size, RawObject raw, VerifiedHandle handle) {
        this.size = size;
        this.raw = raw;
        this.handle = handle;
    }

    @Override
    public int read() throws IOException {
        return fill() ? leaf[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int step = Math.min(length, leaf.length - at);
        System.arraycopy(leaf, at, target, offset, step);
        at += step;
        return step;
    }

    @Override
    public int available() {
        return leaf.length - at;
    }

    @Override
    public void close() {
        closed = true;
        raw.close();
    }

    private boolean fill() throws IOException {
        if (closed) {
            throw new IOException("The stream of an object was closed and cannot be read");
        }
        if (at < leaf.length) {
            return true;
        }
        if (nextLeaf * RangeTree.LEAF_BYTES >= size) {
            return false;
        }
        leaf = handle.readLeaves(raw, nextLeaf, VerifiedHandle.WINDOW_LEAVES);
        nextLeaf += VerifiedHandle.WINDOW_LEAVES;
        at = 0;
        return true;
    }
}
