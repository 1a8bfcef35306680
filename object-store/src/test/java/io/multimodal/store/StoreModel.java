// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.error.ObjectErasedException;
import io.multimodal.store.error.ObjectNotFoundException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.InlineRef;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.ref.RangeTree;
import io.multimodal.store.ref.StoredRef;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A store that several processes have open, and beside it what has to be in it: a map. Each step
 * works on both and compares. The contents are few, so that the same ones meet again.
 */
final class StoreModel implements AutoCloseable {
    /** On both sides of each border: inline, packed, loose, with a range tree. */
    private static final int[] SIZES = {
        0, 15, 16, 17, 100, 101, 1000, 4096, 4097, 30_000, 65_536, 300_000, 1_048_575, 1_048_576,
        8_388_608, 8_388_609
    };

    static final int CONTENTS = SIZES.length;

    private static final List<Content> ALL =
            IntStream.range(0, CONTENTS).mapToObj(Content::of).toList();

    /** Those that are so small that a step may take many of them. */
    static final int SMALL_CONTENTS = 12;

    static final int PROCESSES = 2;
    static final int INLINE_THRESHOLD = 16;

    private final Opening opening;
    private final ObjectStore[] processes = new ObjectStore[PROCESSES];
    private final List<ObjectStore> killed = new ArrayList<>();
    private final Map<ContentId, byte[]> present = new HashMap<>();
    private final Set<ContentId> erased = new HashSet<>();

    StoreModel(Opening opening) {
        this.opening = opening;
        for (int i = 0; i < PROCESSES; i++) {
            processes[i] = opening.open();
        }
    }

    void put(int process, int content) {
        acknowledged(content, processes[process].put(payload(content)).toCompletableFuture());
    }

    /** Puts the same contents from all processes at once. */
    void putAtOnce(List<Integer> contents) {
        List<CompletableFuture<ObjectRef>> puts = new ArrayList<>();
        for (ObjectStore process : processes) {
            for (int content : contents) {
                puts.add(process.put(payload(content)).toCompletableFuture());
            }
        }
        for (int i = 0; i < puts.size(); i++) {
            acknowledged(contents.get(i % contents.size()), puts.get(i));
        }
    }

    void read(int process, int content) throws IOException {
        ObjectRef ref = reference(content);
        byte[] bytes = content(content);
        if (!(ref instanceof StoredRef stored)) {
            assertThat(ObjectBytes.read(processes[process], ref, bytes.length)).isEqualTo(bytes);
            return;
        }
        if (!present.containsKey(stored.id())) {
            Class<?> expected =
                    erased.contains(stored.id())
                            ? ObjectErasedException.class
                            : ObjectNotFoundException.class;
            assertThatThrownBy(() -> processes[process].open(stored).read(0, 1))
                    .isInstanceOf(expected);
            return;
        }
        ObjectHandle handle = processes[process].open(stored);
        assertThat(handle.read(0, bytes.length)).isEqualTo(bytes);
        int from = bytes.length / 3;
        assertThat(handle.read(from, bytes.length / 2))
                .isEqualTo(Arrays.copyOfRange(bytes, from, from + bytes.length / 2));
        try (InputStream in = handle.stream()) {
            assertThat(in.readAllBytes()).isEqualTo(bytes);
        }
    }

    void erase(int process, int content) throws StoreException {
        if (reference(content) instanceof StoredRef stored) {
            int copies = processes[process].erase(stored.id());
            assertThat(copies > 0).isEqualTo(present.containsKey(stored.id()));
            present.remove(stored.id());
            erased.add(stored.id());
        }
    }

    void findMissing(int process) throws StoreException {
        Set<ContentId> all = new HashSet<>();
        for (int content = 0; content < CONTENTS; content++) {
            if (reference(content) instanceof StoredRef stored) {
                all.add(stored.id());
            }
        }
        Set<ContentId> missing = new HashSet<>(all);
        missing.removeAll(present.keySet());
        assertThat(processes[process].findMissing(all)).isEqualTo(missing);
    }

    void list(int process) throws StoreException {
        try (Stream<ObjectSummary> all = processes[process].list()) {
            assertThat(all.map(ObjectSummary::id).collect(Collectors.toSet()))
                    .isEqualTo(present.keySet());
        }
    }

    void audit(int process) throws StoreException {
        try (Stream<AuditedObject> all = processes[process].audit()) {
            List<AuditedObject> audited = all.toList();
            assertThat(audited).allMatch(each -> each.damage().isEmpty());
            assertThat(audited.stream().map(each -> each.copy().id()).collect(Collectors.toSet()))
                    .isEqualTo(present.keySet());
        }
    }

    /** A process ends well, and another begins. */
    void restart(int process) throws StoreException {
        processes[process].close();
        processes[process] = opening.open();
    }

    /** A process ends without closing anything, and another begins. */
    void kill(int process) {
        killed.add(processes[process]);
        processes[process] = opening.open();
    }

    @Override
    public void close() throws StoreException {
        for (ObjectStore process : processes) {
            process.close();
        }
        for (ObjectStore process : killed) {
            process.close();
        }
    }

    private void acknowledged(int content, CompletableFuture<ObjectRef> put) {
        ObjectRef expected = reference(content);
        assertThat(put.join()).isEqualTo(expected);
        if (expected instanceof StoredRef stored) {
            present.put(stored.id(), content(content));
        }
    }

    private ObjectRef reference(int content) {
        Content made = ALL.get(content);
        return made.bytes.length <= INLINE_THRESHOLD
                ? new InlineRef(made.bytes)
                : new StoredRef(
                        processes[0].root().storeId(), made.id, made.bytes.length, made.treeRoot);
    }

    private static Payload payload(int content) {
        return Payload.of(content(content));
    }

    /** A copy, so that a store that changed what it was given would be found. */
    private static byte[] content(int content) {
        return ALL.get(content).bytes.clone();
    }

    /** What is put. Making the bytes and their digests takes longer than all that stores do. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Content(byte[] bytes, ContentId id, Optional<ContentId> treeRoot) {
        static Content of(int number) {
            byte[] bytes = new byte[SIZES[number]];
            new Random(number).nextBytes(bytes);
            Optional<ContentId> treeRoot = Optional.empty();
            if (RangeTree.covers(bytes.length)) {
                RangeTree.Builder builder = new RangeTree.Builder();
                builder.update(bytes, 0, bytes.length);
                treeRoot = Optional.of(builder.build().root());
            }
            return new Content(bytes, ContentId.hash(bytes), treeRoot);
        }
    }

    /** Opens the store once more, as another process would. */
    interface Opening {
        ObjectStore open();
    }
}
