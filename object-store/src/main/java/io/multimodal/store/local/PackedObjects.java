// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local;

import io.multimodal.store.AuditedObject;
import io.multimodal.store.ContentId;
import io.multimodal.store.ObjectSummary;
import io.multimodal.store.StoreException;
import io.multimodal.store.StoredRef;
import io.multimodal.store.internal.RawObject;
import io.multimodal.store.internal.pack.PackAudit;
import io.multimodal.store.internal.pack.PackEntry;
import io.multimodal.store.internal.pack.PackFormat;
import io.multimodal.store.internal.pack.PackFormat.RecordHeader;
import io.multimodal.store.internal.pack.PackIndex.Place;
import io.multimodal.store.internal.pack.PackScan;
import io.multimodal.store.internal.pack.PackedObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The objects that lie in packs. Thread-safe. */
final class PackedObjects {
    private final int storeId;
    private final LocalLayout layout;
    private final DurableFiles files;
    private final PackShelf shelf;
    private final PackReader reader;

    PackedObjects(
            int storeId,
            LocalLayout layout,
            DurableFiles files,
            PackShelf shelf,
            PackReader reader) {
        this.storeId = storeId;
        this.layout = layout;
        this.files = files;
        this.shelf = shelf;
        this.reader = reader;
    }

    boolean contains(ContentId id) throws StoreException {
        for (Place<Pack> place : shelf.index().find(id)) {
            if (headerOf(place, id).isPresent()) {
                return true;
            }
        }
        return false;
    }

    /** Whether exactly these bytes are synced in a pack of this epoch. */
    boolean isDurable(ContentId id, byte[] content, long epoch) throws StoreException {
        for (Place<Pack> place : shelf.index().find(id)) {
            if (place.pack().durable() && place.pack().epoch() == epoch) {
                Optional<byte[]> there = payload(place, id, content.length);
                if (there.isPresent() && Arrays.equals(there.get(), content)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The object, read already: one request brings its record. */
    Optional<RawObject> find(StoredRef ref) throws StoreException {
        if (ref.length() >= PackFormat.MAX_RECORD_BYTES) {
            return Optional.empty();
        }
        List<Place<Pack>> places = shelf.index().find(ref.id());
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

    Stream<ObjectSummary> list(long epoch) {
        return packs(epoch)
                .flatMap(
                        pack ->
                                contents(pack).stream()
                                        .map(entry -> entry.in(reader.source(pack))));
    }

    Stream<AuditedObject> audit(long epoch) {
        return packs(epoch).flatMap(this::audit);
    }

    int erase(ContentId id, long[] epochs) throws StoreException {
        int copies = 0;
        for (long epoch : epochs) {
            for (Pack pack : shelf.onDisk(epoch)) {
                for (PackEntry entry : contents(pack)) {
                    if (entry.id().equals(id)) {
                        erase(pack, entry);
                        copies++;
                    }
                }
            }
        }
        return copies;
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
            return shelf.onDisk(epoch).stream();
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

    /** Overwrites the record with zeros, and its name in the footer. */
    private void erase(Pack pack, PackEntry entry) throws StoreException {
        byte[] zeros = new byte[entry.length()];
        byte[] record = new byte[PackFormat.RECORD_HEADER_BYTES + zeros.length];
        PackFormat.putRecord(record, 0, entry.offset(), PackEntry.ERASED, zeros);
        try {
            files.disk().overwrite(pack.file(), entry.offset(), record);
            Optional<List<PackEntry>> footer =
                    pack.sealed() ? new PackScan(reader.source(pack)).footer() : Optional.empty();
            if (footer.isPresent()) {
                long end = Files.size(pack.file());
                List<PackEntry> without =
                        footer.get().stream()
                                .map(each -> each.equals(entry) ? erased(each) : each)
                                .toList();
                long offset =
                        end
                                - PackFormat.TRAILER_BYTES
                                - (long) without.size() * PackFormat.ENTRY_BYTES;
                files.disk().overwrite(pack.file(), offset, PackFormat.footer(without, offset));
            }
        } catch (IOException e) {
            throw LocalErrors.of("erase from", pack.file(), e);
        }
        shelf.erased(pack, entry);
    }

    private static PackEntry erased(PackEntry entry) {
        return new PackEntry(PackEntry.ERASED, entry.offset(), entry.length());
    }

    private Optional<RecordHeader> headerOf(Place<Pack> place, ContentId id) throws StoreException {
        return reader.read(place.pack(), place.offset(), PackFormat.RECORD_HEADER_BYTES)
                .filter(bytes -> bytes.length == PackFormat.RECORD_HEADER_BYTES)
                .flatMap(bytes -> PackFormat.recordHeader(bytes, 0, place.offset()))
                .filter(header -> header.id().equals(id));
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
