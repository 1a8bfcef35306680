// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.internal;

import io.multimodal.store.error.StoreException;
import io.multimodal.store.record.ControlDocuments;
import java.time.Duration;

/**
 * The lease of an open store that is put into: no job that starts meanwhile takes a floor above the
 * epoch that this process publishes in. It is made before the first put, and made anew, under
 * another name, before a put that comes when it is older than {@link #RENEWED}. A sweep takes a
 * lease for gone only when it is older than {@link #LIFE}: a process that was stopped for longer
 * makes a new one before its next put, and reads the present epoch after that. So only the rates of
 * two clocks have to agree, within a factor of twelve, and not what they show.
 *
 * <p>Leases are held only in stores that are collected; elsewhere a put costs nothing more.
 * Thread-safe.
 */
public final class WriterLease {
    /** The folder of control documents. */
    public static final String FOLDER = "leases";

    /** The name beside the epochs by which processes know that writers hold leases. */
    public static final String MARKER = "leased";

    /** After that a sweep takes it for that of a process which is gone. */
    public static final Duration LIFE = Duration.ofHours(1);

    /** After that a put does not rely on it. */
    static final Duration RENEWED = Duration.ofMinutes(5);

    private static final byte[] EMPTY = {};

    private final ControlDocuments control;
    private final Epochs epochs;
    private final Clocks clocks;
    private String name = "";
    private boolean closed;
    private volatile Made made;

    public WriterLease(ControlDocuments control, Epochs epochs) {
        this(control, epochs, Clocks.SYSTEM);
    }

    /** The same by other clocks. */
    public WriterLease(ControlDocuments control, Epochs epochs, Clocks clocks) {
        this.control = control;
        this.epochs = epochs;
        this.clocks = clocks;
    }

    /** Makes sure that a lease is held, before a put. Blocks where one has to be made. */
    public void hold() throws StoreException {
        epochs.present();
        if (epochs.areLeased() && !isFresh()) {
            renew();
        }
    }

    private boolean isFresh() {
        Made last = made;
        return last != null && last.isYounger(RENEWED, clocks);
    }

    /**
     * The old one is removed when the new one is durable and the present epoch was read again. If
     * an epoch began meanwhile, the lease is made again, since a sweep that did not see it may have
     * published a horizon above it, and no job could begin then.
     */
    private synchronized void renew() throws StoreException {
        if (isFresh() || closed) {
            return;
        }
        Made next = Made.now(clocks);
        FloorName fresh;
        // What is known may be half a minute old, and a horizon may lie above it.
        epochs.list();
        do {
            String old = name;
            fresh = FloorName.fresh(epochs.known()[0]);
            control.write(FOLDER + "/" + fresh.text(), EMPTY);
            name = fresh.text();
            epochs.list();
            remove(old);
        } while (epochs.known()[0] > fresh.floor());
        made = next;
    }

    /** Gives the lease back, when nothing is put any more. Idempotent. */
    public synchronized void close() throws StoreException {
        closed = true;
        String last = name;
        name = "";
        remove(last);
    }

    private void remove(String lease) throws StoreException {
        if (!lease.isEmpty()) {
            control.remove(FOLDER + "/" + lease);
        }
    }

    /** A time by both clocks. */
    private record Made(long nanos, long millis) {
        static Made now(Clocks clocks) {
            return new Made(clocks.nanos(), clocks.millis());
        }

        boolean isYounger(Duration age, Clocks clocks) {
            return clocks.nanos() - nanos < age.toNanos()
                    && Math.abs(clocks.millis() - millis) < age.toMillis();
        }
    }
}
