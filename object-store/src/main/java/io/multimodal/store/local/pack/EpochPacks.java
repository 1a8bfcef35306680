// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local.pack;

import io.multimodal.store.error.StoreException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The packs of one epoch that this process knows, by name. A listing of 100,000 packs costs one
 * look into a map for each. Not thread-safe; guarded by {@link PackRegistry}.
 */
final class EpochPacks {
    private final Path directory;
    private final long epoch;
    private final PackFolder folder;
    private final Set<Pack> unsealed = new HashSet<>();
    private Map<String, Pack> byName = new HashMap<>();

    /** Whether what the summaries say of these packs was read. */
    boolean summariesRead;

    /** What {@link PackSummaries#read} said; null where it does not say what is known now. */
    String summaries;

    /** How often the folder was listed. A pack that the last listing lacks is gone. */
    private int listings;

    EpochPacks(Path directory, long epoch) {
        this.directory = directory;
        this.epoch = epoch;
        this.folder = new PackFolder(directory);
    }

    /** Whether the folder may have changed since this was asked last; then it is to be listed. */
    boolean mayHaveChanged() throws StoreException {
        return folder.mayHaveChanged();
    }

    /** The packs that are in the folder now, each as it is known; others become known. */
    List<Pack> list() throws StoreException {
        String[] files = PackFolder.names(directory);
        if (byName.isEmpty()) {
            byName = new HashMap<>(files.length + files.length / 2);
        }
        listings++;
        List<Pack> listed = new ArrayList<>(files.length);
        for (String file : files) {
            if (Pack.isName(file)) {
                Pack pack = known(Pack.of(directory, file, epoch));
                if (pack.listing != listings) {
                    pack.listing = listings;
                    listed.add(pack);
                }
            }
        }
        return listed;
    }

    private Pack known(Pack listed) {
        Pack before = byName.putIfAbsent(listed.name(), listed);
        if (before == null) {
            return listed;
        }
        if (listed.sealed() && !before.own()) {
            before.seal();
        }
        return before;
    }

    /** The packs that the last listing lacks, except one that this process is about to write. */
    List<Pack> gone() {
        List<Pack> gone = new ArrayList<>();
        for (Pack pack : byName.values()) {
            if (pack.listing != listings && (!pack.own() || pack.sealed())) {
                gone.add(pack);
            }
        }
        return gone;
    }

    /** The names of the packs of the last listing. */
    Set<String> listedNames() {
        Set<String> names = new HashSet<>();
        for (Pack pack : byName.values()) {
            if (pack.listing == listings) {
                names.add(pack.name());
            }
        }
        return names;
    }

    boolean isEmpty() {
        return byName.isEmpty();
    }

    int size() {
        return byName.size();
    }

    /** Whether the folder was listed. */
    boolean isListed() {
        return listings > 0;
    }

    /** The files of those packs that the summaries do not name. */
    static List<String> unsummarised(List<Pack> packs) {
        return packs.stream()
                .filter(pack -> !pack.summarised)
                .map(pack -> pack.file().getFileName().toString())
                .toList();
    }

    /** The packs of these files, each as it is known; others become known. */
    List<Pack> ofFiles(List<String> files) {
        return files.stream()
                .filter(Pack::isName)
                .map(file -> known(Pack.of(directory, file, epoch)))
                .toList();
    }

    /** The pack with this name; null if it is not known. */
    Pack get(String name) {
        return byName.get(name);
    }

    void put(Pack pack) {
        byName.put(pack.name(), pack);
    }

    /** A sealed pack that a summary names; empty if a pack of that name is known already. */
    Optional<Pack> addIfNew(String name) {
        Pack pack = new Pack(directory, name, epoch, false, true);
        return byName.putIfAbsent(name, pack) == null ? Optional.of(pack) : Optional.empty();
    }

    void remove(Pack pack) {
        byName.remove(pack.name());
        unsealed.remove(pack);
    }

    /** The packs that others write; they grow without a sign of it in their folder. */
    Set<Pack> unsealed() {
        return unsealed;
    }
}
