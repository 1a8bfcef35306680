// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.cli;

import io.multimodal.store.error.StoreException;
import io.multimodal.store.record.RecordStore;
import io.multimodal.store.ref.ContentId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * When each part of a store was last verified, kept in the store itself, so that the next run, from
 * wherever, begins with what was not read for longest. Each run adds records of its own. A record
 * that is lost costs that a part is read once more.
 */
final class CheckedParts {
    private static final String SPACE = "verified";

    /** The time, and then the first eight bytes of the hash of each part's name. */
    private static final int PART_BYTES = 8;

    private static final int MAX_PARTS = (RecordStore.MAX_RECORD_BYTES - 8) / PART_BYTES;

    private final RecordStore records;
    private final Map<Long, Long> lastChecked = new HashMap<>();
    private final List<String> fresh = new ArrayList<>();

    private CheckedParts(RecordStore records) {
        this.records = records;
    }

    static CheckedParts load(RecordStore records) throws StoreException {
        CheckedParts parts = new CheckedParts(records);
        try (Stream<ContentId> keys = records.keys(SPACE)) {
            for (Iterator<ContentId> each = keys.iterator(); each.hasNext(); ) {
                Optional<byte[]> run = records.get(SPACE, each.next());
                run.ifPresent(parts::add);
            }
        }
        return parts;
    }

    /** The parts in the order in which they are to be read: never read first, then oldest. */
    List<String> inOrder(List<String> parts) {
        return parts.stream()
                .sorted(
                        Comparator.comparing(
                                (String part) -> lastChecked.getOrDefault(hash(part), 0L)))
                .toList();
    }

    /** A part was read to its end. */
    void checked(String part) throws StoreException {
        fresh.add(part);
        if (fresh.size() == MAX_PARTS) {
            save();
        }
    }

    /** Writes down what was read in this run. */
    void save() throws StoreException {
        if (fresh.isEmpty()) {
            return;
        }
        ByteBuffer run = ByteBuffer.allocate(8 + fresh.size() * PART_BYTES);
        run.putLong(System.currentTimeMillis());
        fresh.forEach(part -> run.putLong(hash(part)));
        fresh.clear();
        records.putIfAbsent(SPACE, ContentId.hash(UUID.randomUUID().toString()), run.array());
    }

    private void add(byte[] run) {
        ByteBuffer in = ByteBuffer.wrap(run);
        long time = in.remaining() < 8 ? 0 : in.getLong();
        while (in.remaining() >= PART_BYTES) {
            lastChecked.merge(in.getLong(), time, Math::max);
        }
    }

    private static long hash(String part) {
        return ByteBuffer.wrap(ContentId.hash(part).digest()).getLong();
    }
}
