// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local.pack;

import io.multimodal.store.error.StoreException;
import io.multimodal.store.internal.pack.IndexedPack;
import io.multimodal.store.internal.pack.PackEntry;
import io.multimodal.store.internal.pack.PackIndex;
import io.multimodal.store.internal.pack.PackRecords;
import io.multimodal.store.internal.pack.PackRecords.Gap;
import io.multimodal.store.internal.pack.PackScan;
import io.multimodal.store.local.disk.DurableFiles;
import io.multimodal.store.local.disk.LocalLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The packs that this process knows, and where in them objects lie. What others have written is
 * found when somebody asks for an object that is not known. Thread-safe.
 */
public final class PackRegistry {
    private static final Pattern PART = Pattern.compile("packs/([0-9]{1,18})/([0-9a-z-]{1,64})");

    private final LocalLayout layout;
    private final PackReader reader;
    private final PackIndex<Pack> index = new PackIndex<>(new PackNumbers());

    /** By epoch; guarded by this. */
    private final Map<Long, EpochPacks> known = new HashMap<>();

    private final PackFileMerger merger;
    private final PackSummaries summaryFiles;
    private final SavedListing savedListing;
    private boolean loaded;

    /** The epochs of which is known where objects lie; compared by identity. */
    private volatile long[] readable;

    /** A registry that merges nothing. */
    public PackRegistry(LocalLayout layout, PackReader reader) {
        this(
                layout,
                reader,
                PackFileMerger.none(),
                new PackSummaries(0, layout, null),
                new SavedListing(0, layout, null));
    }

    /** A registry of the store with this id. */
    public PackRegistry(
            int storeId,
            LocalLayout layout,
            DurableFiles files,
            PackReader reader,
            PackFileMerger merger) {
        this(
                layout,
                reader,
                merger,
                new PackSummaries(storeId, layout, files),
                new SavedListing(storeId, layout, files));
    }

    PackRegistry(
            LocalLayout layout,
            PackReader reader,
            PackFileMerger merger,
            PackSummaries summaryFiles,
            SavedListing savedListing) {
        this.layout = layout;
        this.reader = reader;
        this.merger = merger;
        this.summaryFiles = summaryFiles;
        this.savedListing = savedListing;
    }

    PackIndex<Pack> index() {
        return index;
    }

    /** An own pack that is about to be written. */
    synchronized void add(Pack pack) {
        known(pack.epoch()).put(pack);
    }

    /** A record that was synced. */
    void add(Pack pack, PackEntry entry) {
        index.add(pack, entry);
    }

    /** Forgets a pack that is not there any more, or not under its name. */
    synchronized void forget(Pack pack) {
        known(pack.epoch()).remove(pack);
        index.remove(pack);
        reader.forget(pack);
    }

    /**
     * Reads where objects lie, the first time: what summaries say of an epoch's packs, which is
     * believed until a pack turns out to be gone, or else what its folder holds. A reader that then
     * misses an object has to {@link #refresh}.
     */
    public void loadForReading(long[] epochs) throws StoreException {
        if (readable != epochs) {
            readFirst(epochs);
            readable = epochs;
        }
    }

    private synchronized void readFirst(long[] epochs) throws StoreException {
        for (long epoch : epochs) {
            EpochPacks packs = known(epoch);
            if (!packs.summariesRead && packs.isEmpty()) {
                readSummaries(epoch, packs);
                if (packs.isEmpty() && packs.mayHaveChanged()) {
                    list(epoch, packs);
                }
            }
        }
    }

    /**
     * Looks what is there, the first time.
     *
     * @return whether this was the first time
     */
    public synchronized boolean loadOnce(long[] epochs) throws StoreException {
        if (loaded) {
            return false;
        }
        refresh(epochs);
        loaded = true;
        return true;
    }

    /**
     * Looks what others have written since the last time. Packs that nobody writes any more are
     * sealed on this occasion.
     *
     * @return whether packs have gone, so that their objects may lie in others that came meanwhile
     */
    public synchronized boolean refresh(long[] epochs) throws StoreException {
        boolean gone = false;
        for (long epoch : epochs) {
            EpochPacks packs = known(epoch);
            if (packs.mayHaveChanged()) {
                gone |= !knowsBySavedListing(epoch, packs) && list(epoch, packs);
            } else {
                for (Pack pack : List.copyOf(packs.unsealed())) {
                    load(packs, pack);
                }
            }
        }
        return gone;
    }

    /** Merges the small packs that lie there, if there are many. */
    synchronized void mergeSmall(long[] epochs) throws StoreException {
        for (long epoch : epochs) {
            if (merger.mergeSmall(epoch, known(epoch).list(), this::addMerged)) {
                refresh(new long[] {epoch});
            }
        }
    }

    /**
     * Whether all packs are known without a listing, since the folder is as it was at a saved one.
     */
    private boolean knowsBySavedListing(long epoch, EpochPacks packs) throws StoreException {
        if (packs.isListed() || !savedListing.isThere(epoch)) {
            return false;
        }
        if (!packs.summariesRead) {
            readSummaries(epoch, packs);
        }
        Optional<List<String>> others =
                Optional.ofNullable(packs.summaries)
                        .flatMap(summaries -> savedListing.read(epoch, summaries));
        if (others.isEmpty()) {
            return false;
        }
        List<Pack> unread = packs.ofFiles(others.get());
        if (merger.sealAbandoned(epoch, unread, this::addMerged)) {
            return false;
        }
        for (Pack pack : unread) {
            load(packs, pack);
        }
        return true;
    }

