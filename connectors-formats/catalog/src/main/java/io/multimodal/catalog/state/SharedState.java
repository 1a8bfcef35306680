// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.catalog.state;

import io.multimodal.catalog.log.VersionLog;
import java.io.IOException;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.table.catalog.exceptions.CatalogException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state of a catalog that several processes change. Each change writes the next version of the
 * whole state; of several writers of one version one wins, and the others apply their change anew
 * to what that one has written. Thread-safe; every call blocks.
 */
public final class SharedState implements AutoCloseable {
    /** So many versions keep their content, for people who want to see or undo a change. */
    private static final int KEPT_VERSIONS = 100;

    private static final int MOST_ATTEMPTS = 100;
    private static final long LONGEST_PAUSE_NANOS = 500_000_000;

    private static final Logger LOG = LoggerFactory.getLogger(SharedState.class);

    private final String catalog;
    private final VersionLog log;
    private long version;
    private CatalogState state = new CatalogState(Collections.emptySortedMap());

    /**
     * @param catalog its name, for messages
     * @param log closed with this
     */
    public SharedState(String catalog, VersionLog log) {
        this.catalog = catalog;
        this.log = log;
    }

    /**
     * A change of the state.
     *
     * @param <E> thrown where the state does not permit it
     * @param <F> another reason, such as a missing database
     */
    @FunctionalInterface
    public interface Change<E extends Exception, F extends Exception> {
        /** The changed state; the same one if there is nothing to change. May be called again. */
        CatalogState apply(CatalogState state) throws E, F;
    }

    /** The newest state that any process has written. */
    public synchronized CatalogState latest() {
        try {
            catchUp();
            return state;
        } catch (IOException e) {
            throw failure("read", e);
        }
    }

    /**
     * Applies a change to the newest state and writes the result, which is durable then.
     *
     * @param what such as {@code create table default.photos}, for people who look at the documents
     */
    public synchronized <E extends Exception, F extends Exception> void change(
            String what, Change<E, F> change) throws E, F {
        for (int attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
            CatalogState before = latest();
            CatalogState after = change.apply(before);
            if (after.equals(before) || written(what, after)) {
                return;
            }
            // Full jitter: those who lost together do not come back together.
            long bound = Math.min(LONGEST_PAUSE_NANOS, 5_000_000L << Math.min(attempt, 20));
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(bound));
        }
        throw new CatalogException(
                "Cannot %s in the catalog '%s': other sessions have changed %s %d times in the meantime; try again"
                        .formatted(what, catalog, log, MOST_ATTEMPTS));
    }

    private boolean written(String what, CatalogState after) {
        try {
            byte[] document = StateDocument.write(after, new ChangeNote(what));
            if (document.length > VersionLog.MAX_BYTES) {
                throw new IOException(
                        "the catalog would have %d bytes, more than %d; keep some of its databases in another one"
                                .formatted(document.length, VersionLog.MAX_BYTES));
            }
            if (!log.write(version + 1, document)) {
                return false;
            }
            version++;
            state = after;
        } catch (IOException e) {
            throw failure(what + " in", e);
        }
        forgetOld();
        return true;
    }

    private void forgetOld() {
        if (version <= KEPT_VERSIONS) {
            return;
        }
        try {
            log.empty(version - KEPT_VERSIONS);
        } catch (IOException e) {
            LOG.info("The old version {} of {} keeps its content", version - KEPT_VERSIONS, log, e);
        }
    }

    private void catchUp() throws IOException {
        if (version == 0) {
            version = newest();
            if (version > 0) {
                load();
            }
        } else if (log.exists(version + 1)) {
            version = newest();
            load();
        }
    }

    /** The versions have no gap: the last one is found by doubling steps, then by halving them. */
    private long newest() throws IOException {
        long there = version;
        long step = 1;
        while (log.exists(there + step)) {
            there += step;
            step *= 2;
        }
        for (step /= 2; step > 0; step /= 2) {
            if (log.exists(there + step)) {
                there += step;
            }
        }
        return there;
    }

    private void load() throws IOException {
        while (true) {
            String origin = "version " + version + " of " + log;
            Optional<byte[]> document = log.read(version);
            if (document.isEmpty()) {
                throw new IOException(origin + " is gone; somebody has removed it");
            }
            if (document.get().length > 0) {
                state = StateDocument.read(document.get(), origin);
                return;
            }
            long emptied = version;
            version = newest();
            if (version == emptied) {
                throw new IOException(origin + " is empty, and no newer one is there");
            }
        }
    }

    /** Without its cause, which the log has: the SQL client prints the innermost message alone. */
    private CatalogException failure(String what, IOException e) {
        LOG.info("Cannot {} the catalog '{}'", what, catalog, e);
        return new CatalogException(
                "Cannot %s the catalog '%s': %s".formatted(what, catalog, e.getMessage()));
    }

    @Override
    public void close() {
        log.close();
    }
}
