// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local.pack;

import io.multimodal.store.error.StoreException;
import io.multimodal.store.internal.pack.MergePolicy;
import io.multimodal.store.internal.pack.PackEntry;
import io.multimodal.store.internal.pack.PackFormat;
import io.multimodal.store.internal.pack.PackRecords;
import io.multimodal.store.internal.pack.PackScan;
import io.multimodal.store.internal.pack.PackSource;
import io.multimodal.store.local.disk.DurableFiles;
import io.multimodal.store.local.disk.LocalLayout;
import io.multimodal.store.local.disk.TemporaryFolder;
import io.multimodal.store.local.disk.WriterLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies the records of packs that died writers left unsealed, and of many small ones, into a new
 * pack, and then removes them. The new pack is durable under a fresh name before anything is
 * removed, so that no crash loses an object; whoever looked into a pack that is gone lists the
 * packs again. Damaged packs stay as they are. Used by one thread at a time; others, and other
 * processes, read, write and erase meanwhile.
 *
 * <p>An unsealed pack is renamed before it is read. A writer that was taken for dead finds that its
 * pack has lost its name, and acknowledges nothing that was not copied.
 */
public class PackFileMerger {
    private static final MergePolicy POLICY = new MergePolicy(4 << 20);

    /** More than the policy says are merged at once as long as it takes no longer than this. */
    private static final long AT_ONCE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** After that, a writer of which nothing is known counts as dead. */
    private static final Duration ABANDONED = Duration.ofDays(1);

    private final int storeId;
    private final LocalLayout layout;
    private final DurableFiles files;
    private final PackReader reader;
    private final PackFileEraser eraser;
    private boolean failed;

    public PackFileMerger(
            int storeId,
            LocalLayout layout,
            DurableFiles files,
            PackReader reader,
            PackFileEraser eraser) {
        this.storeId = storeId;
        this.layout = layout;
        this.files = files;
        this.reader = reader;
        this.eraser = eraser;
    }

    /** One that leaves everything as it is. */
    static PackFileMerger none() {
        return new PackFileMerger(0, null, null, null, null) {
            @Override
            boolean sealAbandoned(
                    long epoch, List<Pack> packs, BiConsumer<Pack, List<PackEntry>> made) {
                return false;
            }

            @Override
            boolean mergeSmall(
                    long epoch, List<Pack> packs, BiConsumer<Pack, List<PackEntry>> made) {
                return false;
            }
        };
    }

    static boolean isSmall(long packBytes) {
        return POLICY.isSmall(packBytes);
    }

    /**
     * Seals, by copying, what died writers left. What cannot be written, as in a store that may
     * only be read, is left as it is.
     *
     * @param packs those of an epoch
     * @param made is told of each new pack, and what it holds
     * @return whether packs were renamed or removed
     */
    boolean sealAbandoned(long epoch, List<Pack> packs, BiConsumer<Pack, List<PackEntry>> made) {
        List<Pack> sources = new ArrayList<>();
        for (Pack pack : packs) {
            // A reader looks for the sealed one first: one of that name beside it holds nothing.
            boolean stray = !pack.sealed() && Files.exists(pack.sealedFile());
            if (!pack.own() && !pack.sealed() && !pack.damaged && !stray) {
                pack.abandoned |= isAbandoned(pack);
                if (pack.abandoned) {
                    sources.add(pack);
                }
            }
        }
        return mergeAll(epoch, sources, made);
    }

    /** The same for small packs, if there are many. */
    boolean mergeSmall(long epoch, List<Pack> packs, BiConsumer<Pack, List<PackEntry>> made) {
        List<Pack> small = packs.stream().filter(PackFileMerger::isSmall).toList();
        return POLICY.isWorth(small.size()) && mergeAll(epoch, small, made);
    }