    private boolean list(long epoch, EpochPacks packs) throws StoreException {
        Optional<FileStamp> stamp = savedListing.stampBeforeListing(epoch, packs.size());
        List<Pack> listed = packs.list();
        if (merger.sealAbandoned(epoch, listed, this::addMerged)) {
            listed = packs.list();
        }
        load(epoch, packs, listed);
        if (stamp.isPresent() && packs.summaries != null) {
            savedListing.save(epoch, stamp.get(), packs.summaries, EpochPacks.unsummarised(listed));
        }
        List<Pack> gone = packs.gone();
        gone.forEach(this::forget);
        return !gone.isEmpty();
    }

    private void addMerged(Pack pack, List<PackEntry> entries) {
        known(pack.epoch()).put(pack);
        index.addAll(pack, entries);
        pack.scannedTo = -1;
    }

    /** The packs of an epoch as they lie there now. */
    public List<Pack> onDisk(long epoch) throws StoreException {
        return new EpochPacks(layout.packs(epoch), epoch).list();
    }

    /**
     * The pack with this name, {@code packs/<epoch>/<name>}, as it lies there now. The sealed one
     * counts, even where a file with the other ending is beside it, which no writer leaves.
     */
    Optional<Pack> onDisk(String part) {
        Matcher name = PART.matcher(part);
        if (!name.matches()) {
            return Optional.empty();
        }
        long epoch = Long.parseLong(name.group(1));
        Path directory = layout.packs(epoch);
        return Stream.of(Pack.SEALED, Pack.OPEN)
                .map(ending -> name.group(2) + ending)
                .filter(file -> Files.exists(directory.resolve(file)))
                .map(file -> Pack.of(directory, file, epoch))
                .findFirst();
    }

    private void load(long epoch, EpochPacks packs, List<Pack> listed) throws StoreException {
        List<Pack> unread = new ArrayList<>();
        for (Pack pack : listed) {
            if (pack.sealed() && !pack.own() && pack.scannedTo >= 0) {
                unread.add(pack);
            } else {
                load(packs, pack);
            }
        }
        if (!packs.summariesRead && !unread.isEmpty()) {
            index.reserve(unread.size());
            packs.summariesRead = true;
            packs.summaries =
                    summaryFiles.read(
                            epoch,
                            summary ->
                                    summary.forEach(
                                            said -> addUnread(packs.get(said.name()), said)));
        }
        List<IndexedPack> fresh = new ArrayList<>();
        for (Pack pack : unread) {
            if (pack.scannedTo >= 0) {
                fresh.add(loadSealed(pack));
            }
        }
        packs.unsealed().removeIf(Pack::sealed);
        if (!fresh.isEmpty() && summaryFiles.write(epoch, fresh, packs::listedNames)) {
            packs.summaries = null;
        }
    }

    private void readSummaries(long epoch, EpochPacks packs) {
        packs.summariesRead = true;
        packs.summaries =
                summaryFiles.read(
                        epoch,
                        summary -> {
                            index.reserve(summary.size());
                            for (IndexedPack said : summary) {
                                packs.addIfNew(said.name())
                                        .ifPresent(pack -> addSummarised(pack, said));
                            }
                        });
    }

    /** What a summary says of a pack, if it lies there and was not read already. */
    private void addUnread(Pack pack, IndexedPack said) {
        if (pack != null && pack.sealed() && !pack.own() && pack.scannedTo >= 0) {
            addSummarised(pack, said);
        }
    }

    private void addSummarised(Pack pack, IndexedPack said) {
        addSealed(pack, said);
        pack.summarised = true;
    }

    private IndexedPack loadSealed(Pack pack) throws StoreException {
        List<PackEntry> entries = new PackScan(reader.source(pack)).contents();
        IndexedPack read = new IndexedPack(pack.name(), reader.size(pack).orElse(0), entries);
        addSealed(pack, read);
        return read;
    }

    private void addSealed(Pack pack, IndexedPack contents) {
        pack.seal();
        index.addAll(pack, contents.entries());
        pack.small = PackFileMerger.isSmall(contents.packBytes());
        pack.scannedTo = -1;
    }

    private void load(EpochPacks packs, Pack pack) throws StoreException {
        if (pack.own() || (pack.sealed() && pack.scannedTo < 0)) {
            return;
        }
        if (pack.sealed()) {
            packs.unsealed().remove(pack);
            loadSealed(pack);
            return;
        }
        if (pack.abandoned) {
            packs.unsealed().remove(pack);
        } else {
            packs.unsealed().add(pack);
        }
        PackRecords records = new PackScan(reader.source(pack)).walk(pack.scannedTo);
        index.addAll(pack, records.entries());
        for (Gap gap : records.damage()) {
            // Who asks for it hears of the damage, and who puts it again heals it.
            gap.entry().ifPresent(entry -> index.add(pack, entry));
        }
        pack.scannedTo = records.contiguousTo();
    }

    private EpochPacks known(long epoch) {
        return known.computeIfAbsent(epoch, each -> new EpochPacks(layout.packs(epoch), epoch));
    }

    /** A pack has its number with it: a map for 100,000 would take longer than all the rest. */
    private static final class PackNumbers implements PackIndex.Numbers<Pack> {
        @Override
        public int get(Pack pack) {
            return pack.number;
        }

        @Override
        public void set(Pack pack, int number) {
            pack.number = number;
        }
    }
}
