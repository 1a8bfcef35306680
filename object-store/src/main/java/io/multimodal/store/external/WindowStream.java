// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.external;

import io.multimodal.store.ObjectHandle;
import io.multimodal.store.StoreException;
import java.io.InputStream;
import java.util.Objects;

/** An external object from front to back, a window in memory at a time. Used by one thread. */
final class WindowStream extends InputStream {
    private final ObjectHandle handle;
    private byte[] window;
    private int at;
    private long next;

    /** Reads the first window, so that an object that changed is found out at once. */
    WindowStream(ObjectHandle handle) throws StoreException {
        this.handle = handle;
        this.window = nextWindow();
    }

    @Override
    public int read() throws StoreException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws StoreException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (at == window.length) {
            if (next == handle.sizeBytes()) {
                return -1;
            }
            window = nextWindow();
            at = 0;
        }
        int count = Math.min(length, window.length - at);
        System.arraycopy(window, at, target, offset, count);
        at += count;
        return count;
    }

    @Override
    public int available() {
        return window.length - at;
    }

    private byte[] nextWindow() throws StoreException {
        int length = (int) Math.min(ExternalHandle.WINDOW_BYTES, handle.sizeBytes() - next);
        byte[] bytes = handle.read(next, length);
        next += length;
        return bytes;
    }
}
