// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.internal.pack;

import io.multimodal.store.error.CorruptObjectException;
import io.multimodal.store.internal.RawObject;
import io.multimodal.store.internal.pack.PackFormat.RecordHeader;
import java.util.Arrays;
import java.util.Optional;

/** A record that was read from its pack. */
public final class PackedObject implements RawObject {
    private final String place;
    private final RecordHeader header;
    private final byte[] record;

    /**
     * @param record the record's header and what follows, perhaps fewer bytes than the header says
     */
    public PackedObject(String place, RecordHeader header, byte[] record) {
        this.place = place;
        this.header = header;
        this.record = record;
    }

    /** Whether its checksum is right. */
    public boolean isSound() {
        return record.length >= PackFormat.RECORD_HEADER_BYTES + header.length()
                && header.matches(record, PackFormat.RECORD_HEADER_BYTES);
    }

    @Override
    public String place() {
        return place;
    }

    @Override
    public long lengthBytes() {
        return header.length();
    }

    @Override
    public byte[] read(long offset, int length) throws CorruptObjectException {
        int from = PackFormat.RECORD_HEADER_BYTES + (int) offset;
        if (from + length > record.length) {
            throw new CorruptObjectException("The pack ends within the record at " + place);
        }
        return Arrays.copyOfRange(record, from, from + length);
    }

    @Override
    public Optional<byte[]> treeDigests() {
        return Optional.empty();
    }

    @Override
    public void close() {}
}
