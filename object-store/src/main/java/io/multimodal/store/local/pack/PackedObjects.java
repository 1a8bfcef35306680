// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local.pack;

import io.multimodal.store.AuditedObject;
import io.multimodal.store.ObjectSummary;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.internal.RawObject;
import io.multimodal.store.internal.pack.PackAudit;
import io.multimodal.store.internal.pack.PackEntry;
import io.multimodal.store.internal.pack.PackFormat;
import io.multimodal.store.internal.pack.PackFormat.RecordHeader;
import io.multimodal.store.internal.pack.PackIndex.Place;
import io.multimodal.store.internal.pack.PackScan;
import io.multimodal.store.internal.pack.PackedObject;
import io.multimodal.store.local.disk.LocalLayout;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.StoredRef;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The objects that lie in packs. Thread-safe. */
public final class PackedObjects {
    private final int storeId;
    private final LocalLayout layout;
    private final PackRegistry registry;
    private final PackReader reader;
    private final PackFileEraser eraser;

    public PackedObjects(
            int storeId,
            LocalLayout layout,
            PackRegistry registry,
            PackReader reader,
            PackFileEraser eraser) {
        this.storeId = storeId;
        this.layout = layout;
        this.registry = registry;
        this.reader = reader;
        this.eraser = eraser;
    }

