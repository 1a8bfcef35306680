// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that closes what it was opened from. */
final class OwningStream extends FilterInputStream {
    private final AutoCloseable owned;

    private OwningStream(InputStream in, AutoCloseable owned) {
        super(in);
        this.owned = owned;
    }

    /** Opens a stream, and closes what it is opened from with it, or if that fails. */
    static InputStream of(Opening opening, AutoCloseable owned) throws IOException {
        InputStream in = null;
        try {
            in = opening.open();
            return new OwningStream(in, owned);
        } finally {
            if (in == null) {
                close(owned);
            }
        }
    }

    @Override
    public void close() throws IOException {
        try {
            super.close();
        } finally {
            close(owned);
        }
    }

    private static void close(AutoCloseable owned) throws IOException {
        try {
            owned.close();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("Cannot close " + owned, e);
        }
    }

    interface Opening {
        InputStream open() throws IOException;
    }
}
