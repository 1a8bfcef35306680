// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local;

import io.multimodal.store.Payload;
import io.multimodal.store.StoreRoot;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.internal.Epochs;
import io.multimodal.store.internal.GroupCommit;
import io.multimodal.store.internal.PayloadHead;
import io.multimodal.store.internal.PutCoordinator;
import io.multimodal.store.local.disk.DurableFiles;
import io.multimodal.store.local.disk.LocalLayout;
import io.multimodal.store.local.pack.PackFileEraser;
import io.multimodal.store.local.pack.PackRegistry;
import io.multimodal.store.local.pack.PackWriter;
import io.multimodal.store.local.pack.PackedObjects;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.InlineRef;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.ref.RangeTree;
import io.multimodal.store.ref.StoredRef;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Puts objects. The calling thread reads and hashes; writing and syncing go on beside it, as many
 * puts at once as the bound on bytes in flight allows. Thread-safe.
 */
final class LocalWriter {
    /** What is hashed in memory first, so that a known object is not written. */
    private static final int IN_MEMORY_BYTES = (int) RangeTree.THRESHOLD_BYTES;

    private final StoreRoot root;
    private final Epochs epochs;
    private final DurableFiles files;
    private final PackedObjects packed;
    private final int packBelowBytes;
    private final StoreThreads threads = new StoreThreads();
    private final PackWriter packs;
    private final StandaloneWriter loose;
    private final PutCoordinator gate;

    /** As many at once as there are threads. */
    private final GroupCommit<Write> writes;

    /**
     * @param packBelowBytes objects shorter than this go into packs
     */
    LocalWriter(
            StoreRoot root,
            LocalLayout layout,
            Epochs epochs,
            DurableFiles files,
            PackRegistry registry,
            PackedObjects packed,
            PackFileEraser eraser,
            int packBelowBytes) {
        this.root = root;
        this.epochs = epochs;
        this.files = files;
        this.packed = packed;
        this.packBelowBytes = packBelowBytes;
        this.gate = new PutCoordinator("at " + layout.folder());
        this.packs =
                new PackWriter(
                        root.storeId(), layout, epochs, files, registry, eraser, threads.packing());
        this.loose = new StandaloneWriter(layout, epochs, files, threads.syncing());
        this.writes =
                new GroupCommit<>(
                        "write into " + layout.folder(),
                        threads.writing(),
                        Integer.MAX_VALUE,
                        GroupCommit.Size.oneItem(),
                        write -> write.get(0).start());
    }

    CompletionStage<ObjectRef> put(Payload payload) {
        try (InputStream in = payload.open()) {
            byte[] head = PayloadHead.read(in, payload.expectedBytes(), IN_MEMORY_BYTES + 1);
            if (head.length <= root.inlineThresholdBytes()) {
                return CompletableFuture.completedFuture(new InlineRef(head));
            }
            return head.length <= IN_MEMORY_BYTES ? putContent(head) : putLarge(head, in);
        } catch (IOException | RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Waits for what is under way, and seals the pack. */
    void close() throws StoreException {
        try {
            if (gate.close()) {
                packs.close();
            }
        } finally {
            threads.close();
        }
    }

    private CompletionStage<ObjectRef> putContent(byte[] content) throws IOException {
        ContentId id = ContentId.hash(content);
        StoredRef ref = new StoredRef(root.storeId(), id, content.length, Optional.empty());
        return gate.put(
                ref,
                epochs.present(),
                content.length,
                content.length < packBelowBytes
                        ? () -> pack(id, content)
                        : () -> writes.add(() -> loose.write(ref, content)));
    }

    /** Looks within the gate, so that no equal put ends between the look and the writing. */
    private CompletableFuture<?> pack(ContentId id, byte[] content) throws IOException {
        return packed.isDurable(id, content, epochs.present())
                ? CompletableFuture.completedFuture(null)
                : packs.append(id, content);
    }

    private CompletionStage<ObjectRef> putLarge(byte[] head, InputStream rest) throws IOException {
        SpooledPayload spool = SpooledPayload.write(files, head, rest);
        StoredRef ref = spool.object().ref(root.storeId());
        boolean[] handedOver = {false};
        try {
            return gate.put(
                    ref,
                    epochs.present(),
                    0,
                    () -> {
                        handedOver[0] = true;
                        return writes.add(() -> loose.publish(ref, spool));
                    });
        } finally {
            if (!handedOver[0]) {
                files.discard(spool.file());
            }
        }
    }

    /** Writes a file, and says when it and its name are durable. */
    private interface Write {
        CompletableFuture<Void> start() throws IOException;
    }
}
