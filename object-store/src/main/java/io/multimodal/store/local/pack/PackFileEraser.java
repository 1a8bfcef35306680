// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local.pack;

import io.multimodal.store.error.StoreException;
import io.multimodal.store.internal.pack.PackEntry;
import io.multimodal.store.internal.pack.PackFormat;
import io.multimodal.store.internal.pack.PackFormat.RecordHeader;
import io.multimodal.store.internal.pack.PackScan;
import io.multimodal.store.local.disk.Disk;
import io.multimodal.store.local.disk.LocalErrors;
import io.multimodal.store.local.disk.LocalLayout;
import io.multimodal.store.ref.ContentId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Overwrites records of packs, which other processes may be writing and sealing meanwhile. The
 * object's name lies in {@code erased/} before this begins. Whoever seals a pack looks there after
 * the pack has its last name; whoever erases looks at all packs again after he has overwritten
 * something: one of the two comes last and sees what the other did. Thread-safe.
 */
public final class PackFileEraser {
    private final LocalLayout layout;
    private final Disk disk;
    private final PackReader reader;

    public PackFileEraser(LocalLayout layout, Disk disk, PackReader reader) {
        this.layout = layout;
        this.disk = disk;
        this.reader = reader;
    }

    /** Overwrites the record with zeros, and its name in the footer. */
    void erase(Pack pack, PackEntry entry) throws StoreException {
        byte[] zeros = new byte[entry.length()];
        byte[] record = new byte[PackFormat.RECORD_HEADER_BYTES + zeros.length];
        PackFormat.putRecord(record, 0, entry.offset(), PackEntry.ERASED, zeros);
        try {
            disk.overwrite(pack.file(), entry.offset(), record);
            if (pack.sealed()) {
                dropFromFooter(pack, Set.of(entry));
            }
        } catch (NoSuchFileException e) {
            // It was sealed or removed just now; the next look finds out.
        } catch (IOException e) {
            throw LocalErrors.of("erase from", pack.file(), e);
        }
    }

    /**
     * Writes an object over its damaged record.
     *
     * @return whether it is there now
     */
    boolean restore(Pack pack, PackEntry entry, byte[] content) throws StoreException {
        byte[] record = new byte[PackFormat.RECORD_HEADER_BYTES + content.length];
        PackFormat.putRecord(record, 0, entry.offset(), entry.id(), content);
        try {
            disk.overwrite(pack.file(), entry.offset(), record);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw LocalErrors.of("heal", pack.file(), e);
        }
    }

    /** Takes out of the footer of a pack that was just sealed what was erased before. */
    void settle(Pack pack, List<PackEntry> entries) throws IOException {
        Set<ContentId> names = erasedNames();
        Set<PackEntry> gone = new HashSet<>();
        for (PackEntry entry : entries) {
            if (names.contains(entry.id()) && isErased(pack, entry)) {
                gone.add(entry);
            }
        }
        if (!gone.isEmpty()) {
            dropFromFooter(pack, gone);
        }
    }

    /** Erases from a pack that was just made what was erased from its sources meanwhile. */
    void settleCopies(Pack pack, List<PackDraft.Copy> copies) throws IOException {
        Set<ContentId> names = erasedNames();
        for (PackDraft.Copy copy : copies) {
            if (names.contains(copy.from().id()) && isErased(copy.pack(), copy.from())) {
                erase(pack, copy.to());
            }
        }
    }

    /** Whether a record is there no more, but its zeros. */
    boolean isErased(Pack pack, PackEntry entry) throws StoreException {
        return reader.read(pack, entry.offset(), PackFormat.RECORD_HEADER_BYTES)
                .filter(bytes -> bytes.length == PackFormat.RECORD_HEADER_BYTES)
                .flatMap(bytes -> PackFormat.recordHeader(bytes, 0, entry.offset()))
                .map(RecordHeader::entry)
                .filter(PackEntry::isErased)
                .isPresent();
    }

    private void dropFromFooter(Pack pack, Set<PackEntry> gone) throws IOException {
        Optional<List<PackEntry>> footer = new PackScan(reader.source(pack)).footer();
        if (footer.isEmpty()) {
            return;
        }
        List<PackEntry> without =
                footer.get().stream()
                        .map(entry -> gone.contains(entry) ? erased(entry) : entry)
                        .toList();
        long offset =
                Files.size(pack.file())
                        - PackFormat.TRAILER_BYTES
                        - (long) without.size() * PackFormat.ENTRY_BYTES;
        disk.overwrite(pack.file(), offset, PackFormat.footer(without, offset));
    }

    private Set<ContentId> erasedNames() throws IOException {
        Set<ContentId> names = new HashSet<>();
        try (Stream<Path> all = Files.list(layout.erased())) {
            all.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("[0-9a-f]{64}"))
                    .forEach(name -> names.add(ContentId.ofHex(name)));
        } catch (NoSuchFileException e) {
            // Nothing was ever erased.
        }
        return names;
    }

    private static PackEntry erased(PackEntry entry) {
        return new PackEntry(PackEntry.ERASED, entry.offset(), entry.length());
    }
}
