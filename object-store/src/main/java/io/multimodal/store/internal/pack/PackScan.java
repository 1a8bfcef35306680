// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.internal.pack;

import io.multimodal.store.StoreException;
import io.multimodal.store.internal.pack.PackFormat.RecordHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds out what a pack holds: from its footer, or from the records themselves. */
public final class PackScan {
    private final PackSource pack;

    public PackScan(PackSource pack) {
        this.pack = pack;
    }

    /** What it holds, from the footer where there is a sound one. */
    public List<PackEntry> contents() throws StoreException {
        Optional<List<PackEntry>> footer = pack.sealed() ? footer() : Optional.empty();
        return footer.isPresent() ? footer.get() : records(PackFormat.HEADER_BYTES);
    }

    /** What the footer lists; empty where there is no sound one. */
    public Optional<List<PackEntry>> footer() throws StoreException {
        long size = pack.size().orElse(0);
        if (size < PackFormat.HEADER_BYTES + PackFormat.TRAILER_BYTES) {
            return Optional.empty();
        }
        byte[] trailer = read(size - PackFormat.TRAILER_BYTES, PackFormat.TRAILER_BYTES);
        Optional<Long> offset = PackFormat.footerOffset(trailer, size);
        if (offset.isEmpty()) {
            return Optional.empty();
        }
        int length = (int) (size - offset.get());
        byte[] footer = read(offset.get(), length);
        return footer.length < length
                ? Optional.empty()
                : PackFormat.footerEntries(footer, offset.get());
    }

    /**
     * The records from an offset on whose header and content are sound. What is not a record, a
     * torn end or damage, is stepped over up to the next record.
     */
    public List<PackEntry> records(long from) throws StoreException {
        List<PackEntry> found = new ArrayList<>();
        long end = pack.size().orElse(0);
        long at = from;
        while (end - at >= PackFormat.RECORD_HEADER_BYTES) {
            Optional<RecordHeader> header = headerAt(at);
            if (header.isEmpty()) {
                header = nextHeader(at + 1, end);
            }
            if (header.isEmpty()) {
                break;
            }
            RecordHeader record = header.get();
            byte[] payload =
                    read(record.offset() + PackFormat.RECORD_HEADER_BYTES, record.length());
            boolean whole = payload.length == record.length() && record.matches(payload, 0);
            if (whole && !record.entry().isErased()) {
                found.add(record.entry());
            }
            // The length of a sound header is to be believed even where the content is not.
            at = record.entry().end();
        }
        return found;
    }

    private Optional<RecordHeader> headerAt(long at) throws StoreException {
        byte[] bytes = read(at, PackFormat.RECORD_HEADER_BYTES);
        return bytes.length < PackFormat.RECORD_HEADER_BYTES
                ? Optional.empty()
                : PackFormat.recordHeader(bytes, 0, at);
    }

    /** Tries every offset: a header's checksum covers where it lies. */
    private Optional<RecordHeader> nextHeader(long from, long end) throws StoreException {
        int window = 1 << 20;
        for (long at = from; end - at >= PackFormat.RECORD_HEADER_BYTES; at += window) {
            byte[] bytes = read(at, window + PackFormat.RECORD_HEADER_BYTES - 1);
            for (int i = 0; i <= bytes.length - PackFormat.RECORD_HEADER_BYTES; i++) {
                Optional<RecordHeader> header = PackFormat.recordHeader(bytes, i, at + i);
                if (header.isPresent()) {
                    return header;
                }
            }
        }
        return Optional.empty();
    }

    private byte[] read(long offset, int length) throws StoreException {
        return pack.read(offset, length).orElse(new byte[0]);
    }
}
