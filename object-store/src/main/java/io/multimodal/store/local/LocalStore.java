// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local;

import io.multimodal.store.AuditedObject;
import io.multimodal.store.EpochReclaimer;
import io.multimodal.store.Leftover;
import io.multimodal.store.ObjectSummary;
import io.multimodal.store.Payload;
import io.multimodal.store.StoreRoot;
import io.multimodal.store.error.ObjectNotFoundException;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.internal.EpochStore;
import io.multimodal.store.internal.Epochs;
import io.multimodal.store.internal.RawObject;
import io.multimodal.store.internal.StandaloneParts;
import io.multimodal.store.internal.StoreIds;
import io.multimodal.store.internal.pack.PackFormat;
import io.multimodal.store.local.disk.Disk;
import io.multimodal.store.local.disk.DurableFiles;
import io.multimodal.store.local.disk.LocalErrors;
import io.multimodal.store.local.disk.LocalLayout;
import io.multimodal.store.local.disk.RealDisk;
import io.multimodal.store.local.disk.TemporaryFolder;
import io.multimodal.store.local.pack.PackFileEraser;
import io.multimodal.store.local.pack.PackFileMerger;
import io.multimodal.store.local.pack.PackReader;
import io.multimodal.store.local.pack.PackRegistry;
import io.multimodal.store.local.pack.PackedObjects;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.ref.StoredRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A store in a folder, shared by as many processes as like. A put is acknowledged when the object's
 * content and its name are synced; every byte read is verified. {@code docs/format.md} says what
 * lies where.
 */
public final class LocalStore extends EpochStore {
    private static final int MAX_LOOKS = 10;

    private final LocalLayout layout;
    private final DurableFiles files;
    private final StandaloneFiles loose;
    private final PackReader reader;
    private final PackRegistry registry;
    private final TemporaryFolder temporary;
    private final PackedObjects packed;
    private final LocalWriter writer;

    private LocalStore(LocalLayout layout, StoreRoot root, DurableFiles files, int packBelowBytes)
            throws StoreException {
        super(
                root,
                listed(layout),
                new LocalRecords(layout.records(), files),
                new LocalControl(layout, files));
        this.layout = layout;
        this.files = files;
        this.loose = new StandaloneFiles(layout, files);
        this.reader = new PackReader();
        this.temporary = new TemporaryFolder(layout, files.disk());
        PackFileEraser eraser = new PackFileEraser(layout, files.disk(), reader);
        this.registry =
                new PackRegistry(
                        root.storeId(),
                        layout,
                        files,
                        reader,
                        new PackFileMerger(root.storeId(), layout, files, reader, eraser));
        this.packed = new PackedObjects(root.storeId(), layout, registry, reader, eraser);
        this.writer =
                new LocalWriter(
                        root, layout, epochs(), files, registry, packed, eraser, packBelowBytes);
    }

    /**
     * The store in this folder, which is made if it is not there or empty.
     *
     * @throws io.multimodal.store.error.RefusedException if the folder holds something else, or may
     *     not be written
     */
    public static LocalStore open(Path folder) throws StoreException {
        return open(folder, StoreRoot.DEFAULT_INLINE_THRESHOLD_BYTES);
    }

    /**
     * The store in this folder, which is made if it is not there or empty.
     *
     * @param inlineThresholdBytes objects of at most this many bytes will ride in their references,
     *     -1 for none; counts only where the store is made now
     */
    public static LocalStore open(Path folder, int inlineThresholdBytes) throws StoreException {
        return open(folder, inlineThresholdBytes, new RealDisk(), PackFormat.MAX_RECORD_BYTES);
    }

    /**
     * The store that is in this folder.
     *
     * @throws ObjectNotFoundException if there is none
     */
    public static LocalStore openExisting(Path folder) throws StoreException {
        LocalLayout layout = new LocalLayout(folder.toAbsolutePath().normalize());
        return new LocalStore(
                layout,
                LocalFolder.existing(layout),
                new DurableFiles(new RealDisk(), layout.temporary()),
                PackFormat.MAX_RECORD_BYTES);
    }

    /** An empty store with a given id, or the one that is there if it has that id. */
    static LocalStore create(Path folder, StoreRoot root, long epoch) throws StoreException {
        LocalLayout layout = new LocalLayout(folder.toAbsolutePath().normalize());
        DurableFiles files = new DurableFiles(new RealDisk(), layout.temporary());
        StoreRoot there = LocalFolder.existingOrNew(layout, files, root, epoch);
        if (!there.equals(root)) {
            throw new RefusedException(
                    "The folder "
                            + layout.folder()
                            + " holds the store "
                            + StoreIds.hex(there.storeId())
                            + " already; give an empty or a new folder");
        }
        return new LocalStore(layout, there, files, PackFormat.MAX_RECORD_BYTES);
    }