    /** Merges these packs, as many as are merged at once. */
    public boolean mergeAll(
            long epoch, List<Pack> sources, BiConsumer<Pack, List<PackEntry>> made) {
        if (failed || sources.isEmpty() || !Files.isWritable(layout.packs(epoch))) {
            return false;
        }
        PackDraft draft = null;
        long start = System.nanoTime();
        int merged = 0;
        try (MergeLock lock = MergeLock.tryTake(layout.temporary())) {
            if (!lock.isTaken()) {
                return false;
            }
            files.announce();
            draft = new PackDraft(files, storeId, epoch);
            for (Pack pack : sources) {
                if (merged >= MergePolicy.AT_ONCE && System.nanoTime() - start > AT_ONCE_NANOS) {
                    break;
                }
                merged++;
                long size = reader.size(pack).orElse(0);
                if (!draft.hasRoomFor(size)) {
                    finish(draft, epoch, made);
                    draft = new PackDraft(files, storeId, epoch);
                }
                copy(pack, size, draft);
            }
            finish(draft, epoch, made);
        } catch (IOException e) {
            failed = true;
            logger().info("The packs of {} are not merged: {}", layout.folder(), e.toString());
        } finally {
            if (draft != null) {
                draft.discard();
            }
        }
        return true;
    }

    private void copy(Pack pack, long size, PackDraft draft) throws IOException {
        PackSource source = source(pack, size);
        Optional<List<PackEntry>> records = soundRecords(pack, source);
        if (records.isEmpty()) {
            pack.damaged = true;
            reader.forget(pack);
            return;
        }
        Pack taken = pack;
        if (!pack.sealed()) {
            taken =
                    new Pack(
                            layout.packs(pack.epoch()),
                            files.newName(),
                            pack.epoch(),
                            false,
                            false);
            try {
                files.disk().replace(pack.openFile(), taken.openFile());
            } catch (NoSuchFileException e) {
                // Somebody else was faster.
                return;
            }
            // Only now is sure that nobody is told of anything that is written to it.
            long sizeNow = reader.size(taken).orElse(0);
            source = source(taken, sizeNow);
            records = soundRecords(taken, source);
            if (records.isEmpty() || !draft.hasRoomFor(sizeNow)) {
                return;
            }
        }
        draft.add(taken, source, records.get());
        reader.forget(pack);
    }

    /** What is to be copied; empty where a record is damaged. */
    private Optional<List<PackEntry>> soundRecords(Pack pack, PackSource source)
            throws StoreException {
        PackScan scan = new PackScan(source);
        PackRecords records = scan.walk(PackFormat.HEADER_BYTES);
        if (!records.damage().isEmpty()) {
            return Optional.empty();
        }
        if (pack.sealed()) {
            Optional<List<PackEntry>> footer = scan.footer();
            Set<PackEntry> sound = new HashSet<>(records.entries());
            if (footer.isEmpty()) {
                return Optional.empty();
            }
            for (PackEntry entry : footer.get()) {
                if (!entry.isErased() && !sound.contains(entry) && !eraser.isErased(pack, entry)) {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(records.entries());
    }

    private void finish(PackDraft draft, long epoch, BiConsumer<Pack, List<PackEntry>> made)
            throws IOException {
        if (!draft.entries().isEmpty()) {
            Pack pack = new Pack(layout.packs(epoch), files.newName(), epoch, false, true);
            draft.publish(pack);
            eraser.settleCopies(pack, draft.copies());
            made.accept(pack, draft.entries());
        }
        for (Pack source : draft.sources()) {
            reader.forget(source);
            files.disk().delete(source.file());
        }
        draft.discard();
    }

    private boolean isAbandoned(Pack pack) {
        Optional<String> writer = pack.writer();
        if (writer.isEmpty()) {
            // No writer of any release names its packs like this.
            return true;
        }
        return switch (WriterLock.state(layout.temporary(), writer.get())) {
            case LIVES -> false;
            case DIED -> true;
            case UNKNOWN -> TemporaryFolder.isOlder(pack.openFile(), ABANDONED);
        };
    }

    private static boolean isSmall(Pack pack) {
        if (pack.own() || !pack.sealed() || pack.damaged) {
            return false;
        }
        return pack.scannedTo < 0 ? pack.small : isSmallFile(pack.sealedFile());
    }

    private static boolean isSmallFile(Path file) {
        try {
            return isSmall(Files.size(file));
        } catch (IOException e) {
            return false;
        }
    }

    /** The pack, in memory where it is small. */
    private PackSource source(Pack pack, long sizeBytes) throws StoreException {
        PackFileSource source = reader.source(pack);
        return sizeBytes <= POLICY.smallBytes() ? source.inMemory((int) sizeBytes) : source;
    }

    /** Made when there is something to say: starting the log takes longer than opening a store. */
    private static Logger logger() {
        return LoggerFactory.getLogger(PackFileMerger.class);
    }
}
