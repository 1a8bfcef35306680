// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.internal;

import io.multimodal.store.error.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** An object from its first byte to its last, a window in memory at a time. */
public final class WindowStream extends InputStream {
    /** How much one request for a large object brings at most, but for a longer segment. */
    public static final int WINDOW_BYTES = 8 << 20;

    private final long size;
    private final Ranges ranges;
    private final Runnable onClose;

    private byte[] window = new byte[0];
    private int at;
    private long next;
    private boolean closed;

    /**
     * @param ranges reads and verifies
     * @param onClose runs when the stream is closed, perhaps more than once
     */
    public WindowStream(long size, Ranges ranges, Runnable onClose) {
        this.size = size;
        this.ranges = ranges;
        this.onClose = onClose;
    }

    /** The same with its first window read, so that what is wrong with it is found out at once. */
    public WindowStream begun() throws StoreException {
        nextWindow();
        return this;
    }

    @Override
    public int read() throws IOException {
        return fill() ? window[at++] & 0xff : -1;
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
        int step = Math.min(length, window.length - at);
        System.arraycopy(window, at, target, offset, step);
        at += step;
        return step;
    }

    @Override
    public int available() {
        return window.length - at;
    }

    @Override
    public void close() {
        closed = true;
        onClose.run();
    }

    private boolean fill() throws IOException {
        if (closed) {
            throw new IOException("The stream of an object was closed and cannot be read");
        }
        if (at < window.length) {
            return true;
        }
        if (next >= size) {
            return false;
        }
        nextWindow();
        return true;
    }

    private void nextWindow() throws StoreException {
        window = ranges.read(next, (int) Math.min(WINDOW_BYTES, size - next));
        next += window.length;
        at = 0;
    }

    /** Reads verified bytes of the object. */
    @FunctionalInterface
    public interface Ranges {
        byte[] read(long offset, int length) throws StoreException;
    }
}
