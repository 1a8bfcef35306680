// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local;

import io.multimodal.store.StoreException;
import io.multimodal.store.local.PackFormat.RecordHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds out what a pack holds: from its footer, or from the records themselves. */
final class PackScan {
    private final PackReader reader;

    PackScan(PackReader reader) {
        this.reader = reader;
    }

    /** What the footer lists; empty where there is no sound one. */
    Optional<List<PackEntry>> footer(Pack pack) throws StoreException {
        long size = reader.size(pack).orElse(0L);
        if (size < PackFormat.HEADER_BYTES + PackFormat.TRAILER_BYTES) {
            return Optional.empty();
        }
        byte[] trailer = read(pack, size - PackFormat.TRAILER_BYTES, PackFormat.TRAILER_BYTES);
        Optional<Long> offset = PackFormat.footerOffset(trailer, size);
        return offset.isEmpty()
                ? Optional.empty()
                : PackFormat.entries(
                        read(pack, offset.get(), (int) (size - offset.get())), offset.get());
    }

    /**
     * The records from an offset on whose header and content are sound. What is not a record, a
     * torn end or damage, is stepped over up to the next record.
     */
    List<PackEntry> records(Pack pack, long from) throws StoreException {
        List<PackEntry> found = new ArrayList<>();
        long end = reader.size(pack).orElse(0L);
        long at = from;
        while (end - at >= PackFormat.RECORD_HEADER_BYTES) {
            Optional<RecordHeader> header = headerAt(pack, at);
            if (header.isEmpty()) {
                header = nextHeader(pack, at + 1, end);
            }
            if (header.isEmpty()) {
                break;
            }
            RecordHeader record = header.get();
            byte[] payload =
                    read(pack, record.offset() + PackFormat.RECORD_HEADER_BYTES, record.length());
            boolean whole = payload.length == record.length() && record.matches(payload, 0);
            if (whole && !record.entry().isErased()) {
                found.add(record.entry());
            }
            // The length of a sound header is to be believed even where the content is not.
            at = record.entry().end();
        }
        return found;
    }

    private Optional<RecordHeader> headerAt(Pack pack, long at) throws StoreException {
        byte[] bytes = read(pack, at, PackFormat.RECORD_HEADER_BYTES);
        return bytes.length < PackFormat.RECORD_HEADER_BYTES
                ? Optional.empty()
                : PackFormat.recordHeader(bytes, 0, at);
    }

    /** Tries every offset: a header's checksum covers where it lies. */
    private Optional<RecordHeader> nextHeader(Pack pack, long from, long end)
            throws StoreException {
        int window = 1 << 20;
        for (long at = from; end - at >= PackFormat.RECORD_HEADER_BYTES; at += window) {
            byte[] bytes = read(pack, at, window + PackFormat.RECORD_HEADER_BYTES - 1);
            for (int i = 0; i <= bytes.length - PackFormat.RECORD_HEADER_BYTES; i++) {
                Optional<RecordHeader> header = PackFormat.recordHeader(bytes, i, at + i);
                if (header.isPresent()) {
                    return header;
                }
            }
        }
        return Optional.empty();
    }

    private byte[] read(Pack pack, long offset, int length) throws StoreException {
        return reader.read(pack, offset, length).orElse(new byte[0]);
    }
}
