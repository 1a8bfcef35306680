// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.vectors.index;

import io.multimodal.store.log.LatestDocument;
import io.multimodal.store.log.VersionLog;
import io.multimodal.store.log.VersionLogs;
import java.io.IOException;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The manifests of an index, the last of which counts. Those of several writers follow each other:
 * none is lost. Not thread-safe; every call blocks.
 */
public final class IndexManifests implements AutoCloseable {
    private final IndexPlace place;
    private final IndexSchema declared;
    private final LatestDocument documents;

    private IndexManifests(IndexPlace place, IndexSchema declared, LatestDocument documents) {
        this.place = place;
        this.declared = declared;
        this.documents = documents;
    }

    /**
     * Writes nothing.
     *
     * @param declared what the index has to have, if it is there
     */
    public static IndexManifests open(IndexPlace place, IndexSchema declared) throws IOException {
        return new IndexManifests(
                place,
                declared,
                new LatestDocument(VersionLogs.open("a vector index", place.versions())));
    }

    /**
     * The newest manifest, if there is one.
     *
     * @throws IOException also if the index is not what the table declares
     */
    public Optional<Manifest> latest() throws IOException {
        byte[] document = documents.read();
        if (documents.number() == 0) {
            return Optional.empty();
        }
        Manifest manifest =
                ManifestDocument.read(
                        document, "version " + documents.number() + " of the index at " + place);
        manifest.schema().check(declared, place.toString());
        return Optional.of(manifest);
    }

    /** The number of the manifest that was read or written last; 0 before there is one. */
    public long version() {
        return documents.number();
    }

    /**
     * Changes the newest manifest, or the one of an index without rows.
     *
     * @param change may be called again; nothing is written where it changes nothing
     * @return what is the newest manifest now
     */
    public Manifest change(UnaryOperator<Manifest> change) throws IOException {
        for (int attempt = 1; attempt <= LatestDocument.MOST_ATTEMPTS; attempt++) {
            Optional<Manifest> before = latest();
            Manifest after = change.apply(before.orElse(Manifest.empty(declared)));
            if (before.isPresent() && before.get().equals(after)) {
                return after;
            }
            byte[] document = ManifestDocument.write(after);
            if (document.length > VersionLog.MAX_BYTES) {
                throw new IOException(
                        "The index at %s would have a manifest of %d bytes, more than %d"
                                .formatted(place, document.length, VersionLog.MAX_BYTES));
            }
            if (documents.writeNext(document)) {
                return after;
            }
            LatestDocument.pause(attempt);
        }
        throw new IOException(
                "Cannot change the index at %s: other writers have changed it %d times in the meantime; try again"
                        .formatted(place, LatestDocument.MOST_ATTEMPTS));
    }

    @Override
    public void close() {
        documents.close();
    }
}