    public static LocalStore open(
            Path folder, int inlineThresholdBytes, Disk disk, int packBelowBytes)
            throws StoreException {
        LocalLayout layout = new LocalLayout(folder.toAbsolutePath().normalize());
        DurableFiles files = new DurableFiles(disk, layout.temporary());
        StoreRoot fresh = new StoreRoot(new SecureRandom().nextInt(), inlineThresholdBytes);
        StoreRoot root = LocalFolder.existingOrNew(layout, files, fresh, Epochs.FIRST);
        return new LocalStore(layout, root, files, packBelowBytes);
    }

    private static Epochs listed(LocalLayout layout) throws StoreException {
        Epochs epochs = new Epochs(layout::epochNames, Duration.ofSeconds(10));
        epochs.list();
        return epochs;
    }

    @Override
    public EpochReclaimer reclaimer() {
        return new LocalReclaimer(layout, root(), files);
    }

    @Override
    public CompletionStage<ObjectRef> put(Payload payload) {
        try {
            lease().hold();
            if (registry.loadOnce(epochs().known())) {
                temporary.clean();
            }
        } catch (StoreException e) {
            return CompletableFuture.failedFuture(e);
        }
        return writer.put(payload);
    }

    @Override
    public Set<ContentId> findMissing(Set<ContentId> ids) throws StoreException {
        return findMissing(ids, 0);
    }

    @Override
    public Set<ContentId> findMissing(Set<ContentId> ids, long fromEpoch) throws StoreException {
        Set<ContentId> missing = new HashSet<>();
        registry.loadForReading(epochs().known());
        for (ContentId id : ids) {
            if (!lies(id, fromEpoch)) {
                missing.add(id);
            }
        }
        if (!missing.isEmpty()) {
            refresh();
            for (ContentId id : Set.copyOf(missing)) {
                if (lies(id, fromEpoch)) {
                    missing.remove(id);
                }
            }
        }
        return missing;
    }

    @Override
    public Stream<ObjectSummary> list() throws StoreException {
        return overEpochs(epoch -> Stream.concat(packed.list(epoch), loose.list(epoch)));
    }

    @Override
    public List<String> auditParts() throws StoreException {
        try (Stream<String> parts =
                overEpochs(
                        epoch -> Stream.concat(packed.parts(epoch), StandaloneParts.of(epoch)))) {
            return parts.toList();
        } catch (UncheckedIOException e) {
            throw LocalErrors.of("list", layout.folder(), e.getCause());
        }
    }

    @Override
    public Stream<AuditedObject> audit(String part) {
        return StandaloneParts.parse(part).map(loose::audit).orElseGet(() -> packed.audit(part));
    }

    @Override
    public List<Leftover> leftovers() throws StoreException {
        return temporary.leftovers();
    }

    @Override
    public int erase(ContentId id) throws StoreException {
        epochs().list();
        files.makeDirectories(layout.erased());
        LocalFolder.writeOnce(files, layout.erased(id), new byte[0]);
        return packed.erase(id, epochs().known()) + loose.erase(id, epochs().known());
    }

    @Override
    public Stream<ContentId> erasures() throws StoreException {
        try (Stream<Path> names = Files.list(layout.erased())) {
            return names
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("[0-9a-f]{64}"))
                    .map(ContentId::ofHex)
                    .toList()
                    .stream();
        } catch (NoSuchFileException e) {
            return Stream.empty();
        } catch (IOException e) {
            throw LocalErrors.of("list", layout.erased(), e);
        }
    }

    @Override
    public void close() throws StoreException {
        try {
            writer.close();
            lease().close();
        } finally {
            reader.close();
        }
    }

    @Override
    public String toString() {
        return "Local(" + layout.folder() + ")";
    }

    private <T> Stream<T> overEpochs(LongFunction<Stream<T>> each) throws StoreException {
        epochs().list();
        return LongStream.of(epochs().known()).boxed().flatMap(each::apply);
    }

    private Optional<RawObject> findKnown(StoredRef ref) throws StoreException {
        Optional<RawObject> found = packed.find(ref);
        return found.isPresent() ? found : loose.find(ref.id(), epochs().known());
    }

    /** Looks again while packs go: what one held may have moved to another behind this look. */
    private void refresh() throws StoreException {
        epochs().list();
        int looks = 0;
        while (registry.refresh(epochs().known()) && looks < MAX_LOOKS) {
            looks++;
        }
    }

    private boolean lies(ContentId id, long fromEpoch) throws StoreException {
        return packed.contains(id, fromEpoch)
                || loose.contains(
                        id,
                        LongStream.of(epochs().known())
                                .filter(epoch -> epoch >= fromEpoch)
                                .toArray());
    }

    @Override
    protected RawObject find(StoredRef ref) throws StoreException {
        registry.loadForReading(epochs().known());
        Optional<RawObject> found = findKnown(ref);
        if (found.isEmpty()) {
            refresh();
            found = findKnown(ref);
        }
        if (found.isPresent()) {
            return found.get();
        }
        throw absent(ref.id(), Files.exists(layout.erased(ref.id())), "at " + layout.folder());
    }
}
