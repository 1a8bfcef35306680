// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;

/** Says every two seconds how far long work has come; short work stays silent. */
final class Progress {
    private static final long INTERVAL_NANOS = 2_000_000_000L;

    private final PrintStream err;
    private final String verb;
    private final long startNanos = System.nanoTime();
    private long lastNanos = startNanos;
    private long objects;
    private long bytes;

    /**
     * @param verb what is being done, as in "verified"
     */
    Progress(PrintStream err, String verb) {
        this.err = err;
        this.verb = verb;
    }

    synchronized void object() {
        objects++;
        tell();
    }

    synchronized void objects(long count, long length) {
        objects += count;
        bytes += length;
        tell();
    }

    synchronized void bytes(long count) {
        bytes += count;
        tell();
    }

    synchronized long objects() {
        return objects;
    }

    synchronized long bytes() {
        return bytes;
    }

    /** How long it has taken up to now. */
    double seconds() {
        return (System.nanoTime() - startNanos) / 1e9;
    }

    /** A stream whose bytes count. */
    InputStream counting(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                int b = super.read();
                bytes(b < 0 ? 0 : 1);
                return b;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                int count = super.read(target, offset, length);
                bytes(Math.max(0, count));
                return count;
            }
        };
    }

    private void tell() {
        long now = System.nanoTime();
        if (now - lastNanos > INTERVAL_NANOS) {
            lastNanos = now;
            err.printf(
                    "%s %,d objects, %,d MiB, %,.0f objects/s, %.0f MiB/s%n",
                    verb, objects, bytes >> 20, objects / seconds(), bytes / 1048576.0 / seconds());
        }
    }
}
