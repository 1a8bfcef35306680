// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local;

import io.multimodal.store.AuditedObject;
import io.multimodal.store.ContentId;
import io.multimodal.store.ObjectSummary;
import io.multimodal.store.StoreException;
import io.multimodal.store.internal.CopyAudit;
import io.multimodal.store.local.PackFormat.RecordHeader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads packs to their last byte. */
final class PackAudit {
    private final int storeId;
    private final PackReader reader;
    private final PackScan scan;
    private final PackEraser eraser;

    PackAudit(int storeId, PackReader reader, PackScan scan, PackEraser eraser) {
        this.storeId = storeId;
        this.reader = reader;
        this.scan = scan;
        this.eraser = eraser;
    }

    /** Each object in a pack; and the pack itself, where its header or its footer is damaged. */
    Stream<AuditedObject> of(Pack pack) {
        try {
            List<AuditedObject> results = new ArrayList<>();
            byte[] header = reader.read(pack, 0, PackFormat.HEADER_BYTES).orElse(null);
            if (header == null) {
                return Stream.empty();
            }
            if (!PackFormat.isHeader(header, storeId, pack.epoch()) && pack.sealed()) {
                results.add(packDamage(pack, "the pack's header is damaged"));
            }
            Optional<List<PackEntry>> footer = pack.sealed() ? scan.footer(pack) : Optional.empty();
            if (pack.sealed() && footer.isEmpty()) {
                results.add(
                        packDamage(
                                pack,
                                "the pack's index is damaged; its objects are found by their"
                                        + " records"));
            }
            List<PackEntry> entries =
                    footer.isPresent() ? footer.get() : scan.records(pack, PackFormat.HEADER_BYTES);
            for (PackEntry entry : entries) {
                if (!entry.isErased() && !eraser.isErased(pack, entry)) {
                    results.add(audit(pack, entry));
                }
            }
            return results.stream();
        } catch (StoreException e) {
            throw new UncheckedIOException(e);
        } finally {
            reader.forget(pack);
        }
    }

    private AuditedObject audit(Pack pack, PackEntry entry) throws StoreException {
        ObjectSummary copy = PackedObjects.summary(pack, entry);
        byte[] record =
                reader.read(pack, entry.offset(), PackFormat.RECORD_HEADER_BYTES + entry.length())
                        .orElse(new byte[0]);
        Optional<RecordHeader> header =
                record.length < PackFormat.RECORD_HEADER_BYTES
                        ? Optional.empty()
                        : PackFormat.recordHeader(record, 0, entry.offset());
        if (header.isEmpty() || !header.get().entry().equals(entry)) {
            return new AuditedObject(copy, Optional.of("its record's header is damaged"));
        }
        return CopyAudit.of(copy, new PackedObject(copy.place(), header.get(), record));
    }

    private AuditedObject packDamage(Pack pack, String damage) throws StoreException {
        String place = "packs/" + pack.epoch() + "/" + pack.file().getFileName();
        ContentId none = PackEntry.ERASED;
        long size = reader.size(pack).orElse(0L);
        return new AuditedObject(
                new ObjectSummary(none, size, pack.epoch(), place, Optional.empty()),
                Optional.of(damage));
    }
}
