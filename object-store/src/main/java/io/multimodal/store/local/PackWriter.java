// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local;

import io.multimodal.store.ContentId;
import io.multimodal.store.StoreException;
import io.multimodal.store.internal.pack.PackEntry;
import io.multimodal.store.internal.pack.PackFormat;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Appends objects to this process's own pack: whatever waits while one sync runs is written and
 * synced together by the next. A pack that failed once is never written again, nor is one that an
 * earlier process left. Thread-safe.
 */
final class PackWriter {
    private static final int MAX_BATCH_BYTES = 8 << 20;

    private final int storeId;
    private final LocalLayout layout;
    private final LocalEpochs epochs;
    private final DurableFiles files;
    private final PackShelf shelf;
    private final PackEraser eraser;
    private final Executor executor;

    /** Guarded by itself, like {@link #running}. */
    private final Queue<Append> waiting = new ArrayDeque<>();

    private boolean running;

    /** What follows belongs to the one task that is running. */
    private Pack pack;

    private Disk.OpenFile file;
    private long size;
    private List<PackEntry> entries = new ArrayList<>();

    PackWriter(
            int storeId,
            LocalLayout layout,
            LocalEpochs epochs,
            DurableFiles files,
            PackShelf shelf,
            PackEraser eraser,
            Executor executor) {
        this.storeId = storeId;
        this.layout = layout;
        this.epochs = epochs;
        this.files = files;
        this.shelf = shelf;
        this.eraser = eraser;
        this.executor = executor;
    }

    /** Completes when the object is synced and can be found. */
    CompletableFuture<Void> append(ContentId id, byte[] content) {
        Append append = new Append(id, content);
        synchronized (waiting) {
            waiting.add(append);
            if (running) {
                return append.done;
            }
            running = true;
        }
        executor.execute(this::run);
        return append.done;
    }

    /** Seals the pack; nothing may be appended meanwhile or afterwards. */
    void close() throws StoreException {
        try {
            seal();
        } catch (IOException e) {
            throw LocalErrors.of("seal", layout.packs(), e);
        }
    }

    private void run() {
        while (true) {
            List<Append> batch = new ArrayList<>();
            synchronized (waiting) {
                long bytes = 0;
                while (!waiting.isEmpty() && bytes < MAX_BATCH_BYTES) {
                    bytes += waiting.peek().recordBytes();
                    batch.add(waiting.remove());
                }
                if (batch.isEmpty()) {
                    running = false;
                    return;
                }
            }
            write(batch);
        }
    }

    private void write(List<Append> batch) {
        try {
            int bytes = batch.stream().mapToInt(Append::recordBytes).sum();
            prepare(bytes);
            List<PackEntry> added = writeRecords(batch, bytes);
            file.sync();
            size += bytes;
            entries.addAll(added);
            added.forEach(entry -> shelf.add(pack, entry));
        } catch (IOException | RuntimeException e) {
            giveUp();
            IOException told =
                    e instanceof IOException io
                            ? LocalErrors.of("append to", layout.packs(), io)
                            : new IOException(e);
            batch.forEach(append -> append.done.completeExceptionally(told));
            return;
        }
        batch.forEach(append -> append.done.complete(null));
    }

    private List<PackEntry> writeRecords(List<Append> batch, int bytes) throws IOException {
        byte[] out = new byte[bytes];
        int at = 0;
        List<PackEntry> added = new ArrayList<>(batch.size());
        for (Append append : batch) {
            byte[] content = append.content;
            PackFormat.putRecord(out, at, size + at, append.id, content);
            added.add(new PackEntry(append.id, size + at, content.length));
            at += append.recordBytes();
        }
        file.write(out, 0, bytes);
        return added;
    }

    /** Makes sure that there is a pack of the present epoch with room for so many bytes. */
    private void prepare(int bytes) throws IOException {
        long epoch = epochs.present();
        if (pack != null && (pack.epoch() != epoch || size + bytes > PackFormat.MAX_PACK_BYTES)) {
            seal();
        }
        if (pack == null) {
            Pack fresh = new Pack(layout.packs(epoch), files.newName(), epoch, true, false);
            files.makeDirectories(layout.packs(epoch));
            file = files.disk().create(fresh.openFile());
            byte[] header = PackFormat.header(storeId, epoch);
            file.write(header, 0, header.length);
            file.sync();
            files.disk().syncDirectory(layout.packs(epoch));
            pack = fresh;
            size = header.length;
            shelf.add(fresh);
        }
    }

    private void seal() throws IOException {
        if (pack == null) {
            return;
        }
        Pack full = pack;
        List<PackEntry> contents = entries;
        try (Disk.OpenFile out = file) {
            byte[] footer = PackFormat.footer(contents, size);
            out.write(footer, 0, footer.length);
            out.sync();
        } finally {
            pack = null;
            file = null;
            entries = new ArrayList<>();
        }
        files.disk().replace(full.openFile(), full.sealedFile());
        full.seal();
        files.disk().syncDirectory(layout.packs(full.epoch()));
        eraser.settle(full, contents);
    }

    private void giveUp() {
        pack = null;
        entries = new ArrayList<>();
        Disk.OpenFile broken = file;
        file = null;
        try {
            if (broken != null) {
                broken.close();
            }
        } catch (IOException e) {
            // It failed before; whoever put into it was told.
        }
    }

    /** One object that waits. */
    private static final class Append {
        private final ContentId id;
        private final byte[] content;
        private final CompletableFuture<Void> done = new CompletableFuture<>();

        Append(ContentId id, byte[] content) {
            this.id = id;
            this.content = content;
        }

        int recordBytes() {
            return PackFormat.RECORD_HEADER_BYTES + content.length;
        }
    }
}