    public boolean contains(ContentId id, long fromEpoch) throws StoreException {
        for (Place<Pack> place : registry.index().find(id)) {
            if (place.pack().epoch() >= fromEpoch
                    && headerOf(place).filter(header -> header.id().equals(id)).isPresent()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether exactly these bytes are synced in a pack of this epoch. Where a pack holds the object
     * damaged, it is written over.
     */
    public boolean isDurable(ContentId id, byte[] content, long epoch) throws StoreException {
        boolean durable = false;
        for (Place<Pack> place : registry.index().find(id)) {
            boolean there = holds(place, id, content) || heals(place, id, content);
            durable |=
                    there
                            && place.pack().durable()
                            && place.pack().epoch() == epoch
                            && Files.exists(place.pack().file());
        }
        return durable;
    }

    private boolean holds(Place<Pack> place, ContentId id, byte[] content) throws StoreException {
        Optional<byte[]> there = payload(place, id, content.length);
        return there.isPresent() && Arrays.equals(there.get(), content);
    }

    /** Writes the object over its damaged record, if its place is known for sure. */
    private boolean heals(Place<Pack> place, ContentId id, byte[] content) throws StoreException {
        PackEntry entry = new PackEntry(id, place.offset(), content.length);
        Pack pack = place.pack();
        if (pack.own() && !pack.sealed()) {
            return false;
        }
        Optional<RecordHeader> header = headerOf(place);
        boolean known =
                header.isPresent()
                        ? header.get().entry().equals(entry)
                        : pack.sealed()
                                && new PackScan(reader.source(pack))
                                        .footer()
                                        .filter(footer -> footer.contains(entry))
                                        .isPresent();
        return known && eraser.restore(pack, entry, content);
    }

    /** The object, read already: one request brings its record. */
    public Optional<RawObject> find(StoredRef ref) throws StoreException {
        if (ref.length() >= PackFormat.MAX_RECORD_BYTES) {
            return Optional.empty();
        }
        List<Place<Pack>> places = registry.index().find(ref.id());
        RawObject found = null;
        for (Place<Pack> place : places) {
            Optional<PackedObject> object = read(place, ref.id(), (int) ref.length());
            if (object.isPresent()) {
                found = object.get();
                // Where there are several, one that was damaged may have been put again.
                if (places.size() == 1 || object.get().isSound()) {
                    break;
                }
            }
        }
        return Optional.ofNullable(found);
    }

    /** Lists again if a pack goes meanwhile, since its objects may have moved to a new one. */
    public Stream<ObjectSummary> list(long epoch) {
        return list(epoch, new HashSet<>());
    }

    private Stream<ObjectSummary> list(long epoch, Set<String> listed) {
        boolean[] gone = {false};
        Stream<ObjectSummary> objects =
                packs(epoch)
                        .filter(pack -> listed.add(pack.name()))
                        .flatMap(
                                pack -> {
                                    List<PackEntry> entries = contents(pack);
                                    gone[0] |= isGone(pack);
                                    return entries.stream()
                                            .map(entry -> entry.in(reader.source(pack)));
                                });
        Stream<ObjectSummary> moved =
                Stream.of(gone)
                        .flatMap(any -> any[0] ? list(epoch, listed) : Stream.<ObjectSummary>of());
        return Stream.concat(objects, moved);
    }

    private boolean isGone(Pack pack) {
        return !Files.exists(pack.openFile()) && !Files.exists(pack.sealedFile());
    }

    /** The names of the packs of an epoch, which they keep when they are sealed. */
    public Stream<String> parts(long epoch) {
        return packs(epoch).map(pack -> "packs/" + epoch + "/" + pack.name()).distinct();
    }

    public Stream<AuditedObject> audit(String part) {
        return registry.onDisk(part).stream().flatMap(this::audit);
    }

    /**
     * Looks again after it has found something, until there is nothing; see {@link PackFileEraser}.
     */
    public int erase(ContentId id, long[] epochs) throws StoreException {
        Set<String> copies = new HashSet<>();
        boolean found = true;
        while (found) {
            found = false;
            for (long epoch : epochs) {
                for (Pack pack : registry.onDisk(epoch)) {
                    List<PackEntry> entries = contents(pack);
                    found |= isGone(pack);
                    for (PackEntry entry : entries) {
                        if (entry.id().equals(id)) {
                            eraser.erase(pack, entry);
                            copies.add(pack.name() + "@" + entry.offset());
                            found = true;
                        }
                    }
                }
            }
        }
        return copies.size();
    }

    private Stream<AuditedObject> audit(Pack pack) {
        try {
            return PackAudit.of(reader.source(pack), storeId).stream();
        } catch (StoreException e) {
            throw new UncheckedIOException(e);
        } finally {
            reader.forget(pack);
        }
    }

    private Stream<Pack> packs(long epoch) {
        try {
            return registry.onDisk(epoch).stream();
        } catch (StoreException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<PackEntry> contents(Pack pack) {
        try {
            return new PackScan(reader.source(pack))
                    .contents().stream().filter(entry -> !entry.isErased()).toList();
        } catch (StoreException e) {
            throw new UncheckedIOException(e);
        } finally {
            reader.forget(pack);
        }
    }

    private Optional<RecordHeader> headerOf(Place<Pack> place) throws StoreException {
        return reader.read(place.pack(), place.offset(), PackFormat.RECORD_HEADER_BYTES)
                .filter(bytes -> bytes.length == PackFormat.RECORD_HEADER_BYTES)
                .flatMap(bytes -> PackFormat.recordHeader(bytes, 0, place.offset()));
    }

    private Optional<byte[]> payload(Place<Pack> place, ContentId id, int length)
            throws StoreException {
        Optional<PackedObject> object = read(place, id, length);
        return object.isEmpty() || object.get().lengthBytes() != length
                ? Optional.empty()
                : Optional.of(object.get().read(0, length));
    }

    /** The record at a place, if it is of this object. */
    private Optional<PackedObject> read(Place<Pack> place, ContentId id, int length)
            throws StoreException {
        Optional<byte[]> bytes =
                reader.read(place.pack(), place.offset(), PackFormat.RECORD_HEADER_BYTES + length);
        if (bytes.isEmpty() || bytes.get().length < PackFormat.RECORD_HEADER_BYTES) {
            return Optional.empty();
        }
        String where = layout.folder().relativize(place.pack().file()) + "@" + place.offset();
        return PackFormat.recordHeader(bytes.get(), 0, place.offset())
                .filter(header -> header.id().equals(id))
                .map(header -> new PackedObject(where, header, bytes.get()));
    }
}
