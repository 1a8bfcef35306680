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
import io.multimodal.store.local.disk.LocalLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The packs that this process knows, and where in them objects lie. What others have written is
 * found when somebody asks for an object that is not known. Thread-safe.
 */
public final class PackRegistry {
    private final LocalLayout layout;
    private final PackReader reader;
    private final PackIndex<Pack> index = new PackIndex<>();

    /** By epoch and name; guarded by this. */
    private final Map<Long, Map<String, Pack>> packs = new HashMap<>();

    private static final Pattern PART = Pattern.compile("packs/([0-9]{1,18})/([0-9a-z-]{1,64})");

    private final Map<Long, PackFolder> folders = new HashMap<>();

    /** What others write, as far as is known; it grows without a sign of it in its folder. */
    private final Set<Pack> unsealed = new HashSet<>();

    private final PackFileMerger merger;
    private final PackSummaries summaryFiles;
    private boolean loaded;

    /** A shelf that merges nothing. */
    public PackRegistry(LocalLayout layout, PackReader reader) {
        this(layout, reader, PackFileMerger.none(), new PackSummaries(0, layout, null));
    }

    public PackRegistry(
            LocalLayout layout,
            PackReader reader,
            PackFileMerger merger,
            PackSummaries summaryFiles) {
        this.layout = layout;
        this.reader = reader;
        this.merger = merger;
        this.summaryFiles = summaryFiles;
    }

    PackIndex<Pack> index() {
        return index;
    }

    /** An own pack that is about to be written. */
    synchronized void add(Pack pack) {
        packs(pack.epoch()).put(pack.name(), pack);
    }

    /** A record that was synced. */
    void add(Pack pack, PackEntry entry) {
        index.add(pack, entry);
    }

    /** Forgets a pack that is not there any more, or not under its name. */
    synchronized void forget(Pack pack) {
        packs(pack.epoch()).remove(pack.name());
        unsealed.remove(pack);
        index.remove(pack);
        reader.forget(pack);
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
            PackFolder folder =
                    folders.computeIfAbsent(
                            epoch, each -> new PackFolder(layout.packs(epoch), epoch));
            if (folder.mayHaveChanged()) {
                gone |= list(epoch, folder);
            } else {
                for (Pack pack : List.copyOf(unsealed)) {
                    if (pack.epoch() == epoch) {
                        load(pack, false);
                    }
                }
            }
        }
        return gone;
    }

    /** Merges the small packs that lie there, if there are many. */
    synchronized void mergeSmall(long[] epochs) throws StoreException {
        for (long epoch : epochs) {
            List<Pack> known = known(onDisk(epoch));
            if (merger.mergeSmall(epoch, known, this::addMerged)) {
                refresh(new long[] {epoch});
            }
        }
    }

    private boolean list(long epoch, PackFolder folder) throws StoreException {
        List<Pack> known = known(folder.list());
        if (merger.sealAbandoned(epoch, known, this::addMerged)) {
            known = known(folder.list());
        }
        boolean first = packs(epoch).isEmpty();
        load(epoch, known);
        return !first && forgetAllBut(epoch, known);
    }

    private boolean forgetAllBut(long epoch, List<Pack> lying) {
        Set<String> names = names(lying);
        List<Pack> gone =
                packs(epoch).values().stream()
                        .filter(pack -> !names.contains(pack.name()))
                        .filter(pack -> !pack.own() || pack.sealed())
                        .toList();
        gone.forEach(this::forget);
        return !gone.isEmpty();
    }

    private static Set<String> names(List<Pack> packs) {
        Set<String> names = new HashSet<>();
        packs.forEach(pack -> names.add(pack.name()));
        return names;
    }

    /** Packs that lie there, each as it is known. */
    private List<Pack> known(List<Pack> lying) throws StoreException {
        List<Pack> known = new ArrayList<>(lying.size());
        for (Pack pack : lying) {
            Pack before = packs(pack.epoch()).get(pack.name());
            known.add(before == null ? pack : before);
            if (before != null && pack.sealed()) {
                load(before, true);
            }
        }
        return known;
    }

    private void addMerged(Pack pack, List<PackEntry> entries) {
        packs(pack.epoch()).put(pack.name(), pack);
        index.addAll(pack, entries);
        pack.scannedTo = -1;
    }

    /** The packs of an epoch as they lie there now. */
    public List<Pack> onDisk(long epoch) throws StoreException {
        return PackFolder.list(layout.packs(epoch), epoch);
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

    private void load(long epoch, List<Pack> lying) throws StoreException {
        List<Pack> unread = new ArrayList<>();
        Map<String, Pack> all = packs(epoch);
        for (Pack pack : lying) {
            boolean isNew = all.putIfAbsent(pack.name(), pack) == null;
            if (isNew && pack.sealed()) {
                unread.add(pack);
            } else {
                load(pack, pack.sealed());
            }
        }
        if (!loaded && !unread.isEmpty()) {
            index.reserve(unread.size());
            summaryFiles.read(epoch, said -> addUnread(all.get(said.name()), said));
        }
        List<IndexedPack> fresh = new ArrayList<>();
        for (Pack pack : unread) {
            if (pack.scannedTo >= 0) {
                fresh.add(loadSealed(pack));
            }
        }
        if (!fresh.isEmpty()) {
            summaryFiles.write(epoch, fresh, () -> names(lying));
        }
    }

    /** What a summary says of a pack, if it lies there and was not read already. */
    private void addUnread(Pack pack, IndexedPack said) {
        if (pack != null && pack.sealed() && !pack.own() && pack.scannedTo >= 0) {
            addSealed(pack, said);
        }
    }

    private IndexedPack loadSealed(Pack pack) throws StoreException {
        List<PackEntry> entries = new PackScan(reader.source(pack)).contents();
        IndexedPack read = new IndexedPack(pack.name(), reader.size(pack).orElse(0), entries);
        addSealed(pack, read);
        return read;
    }

    private void addSealed(Pack pack, IndexedPack contents) {
        pack.seal();
        unsealed.remove(pack);
        index.addAll(pack, contents.entries());
        pack.small = PackFileMerger.isSmall(contents.packBytes());
        pack.scannedTo = -1;
    }

    private void load(Pack pack, boolean sealedNow) throws StoreException {
        if (pack.own() || (pack.sealed() && pack.scannedTo < 0)) {
            return;
        }
        if (sealedNow) {
            loadSealed(pack);
            return;
        }
        if (pack.abandoned) {
            unsealed.remove(pack);
        } else {
            unsealed.add(pack);
        }
        PackRecords records = new PackScan(reader.source(pack)).walk(pack.scannedTo);
        index.addAll(pack, records.entries());
        for (Gap gap : records.damage()) {
            // Who asks for it hears of the damage, and who puts it again heals it.
            gap.entry().ifPresent(entry -> index.add(pack, entry));
        }
        pack.scannedTo = records.contiguousTo();
    }

    private Map<String, Pack> packs(long epoch) {
        return packs.computeIfAbsent(epoch, each -> new HashMap<>());
    }
}
