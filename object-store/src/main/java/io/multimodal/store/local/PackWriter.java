// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local;

import io.multimodal.store.ContentId;
import io.multimodal.store.StoreException;
import io.multimodal.store.internal.GroupCommit;
import io.multimodal.store.internal.pack.PackEntry;
import io.multimodal.store.internal.pack.PackFormat;
import io.multimodal.store.internal.pack.SealedPack.Content;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Appends objects to this process's own pack: whatever waits while one sync runs is written and
 * synced together by the next. A pack that failed once is never written again, nor is one that an
 * earlier process left. Thread-safe.
 */
final class PackWriter {
    private static final int MAX_BATCH_BYTES = 8 << 20;
    private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

    private final int storeId;
    private final LocalLayout layout;
    private final LocalEpochs epochs;
    private final DurableFiles files;
    private final PackShelf shelf;
    private final PackEraser eraser;

    private final GroupCommit<Content> appends;

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
        this.appends =
                new GroupCommit<>(
                        "append to " + layout.packs(),
                        executor,
                        1,
                        new GroupCommit.Size<>(MAX_BATCH_BYTES, PackWriter::recordBytes),
                        this::write);
    }

    /** Completes when the object is synced and can be found. */
    CompletableFuture<Void> append(ContentId id, byte[] content) {
        return appends.add(new Content(id, content));
    }

    /** Seals the pack; nothing may be appended meanwhile or afterwards. */
    void close() throws StoreException {
        try {
            seal();
        } catch (IOException e) {
            throw LocalErrors.of("seal", layout.packs(), e);
        }
    }

    private CompletableFuture<?> write(List<Content> batch) throws StoreException {
        boolean written = false;
        try {
            int bytes = batch.stream().mapToInt(PackWriter::recordBytes).sum();
            prepare(bytes);
            List<PackEntry> added = writeRecords(batch, bytes);
            file.sync();
            size += bytes;
            entries.addAll(added);
            added.forEach(entry -> shelf.add(pack, entry));
            written = true;
            return DONE;
        } catch (IOException e) {
            throw LocalErrors.of("append to", layout.packs(), e);
        } finally {
            if (!written) {
                giveUp();
            }
        }
    }

    private List<PackEntry> writeRecords(List<Content> batch, int bytes) throws IOException {
        byte[] out = new byte[bytes];
        int at = 0;
        List<PackEntry> added = new ArrayList<>(batch.size());
        for (Content content : batch) {
            PackFormat.putRecord(out, at, size + at, content.id(), content.bytes());
            added.add(new PackEntry(content.id(), size + at, content.bytes().length));
            at += recordBytes(content);
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

    private static int recordBytes(Content content) {
        return PackFormat.RECORD_HEADER_BYTES + content.bytes().length;
    }
}
