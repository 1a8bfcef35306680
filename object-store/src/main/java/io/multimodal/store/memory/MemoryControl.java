// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.memory;

import io.multimodal.store.record.ControlDocuments;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Control documents in a map. */
final class MemoryControl implements ControlDocuments {
    private final Map<String, Document> documents = new ConcurrentHashMap<>();

    @Override
    public void write(String name, byte[] document) {
        documents.putIfAbsent(name, new Document(document.clone()));
    }

    @Override
    public Optional<byte[]> read(String name) {
        return Optional.ofNullable(documents.get(name)).map(found -> found.bytes.clone());
    }

    @Override
    public List<Entry> list(String folder) {
        String prefix = folder + "/";
        return documents.entrySet().stream()
                .filter(each -> each.getKey().startsWith(prefix))
                .map(
                        each ->
                                new Entry(
                                        each.getKey().substring(prefix.length()),
                                        Optional.of(each.getValue().writtenAt)))
                .toList();
    }

    @Override
    public void remove(String name) {
        documents.remove(name);
    }

    private static final class Document {
        private final byte[] bytes;
        private final Instant writtenAt = Instant.now();

        private Document(byte[] bytes) {
            this.bytes = bytes;
        }
    }
}
