// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.media;

import io.multimodal.store.error.StoreException;
import io.multimodal.store.record.RecordStore;
import io.multimodal.store.ref.ContentId;
import java.util.Optional;
import java.util.stream.Stream;

/** Records that count what they give and take. Not thread-safe. */
final class CountedRecords implements RecordStore {
    private final RecordStore records;
    private long bytes;

    CountedRecords(RecordStore records) {
        this.records = records;
    }

    long bytes() {
        return bytes;
    }

    @Override
    public boolean putIfAbsent(String space, ContentId key, byte[] value) throws StoreException {
        bytes += value.length;
        return records.putIfAbsent(space, key, value);
    }

    @Override
    public Optional<byte[]> get(String space, ContentId key) throws StoreException {
        Optional<byte[]> value = records.get(space, key);
        bytes += value.map(found -> found.length).orElse(0);
        return value;
    }

    @Override
    public Stream<String> spaces() throws StoreException {
        return records.spaces();
    }

    @Override
    public Stream<ContentId> keys(String space) throws StoreException {
        return records.keys(space);
    }

    @Override
    public Usage usage(String space) throws StoreException {
        return records.usage(space);
    }

    @Override
    public void remove(String space, ContentId key) throws StoreException {
        records.remove(space, key);
    }
}
