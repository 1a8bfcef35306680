// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.memory;

import io.multimodal.store.error.StoreException;
import io.multimodal.store.internal.RecordFrame;
import io.multimodal.store.record.RecordStore;
import io.multimodal.store.ref.ContentId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Records in memory, framed as in every backend, so that the same limits hold. */
final class MemoryRecords implements RecordStore {
    private final Map<String, Map<ContentId, byte[]>> spaces = new ConcurrentHashMap<>();

    @Override
    public boolean putIfAbsent(String space, ContentId key, byte[] value) throws StoreException {
        return space(space).putIfAbsent(key, RecordFrame.encode(space, key, value)) == null;
    }

    @Override
    public Optional<byte[]> get(String space, ContentId key) {
        return Optional.ofNullable(space(space).get(key))
                .flatMap(frame -> RecordFrame.decode(space, key, frame));
    }

    @Override
    public Stream<String> spaces() {
        return spaces.entrySet().stream()
                .filter(space -> !space.getValue().isEmpty())
                .map(Map.Entry::getKey);
    }

    @Override
    public Stream<ContentId> keys(String space) {
        return space(space).keySet().stream();
    }

    @Override
    public Usage usage(String space) {
        return space(space).values().stream()
                .map(frame -> RecordFrame.usage(frame.length))
                .reduce(Usage.NONE, Usage::plus);
    }

    @Override
    public void remove(String space, ContentId key) {
        space(space).remove(key);
    }

    private Map<ContentId, byte[]> space(String space) {
        return spaces.computeIfAbsent(
                RecordFrame.checkedSpace(space), name -> new ConcurrentHashMap<>());
    }
}
