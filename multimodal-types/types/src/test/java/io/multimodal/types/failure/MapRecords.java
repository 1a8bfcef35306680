// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.failure;

import io.multimodal.store.ContentId;
import io.multimodal.store.RecordStore;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Records in a map: strict about what the contract says of spaces and sizes. */
final class MapRecords implements RecordStore {
    private final Map<String, Map<ContentId, byte[]>> spaces = new ConcurrentHashMap<>();

    @Override
    public boolean putIfAbsent(String space, ContentId key, byte[] value) {
        if (!space.matches("[a-z0-9-]{1,64}") || value.length > MAX_RECORD_BYTES) {
            throw new IllegalArgumentException(space + ", " + value.length + " bytes");
        }
        return space(space).putIfAbsent(key, value.clone()) == null;
    }

    @Override
    public Optional<byte[]> get(String space, ContentId key) {
        return Optional.ofNullable(space(space).get(key)).map(byte[]::clone);
    }

    @Override
    public Stream<ContentId> keys(String space) {
        return space(space).keySet().stream();
    }

    private Map<ContentId, byte[]> space(String space) {
        return spaces.computeIfAbsent(space, s -> new ConcurrentHashMap<>());
    }
}
