// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.internal.pack;

import io.multimodal.store.AuditedObject;
import io.multimodal.store.ObjectSummary;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.internal.CopyAudit;
import io.multimodal.store.internal.pack.PackFormat.RecordHeader;
import io.multimodal.store.internal.pack.PackRecords.Gap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads packs to their last byte. */
public final class PackAudit {
    private PackAudit() {}

    /** Each object in a pack; and the pack itself, where its header or its footer is damaged. */
    public static List<AuditedObject> of(PackSource pack, int storeId) throws StoreException {
        byte[] header = pack.read(0, PackFormat.HEADER_BYTES).orElse(null);
        if (header == null) {
            return List.of();
        }
        List<AuditedObject> results = new ArrayList<>();
        if (pack.sealed() && !PackFormat.isHeader(header, storeId, pack.epoch())) {
            results.add(packDamage(pack, "the pack's header is damaged"));
        }
        PackScan scan = new PackScan(pack);
        Optional<List<PackEntry>> footer = pack.sealed() ? scan.footer() : Optional.empty();
        if (pack.sealed() && footer.isEmpty()) {
            results.add(
                    packDamage(
                            pack,
                            "the pack's index is damaged; its objects are found by their"
                                    + " records"));
        }
        List<PackEntry> entries = new ArrayList<>();
        if (footer.isPresent()) {
            entries.addAll(footer.get());
        } else {
            PackRecords records = scan.walk(PackFormat.HEADER_BYTES);
            entries.addAll(records.entries());
            for (Gap gap : damage(scan, records)) {
                gap.entry()
                        .ifPresentOrElse(entries::add, () -> results.add(lostRecords(pack, gap)));
            }
        }
        for (PackEntry entry : entries) {
            if (!entry.isErased()) {
                audit(pack, entry).ifPresent(results::add);
            }
        }
        return results;
    }

    /** Looks twice: a writer may have been writing there while it was read. */
    private static List<Gap> damage(PackScan scan, PackRecords records) throws StoreException {
        List<Gap> seen = records.damage();
        if (seen.isEmpty()) {
            return seen;
        }
        List<Gap> again = scan.walk(PackFormat.HEADER_BYTES).damage();
        return seen.stream().filter(again::contains).toList();
    }

    private static AuditedObject lostRecords(PackSource pack, Gap gap) {
        return new AuditedObject(
                new ObjectSummary(
                        PackEntry.ERASED,
                        gap.to() - gap.from(),
                        pack.epoch(),
                        pack.place() + "@" + gap.from(),
                        Optional.empty()),
                Optional.of(
                        "the bytes from "
                                + gap.from()
                                + " to "
                                + gap.to()
                                + " hold no sound record although they were synced: what was"
                                + " put there is lost; put the originals again"));
    }

    /** Empty where the record was erased and the footer has not heard of it. */
    private static Optional<AuditedObject> audit(PackSource pack, PackEntry entry)
            throws StoreException {
        ObjectSummary copy = entry.in(pack);
        byte[] record =
                pack.read(entry.offset(), PackFormat.RECORD_HEADER_BYTES + entry.length())
                        .orElse(new byte[0]);
        Optional<RecordHeader> header =
                record.length < PackFormat.RECORD_HEADER_BYTES
                        ? Optional.empty()
                        : PackFormat.recordHeader(record, 0, entry.offset());
        if (header.filter(found -> found.entry().isErased()).isPresent()) {
            return Optional.empty();
        }
        if (header.isEmpty() || !header.get().entry().equals(entry)) {
            return Optional.of(
                    new AuditedObject(copy, Optional.of("its record's header is damaged")));
        }
        return Optional.of(
                CopyAudit.of(copy, new PackedObject(copy.place(), header.get(), record)));
    }

    private static AuditedObject packDamage(PackSource pack, String damage) throws StoreException {
        return new AuditedObject(
                new ObjectSummary(
                        PackEntry.ERASED,
                        pack.size().orElse(0),
                        pack.epoch(),
                        pack.place(),
                        Optional.empty()),
                Optional.of(damage));
    }
}
