// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local.pack;

import io.multimodal.store.error.StoreException;
import io.multimodal.store.internal.Epochs;
import io.multimodal.store.internal.GroupCommit;
import io.multimodal.store.internal.pack.PackEntry;
import io.multimodal.store.internal.pack.PackFormat;
import io.multimodal.store.internal.pack.SealedPack.Content;
import io.multimodal.store.local.disk.Disk;
import io.multimodal.store.local.disk.DurableFiles;
import io.multimodal.store.local.disk.LocalErrors;
import io.multimodal.store.local.disk.LocalLayout;
import io.multimodal.store.ref.ContentId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends objects to this process's own pack: whatever waits while one sync runs is written and
 * synced together by the next. A pack that failed once is never written again, nor is one that an
 * earlier process left, or that was moved or removed meanwhile. Thread-safe.
 */
public final class PackWriter {
    /** How many packs may lose their names under one batch. */
    private static final int ATTEMPTS = 2;

    private static final int MAX_BATCH_BYTES = 16 << 20;

    /**
     * Small records are gathered, so that one request writes many of them; others are not copied.
     */
    private static final int GATHERED_BYTES = 256 << 10;

    private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

    private final int storeId;
    private final LocalLayout layout;
    private final Epochs epochs;
    private final DurableFiles files;
    private final PackRegistry registry;
    private final PackFileEraser eraser;

    private final GroupCommit<Content> appends;

    /** What follows belongs to the one task that is running. */
    private Pack pack;

    private Disk.OpenFile file;
    private long size;
    private List<PackEntry> entries = new ArrayList<>();

    /** Whether a pack of this writer was not sealed, and holds something. */
    private boolean leftOpen;

    public PackWriter(
            int storeId,
            LocalLayout layout,
            Epochs epochs,
            DurableFiles files,
            PackRegistry registry,
            PackFileEraser eraser,
            Executor executor) {
        this.storeId = storeId;
        this.layout = layout;
        this.epochs = epochs;
        this.files = files;
        this.registry = registry;
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
    public CompletableFuture<Void> append(ContentId id, byte[] content) {
        return appends.add(new Content(id, content));
    }

    /** Seals the pack; nothing may be appended meanwhile or afterwards. */
    public void close() throws StoreException {
        boolean sealed = false;
        try {
            boolean wrote = pack != null;
            seal();
            sealed = true;
            if (wrote) {
                registry.mergeSmall(epochs.known());
            }
        } catch (IOException e) {
            throw LocalErrors.of("seal", layout.packs(), e);
        } finally {
            files.close(sealed && !leftOpen);
        }
    }

    private CompletableFuture<?> write(List<Content> batch) throws StoreException {
        try {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                if (writeOnce(batch)) {
                    return DONE;
                }
            }
            throw new IOException(
                    "each pack was moved or removed while it was written; leave the packs where"
                            + " they are");
        } catch (IOException e) {
            throw LocalErrors.of("append to", layout.packs(), e);
        }
    }

    /** Returns false where the pack has lost its name: then nobody could find what is in it. */
    private boolean writeOnce(List<Content> batch) throws IOException {
        boolean written = false;
        try {
            int bytes = batch.stream().mapToInt(PackWriter::recordBytes).sum();
            prepare(bytes);
            List<PackEntry> added = writeRecords(batch, bytes);
            file.sync();
            if (!file.isNamed()) {
                logger().warn("The pack {} was moved or removed while it was written", pack.file());
                registry.forget(pack);
                return false;
            }
            size += bytes;
            entries.addAll(added);
            added.forEach(entry -> registry.add(pack, entry));
            file.writeTail(PackFormat.syncMark(size));
            written = true;
            return true;
        } finally {
            if (!written) {
                giveUp();
            }
        }
    }

    private List<PackEntry> writeRecords(List<Content> batch, int bytes) throws IOException {
        byte[] gathered = new byte[Math.min(bytes, GATHERED_BYTES)];
        int filled = 0;
        long offset = size;
        List<PackEntry> added = new ArrayList<>(batch.size());
        for (Content content : batch) {
            byte[] object = content.bytes();
            if (filled + PackFormat.RECORD_HEADER_BYTES > gathered.length) {
                file.write(gathered, 0, filled);
                filled = 0;
            }
            PackFormat.putHeader(gathered, filled, offset, content.id(), object);
            filled += PackFormat.RECORD_HEADER_BYTES;
            if (filled + object.length > gathered.length) {
                file.write(gathered, 0, filled);
                file.write(object, 0, object.length);
                filled = 0;
            } else {
                System.arraycopy(object, 0, gathered, filled, object.length);
                filled += object.length;
            }
            added.add(new PackEntry(content.id(), offset, object.length));
            offset += recordBytes(content);
        }
        file.write(gathered, 0, filled);
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
            files.announce();
            file = create(fresh);
            byte[] header = PackFormat.header(storeId, epoch);
            pack = fresh;
            size = header.length;
            file.write(header, 0, header.length);
            file.sync();
            files.disk().syncDirectory(layout.packs(epoch));
            registry.add(fresh);
        }
    }

    private Disk.OpenFile create(Pack fresh) throws IOException {
        Path directory = layout.packs(fresh.epoch());
        files.makeDirectories(directory);
        try {
            return files.disk().create(fresh.openFile());
        } catch (NoSuchFileException e) {
            // Somebody has removed the folder. Without its root it is not a store any more.
            if (!Files.exists(layout.root())) {
                throw e;
            }
            files.forgetDirectories();
            files.makeDirectories(directory);
            return files.disk().create(fresh.openFile());
        }
    }

    private void seal() throws IOException {
        if (pack == null) {
            return;
        }
        Pack full = pack;
        List<PackEntry> contents = entries;
        try (Disk.OpenFile out = file) {
            if (!out.isNamed() && layout.isCollected(full.epoch())) {
                // Nothing needs what was put so long ago.
                registry.forget(full);
                return;
            }
            if (!out.isNamed()) {
                throw new IOException("the pack " + full.file() + " was moved or removed");
            }
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

    /** A pack in which nothing was acknowledged is removed, another is left for others to seal. */
    private void giveUp() {
        Pack given = pack;
        boolean empty = entries.isEmpty();
        Disk.OpenFile broken = file;
        pack = null;
        entries = new ArrayList<>();
        file = null;
        try {
            if (broken != null) {
                broken.close();
            }
            if (given != null && empty) {
                registry.forget(given);
                files.disk().delete(given.openFile());
            }
        } catch (IOException e) {
            // It failed before; whoever put into it was told.
        }
        leftOpen |= given != null && !empty;
    }

    private static int recordBytes(Content content) {
        return PackFormat.RECORD_HEADER_BYTES + content.bytes().length;
    }

    /** Made when there is something to say: starting the log takes longer than opening a store. */
    private static Logger logger() {
        return LoggerFactory.getLogger(PackWriter.class);
    }
}
