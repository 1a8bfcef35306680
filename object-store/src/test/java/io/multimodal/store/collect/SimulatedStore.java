// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.collect;

import io.multimodal.store.internal.Epochs;
import io.multimodal.store.record.ControlDocuments.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A store of names: documents, and copies of contents in epochs. What changes it may happen once
 * more at any later time.
 */
final class SimulatedStore {
    private final Map<String, Long> documents = new TreeMap<>();
    private final NavigableSet<Copy> copies = new TreeSet<>();
    private final List<Runnable> late = new ArrayList<>();
    private long millis = 36_000_000;

    /** A content in an epoch. */
    record Copy(long epoch, int content) implements Comparable<Copy> {
        @Override
        public int compareTo(Copy other) {
            return epoch != other.epoch
                    ? Long.compare(epoch, other.epoch)
                    : Integer.compare(content, other.content);
        }
    }

    SimulatedStore() {
        write("epochs/1");
        write("epochs/leased");
        late.clear();
    }

    long millis() {
        return millis;
    }

    void pass(long time) {
        millis += time;
    }

    void write(String name) {
        change(() -> documents.putIfAbsent(name, millis));
    }

    void remove(String name) {
        change(() -> documents.remove(name));
    }

    void put(Copy copy) {
        change(() -> copies.add(copy));
    }

    void delete(Copy copy) {
        change(() -> copies.remove(copy));
    }

    private void change(Runnable request) {
        request.run();
        late.add(request);
    }

    /** A request that was sent before arrives, for the first time or once more. */
    void arrive(int which) {
        if (!late.isEmpty()) {
            late.get(which % late.size()).run();
        }
    }

    /** A request that was sent, and may never arrive. */
    void send(Runnable request) {
        late.add(request);
    }

    List<Entry> list(String folder) {
        String prefix = folder + "/";
        List<Entry> entries = new ArrayList<>();
        documents.forEach(
                (name, writtenAt) -> {
                    if (name.startsWith(prefix)) {
                        entries.add(
                                new Entry(
                                        name.substring(prefix.length()),
                                        Optional.of(Instant.ofEpochMilli(writtenAt))));
                    }
                });
        return entries;
    }

    List<Copy> copies(long epoch) {
        return copies.stream().filter(copy -> copy.epoch() == epoch).toList();
    }

    boolean holds(int content, long fromEpoch) {
        return copies.stream()
                .anyMatch(copy -> copy.content() == content && copy.epoch() >= fromEpoch);
    }

    boolean isReleased(String root) {
        return documents.containsKey("released/" + root);
    }

    long presentEpoch() {
        return documents.keySet().stream()
                .filter(name -> name.startsWith("epochs/"))
                .map(name -> name.substring("epochs/".length()))
                .filter(Epochs::isEpoch)
                .mapToLong(Long::parseLong)
                .max()
                .orElse(1);
    }
}
