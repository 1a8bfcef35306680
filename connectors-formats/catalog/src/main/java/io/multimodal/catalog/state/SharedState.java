// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.catalog.state;

import io.multimodal.store.log.LatestDocument;
import io.multimodal.store.log.VersionLog;
import java.io.IOException;
import java.util.Collections;
import org.apache.flink.table.catalog.exceptions.CatalogException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state of a catalog that several processes change. Each change writes the next version of the
 * whole state; of several writers of one version one wins, and the others apply their change anew
 * to what that one has written. Thread-safe; every call blocks.
 */
public final class SharedState implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SharedState.class);

    private final String catalog;
    private final LatestDocument documents;

    /** The number of the document that the state was read from. */
    private long version;

    private CatalogState state = new CatalogState(Collections.emptySortedMap());

    /**
     * @param catalog its name, for messages
     * @param log closed with this
     */
    public SharedState(String catalog, VersionLog log) {
        this.catalog = catalog;
        this.documents = new LatestDocument(log);
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
        for (int attempt = 1; attempt <= LatestDocument.MOST_ATTEMPTS; attempt++) {
            CatalogState before = latest();
            CatalogState after = change.apply(before);
            if (after.equals(before) || written(what, after)) {
                return;
            }
            LatestDocument.pause(attempt);
        }
        throw new CatalogException(
                "Cannot %s in the catalog '%s': other sessions have changed %s %d times in the meantime; try again"
                        .formatted(what, catalog, documents, LatestDocument.MOST_ATTEMPTS));
    }

    private boolean written(String what, CatalogState after) {
        try {
            byte[] document = StateDocument.write(after, new ChangeNote(what));
            if (document.length > VersionLog.MAX_BYTES) {
                throw new IOException(
                        "the catalog would have %d bytes, more than %d; keep some of its databases in another one"
                                .formatted(document.length, VersionLog.MAX_BYTES));
            }
            if (!documents.writeNext(document)) {
                return false;
            }
            version++;
            state = after;
            return true;
        } catch (IOException e) {
            throw failure(what + " in", e);
        }
    }

    private void catchUp() throws IOException {
        byte[] document = documents.read();
        if (documents.number() != version) {
            String origin = "version " + documents.number() + " of " + documents;
            state = StateDocument.read(document, origin);
            version = documents.number();
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
        documents.close();
    }
}
