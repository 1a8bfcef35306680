// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local;

import io.multimodal.store.StoreException;
import io.multimodal.store.internal.pack.PackEntry;
import io.multimodal.store.internal.pack.PackIndex;
import io.multimodal.store.internal.pack.PackScan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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
final class PackShelf {
    private final LocalLayout layout;
    private final PackReader reader;
    private final PackIndex<Pack> index = new PackIndex<>();

    /** By epoch and name; guarded by this. */
    private final Map<String, Pack> packs = new HashMap<>();

    private static final Pattern PART = Pattern.compile("packs/([0-9]{1,18})/([0-9a-z-]{1,64})");

    private boolean loaded;

    PackShelf(LocalLayout layout, PackReader reader) {
        this.layout = layout;
        this.reader = reader;
    }

    PackIndex<Pack> index() {
        return index;
    }

    /** An own pack that is about to be written. */
    synchronized void add(Pack pack) {
        packs.put(key(pack), pack);
    }

    /** A record that was synced. */
    void add(Pack pack, PackEntry entry) {
        index.add(pack, entry);
    }

    synchronized void loadOnce(long[] epochs) throws StoreException {
        if (!loaded) {
            refresh(epochs);
            loaded = true;
        }
    }

    /** Looks what others have written since the last time. */
    synchronized void refresh(long[] epochs) throws StoreException {
        Set<String> seen = new HashSet<>();
        for (long epoch : epochs) {
            for (Pack pack : onDisk(epoch)) {
                seen.add(key(pack));
                Pack known = packs.putIfAbsent(key(pack), pack);
                load(known == null ? pack : known, pack.sealed());
            }
        }
        packs.values().removeIf(pack -> !seen.contains(key(pack)) && drop(pack));
    }

    /** The packs of an epoch as they lie there now. */
    List<Pack> onDisk(long epoch) throws StoreException {
        Path directory = layout.packs(epoch);
        try (Stream<Path> names = Files.list(directory)) {
            return names.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("[0-9a-z-]{1,64}\\.(open|pack)"))
                    .map(name -> pack(directory, name, epoch))
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw LocalErrors.of("list", directory, e);
        }
    }

    /** The pack with this name, {@code packs/<epoch>/<name>}, as it lies there now. */
    Optional<Pack> onDisk(String part) {
        Matcher name = PART.matcher(part);
        if (!name.matches()) {
            return Optional.empty();
        }
        long epoch = Long.parseLong(name.group(1));
        Path directory = layout.packs(epoch);
        return Stream.of(Pack.OPEN, Pack.SEALED)
                .map(ending -> name.group(2) + ending)
                .filter(file -> Files.exists(directory.resolve(file)))
                .map(file -> pack(directory, file, epoch))
                .findFirst();
    }

    private void load(Pack pack, boolean sealedNow) throws StoreException {
        if (pack.own() || (pack.sealed() && pack.scannedTo < 0)) {
            return;
        }
        if (sealedNow) {
            pack.seal();
            index.addAll(pack, new PackScan(reader.source(pack)).contents());
            pack.scannedTo = -1;
            return;
        }
        for (PackEntry entry : new PackScan(reader.source(pack)).records(pack.scannedTo)) {
            index.add(pack, entry);
            pack.scannedTo = entry.end();
        }
    }

    private boolean drop(Pack pack) {
        if (pack.own()) {
            return false;
        }
        index.remove(pack);
        reader.forget(pack);
        return true;
    }

    private static Pack pack(Path directory, String name, long epoch) {
        boolean sealed = name.endsWith(Pack.SEALED);
        return new Pack(directory, name.substring(0, name.lastIndexOf('.')), epoch, false, sealed);
    }

    private static String key(Pack pack) {
        return pack.epoch() + "/" + pack.name();
    }
}
