// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local.pack;

import io.multimodal.store.internal.pack.PackEntry;
import io.multimodal.store.internal.pack.PackFormat;
import io.multimodal.store.internal.pack.PackScan;
import io.multimodal.store.internal.pack.PackSource;
import io.multimodal.store.local.disk.Disk;
import io.multimodal.store.local.disk.DurableFiles;
import io.multimodal.store.ref.ContentId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A pack that is made of the records of others, in the temporary folder until it is whole. */
final class PackDraft {
    private final DurableFiles files;
    private final Path file;
    private final Disk.OpenFile out;
    private final List<Copy> copies = new ArrayList<>();
    private final List<PackEntry> entries = new ArrayList<>();
    private final Set<ContentId> ids = new HashSet<>();
    private final List<Pack> sources = new ArrayList<>();
    private int size;

    PackDraft(DurableFiles files, int storeId, long epoch) throws IOException {
        this.files = files;
        this.file = files.newTemporary();
        this.out = files.disk().create(file);
        byte[] header = PackFormat.header(storeId, epoch);
        out.write(header, 0, header.length);
        size = header.length;
    }

    /** Whether a pack of so many bytes fits. */
    boolean hasRoomFor(long packBytes) {
        return size + packBytes <= PackFormat.MAX_PACK_BYTES;
    }

    /** Copies the sound records of a pack. */
    void add(Pack pack, PackSource source, List<PackEntry> records) throws IOException {
        PackScan scan = new PackScan(source);
        for (PackEntry record : records) {
            if (ids.add(record.id())) {
                byte[] payload = scan.payload(record);
                byte[] bytes = new byte[PackFormat.RECORD_HEADER_BYTES + payload.length];
                PackFormat.putRecord(bytes, 0, size, record.id(), payload);
                out.write(bytes, 0, bytes.length);
                PackEntry entry = new PackEntry(record.id(), size, payload.length);
                entries.add(entry);
                copies.add(new Copy(pack, record, entry));
                size += bytes.length;
            }
        }
        sources.add(pack);
    }

    /** Gives the pack its name, durably, unless it holds nothing. */
    void publish(Pack name) throws IOException {
        byte[] footer = PackFormat.footer(entries, size);
        try (Disk.OpenFile whole = out) {
            whole.write(footer, 0, footer.length);
            whole.sync();
        }
        files.publish(file, name.sealedFile(), size + (long) footer.length);
        files.disk().syncDirectory(name.sealedFile().getParent());
    }

    /** Removes what was written. Nothing happens after it was published. */
    void discard() {
        try {
            out.close();
        } catch (IOException e) {
            // It is removed.
        }
        files.discard(file);
    }

    List<PackEntry> entries() {
        return entries;
    }

    List<Copy> copies() {
        return copies;
    }

    /** The packs whose records it holds. */
    List<Pack> sources() {
        return sources;
    }

    /**
     * A record that was copied.
     *
     * @param from where it lay in its pack
     * @param to where it lies in the draft
     */
    record Copy(Pack pack, PackEntry from, PackEntry to) {}
}
