// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.bucket.pack;

import io.multimodal.store.bucket.client.Bucket;
import io.multimodal.store.bucket.layout.BucketLayout;
import io.multimodal.store.bucket.layout.BucketPack;
import io.multimodal.store.bucket.spi.BlobClient;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.internal.pack.PackEntry;
import io.multimodal.store.internal.pack.PackFormat;
import io.multimodal.store.internal.pack.PackIndex.Place;
import io.multimodal.store.internal.pack.PackScan;
import io.multimodal.store.ref.ContentId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Compares what packs hold with what is put, before a put relies on it: an index says where an
 * object lies, not that its bytes are sound. A record is read when an equal object is put for the
 * first time; a pack of which many records were asked for is read whole, so that no pack is read
 * more than about twice. Thread-safe; every call blocks.
 */
public final class PackedCopies {
    /** After so many records of a pack the rest is read too. */
    private static final int SINGLE_READS = 8;

    /** A pack of at most this length is read whole at once. */
    private static final int SMALL_PACK_BYTES = 256 << 10;

    private final int storeId;
    private final Bucket bucket;
    private final BucketLayout layout;
    private final PackCatalog catalog;
    private final BucketPacks packs;
    private final CheckedCopies checked;
    private final Map<BucketPack, Reading> readings = new ConcurrentHashMap<>();

    public PackedCopies(
            int storeId,
            Bucket bucket,
            BucketLayout layout,
            PackCatalog catalog,
            BucketPacks packs,
            CheckedCopies checked) {
        this.storeId = storeId;
        this.bucket = bucket;
        this.layout = layout;
        this.catalog = catalog;
        this.packs = packs;
        this.checked = checked;
    }

    /** Whether a sound pack of this epoch holds exactly these bytes. */
    public boolean holds(ContentId id, byte[] content, long epoch) throws StoreException {
        for (Place<BucketPack> place : packs.places(id)) {
            if (place.pack().epoch() == epoch
                    && !packs.isDamaged(place)
                    && (isChecked(place) || check(place, id, content))) {
                return true;
            }
        }
        return false;
    }

    /** This process has put the pack, and the server has checked it. */
    void addOwn(BucketPack pack) {
        checked.add(layout.pack(pack));
    }

    /** Ends the trust in every pack that holds an object. */
    public void doubt(ContentId id) {
        List<Place<BucketPack>> places = packs.places(id);
        checked.forget(
                known ->
                        places.stream()
                                .anyMatch(place -> known.startsWith(layout.pack(place.pack()))));
        places.forEach(place -> readings.remove(place.pack()));
    }

    /** What a place is called in listings and audits. */
    public String place(Place<BucketPack> place) {
        return layout.place(name(place));
    }

    /** Whether the record at a place is sound; reads it. */
    public boolean isSound(Place<BucketPack> place, ContentId id) throws StoreException {
        byte[] header = read(place, PackFormat.RECORD_HEADER_BYTES);
        Optional<PackFormat.RecordHeader> said = header(header, place, id);
        return said.isPresent()
                && isSound(read(place, header.length + said.get().length()), place, id);
    }

    private boolean isChecked(Place<BucketPack> place) {
        return checked.contains(layout.pack(place.pack())) || checked.contains(name(place));
    }

    private boolean check(Place<BucketPack> place, ContentId id, byte[] content)
            throws StoreException {
        BucketPack pack = place.pack();
        Reading reading = readings.computeIfAbsent(pack, any -> new Reading());
        synchronized (reading) {
            if (isChecked(place)) {
                return true;
            }
            if (pack.sizeBytes() <= SMALL_PACK_BYTES || reading.records >= SINGLE_READS) {
                readings.remove(pack);
                return readWhole(pack) && !packs.isDamaged(place);
            }
            if (reading.records++ == 0) {
                reading.framed = isFramed(catalog.source(pack));
            }
            if (!reading.framed) {
                return false;
            }
        }
        boolean sound =
                isSound(read(place, PackFormat.RECORD_HEADER_BYTES + content.length), place, id);
        if (sound) {
            checked.add(name(place));
        } else {
            packs.damaged(place);
        }
        return sound;
    }

    /** Whether the pack's header and footer are sound. */
    private boolean isFramed(BucketPackSource pack) throws StoreException {
        boolean footer = new PackScan(pack).footer().isPresent();
        return footer
                && pack.read(0, PackFormat.HEADER_BYTES)
                        .filter(header -> PackFormat.isHeader(header, storeId, pack.epoch()))
                        .isPresent();
    }

    /** Reads all records; gives whether header and footer are sound. */
    private boolean readWhole(BucketPack pack) throws StoreException {
        BucketPackSource source = catalog.source(pack);
        boolean framed = isFramed(source);
        for (PackEntry entry : new PackScan(source).contents()) {
            Place<BucketPack> place = new Place<>(pack, entry.offset());
            byte[] record =
                    source.read(entry.offset(), PackFormat.RECORD_HEADER_BYTES + entry.length())
                            .orElse(new byte[0]);
            if (!entry.isErased() && !isSound(record, place, entry.id())) {
                packs.damaged(place);
            }
        }
        if (source.gone()) {
            packs.remove(pack);
            return false;
        }
        if (framed) {
            checked.add(layout.pack(pack));
        }
        return framed;
    }

    private static boolean isSound(byte[] record, Place<BucketPack> place, ContentId id) {
        int head = PackFormat.RECORD_HEADER_BYTES;
        return header(record, place, id)
                .filter(found -> record.length == head + found.length())
                .filter(found -> found.matches(record, head))
                .filter(
                        found ->
                                ContentId.hash(Arrays.copyOfRange(record, head, record.length))
                                        .equals(id))
                .isPresent();
    }

    private static Optional<PackFormat.RecordHeader> header(
            byte[] record, Place<BucketPack> place, ContentId id) {
        return record.length < PackFormat.RECORD_HEADER_BYTES
                ? Optional.empty()
                : PackFormat.recordHeader(record, 0, place.offset())
                        .filter(found -> found.id().equals(id));
    }

    private byte[] read(Place<BucketPack> place, int length) throws StoreException {
        Optional<BlobClient.Part> part =
                bucket.get(layout.pack(place.pack()), place.offset(), length);
        if (part.isEmpty()) {
            packs.remove(place.pack());
        }
        return part.map(BlobClient.Part::bytes).orElse(new byte[0]);
    }

    private String name(Place<BucketPack> place) {
        return layout.pack(place.pack()) + "@" + place.offset();
    }

    /** How far a pack was read; guarded by itself. */
    private static final class Reading {
        private int records;
        private boolean framed;
    }
}
