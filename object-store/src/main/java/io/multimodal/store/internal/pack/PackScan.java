// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.internal.pack;

import io.multimodal.store.error.StoreException;
import io.multimodal.store.internal.pack.PackFormat.RecordHeader;
import io.multimodal.store.internal.pack.PackRecords.Gap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds out what a pack holds: from its footer, or from the records themselves. */
public final class PackScan {
    private static final int WINDOW_BYTES = 1 << 20;

    /** Disks lose whole blocks, the smallest of which have this size. */
    private static final int LOST_BLOCK_BYTES = 512;

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
        return walk(from).entries();
    }

    /** The same, and what was stepped over. */
    public PackRecords walk(long from) throws StoreException {
        List<PackEntry> found = new ArrayList<>();
        List<Gap> gaps = new ArrayList<>();
        long lastSound = -1;
        long lastSynced = -1;
        long contiguous = from;
        long end = pack.size().orElse(0);
        long at = from;
        while (end - at >= PackFormat.RECORD_HEADER_BYTES) {
            Optional<RecordHeader> header = headerAt(at);
            if (header.isEmpty()) {
                header = nextHeader(at + 1, end);
                long to = header.isEmpty() ? end : header.get().offset();
                gaps.add(new Gap(at, to, Optional.empty(), hasLostBlock(at, to)));
            }
            if (header.isEmpty()) {
                break;
            }
            PackEntry record = header.get().entry();
            byte[] payload = payload(record);
            boolean sound = payload.length == record.length() && header.get().matches(payload, 0);
            if (record.isErased()) {
                lastSynced = record.offset();
            } else if (sound) {
                found.add(record);
            } else {
                gaps.add(
                        new Gap(
                                record.offset(),
                                record.end(),
                                Optional.of(record),
                                hasLostBlock(record.offset(), Math.min(end, record.end()))));
            }
            if (sound || record.isErased()) {
                lastSound = record.offset();
            }
            // The length of a sound header is to be believed even where the content is not.
            at = record.end();
            if (gaps.isEmpty() && !(record.isErased() && record.length() == 0)) {
                contiguous = at;
            }
        }
        return new PackRecords(found, gaps, lastSound, lastSynced, contiguous);
    }

    /** The content of a record, which the caller knows to be there; fewer bytes where it is not. */
    public byte[] payload(PackEntry record) throws StoreException {
        return read(record.offset() + PackFormat.RECORD_HEADER_BYTES, record.length());
    }

    private boolean hasLostBlock(long from, long to) throws StoreException {
        int zeros = 0;
        for (long at = from; at < to; at += WINDOW_BYTES) {
            for (byte each : read(at, (int) Math.min(WINDOW_BYTES, to - at))) {
                zeros = each == 0 ? zeros + 1 : 0;
                if (zeros == LOST_BLOCK_BYTES) {
                    return true;
                }
            }
        }
        return false;
    }

    private Optional<RecordHeader> headerAt(long at) throws StoreException {
        byte[] bytes = read(at, PackFormat.RECORD_HEADER_BYTES);
        return bytes.length < PackFormat.RECORD_HEADER_BYTES
                ? Optional.empty()
                : PackFormat.recordHeader(bytes, 0, at);
    }

    /** Tries every offset: a header's checksum covers where it lies. */
    private Optional<RecordHeader> nextHeader(long from, long end) throws StoreException {
        for (long at = from; end - at >= PackFormat.RECORD_HEADER_BYTES; at += WINDOW_BYTES) {
            byte[] bytes = read(at, WINDOW_BYTES + PackFormat.RECORD_HEADER_BYTES - 1);
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
