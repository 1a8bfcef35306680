// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.collect;

import io.multimodal.store.error.StoreException;
import io.multimodal.store.internal.FloorName;
import io.multimodal.store.record.ControlDocuments;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which epochs are condemned, and since when, as one listing showed it. Several sweeps may condemn
 * the same epoch, each by a document of its own.
 */
final class Sentences {
    private static final String CONDEMNED = "condemned";
    private static final byte[] EMPTY = {};

    private final ControlDocuments documents;
    private final Map<Long, List<ControlDocuments.Entry>> byEpoch = new HashMap<>();

    private Sentences(ControlDocuments documents) {
        this.documents = documents;
    }

    /** Lists them. */
    static Sentences of(ControlDocuments documents) throws StoreException {
        Sentences sentences = new Sentences(documents);
        for (ControlDocuments.Entry entry : documents.list(CONDEMNED)) {
            long epoch = FloorName.parse(entry.name(), CONDEMNED + "/").floor();
            sentences.byEpoch.computeIfAbsent(epoch, unused -> new ArrayList<>()).add(entry);
        }
        return sentences;
    }

    /** When an epoch was condemned first; empty if it was not. */
    Optional<Instant> since(long epoch) {
        return all(epoch).stream()
                .flatMap(entry -> entry.writtenAt().stream())
                .min(Instant::compareTo);
    }

    void condemn(long epoch) throws StoreException {
        documents.write(CONDEMNED + "/" + FloorName.fresh(epoch).text(), EMPTY);
    }

    /** Takes the sentence back. */
    void pardon(long epoch) throws StoreException {
        for (ControlDocuments.Entry entry : all(epoch)) {
            documents.remove(CONDEMNED + "/" + entry.name());
        }
    }

    private List<ControlDocuments.Entry> all(long epoch) {
        return byEpoch.getOrDefault(epoch, List.of());
    }
}
