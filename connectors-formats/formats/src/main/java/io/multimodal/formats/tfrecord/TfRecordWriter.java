// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.tfrecord;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.multimodal.formats.spi.SampleColumn;
import io.multimodal.formats.spi.SampleValues;
import io.multimodal.formats.spi.SampleWriter;
import io.multimodal.store.ObjectHandle;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/** Writes records. Media are streamed: their sizes are known before. */
final class TfRecordWriter implements SampleWriter {
    private static final int FEATURES = 1;
    private static final int ENTRY = 1;
    private static final int KEY = 1;
    private static final int VALUE = 2;

    /** What of a message follows each other: bytes, and then a medium unless that is null. */
    @SuppressWarnings("ArrayRecordComponent") // is never compared
    private record Entry(byte[] head, ObjectHandle medium) {
        long bytes() {
            return head.length + (medium == null ? 0 : medium.sizeBytes());
        }
    }

    private final OutputStream out;
    private final List<SampleColumn> columns;

    TfRecordWriter(OutputStream out, List<SampleColumn> columns) {
        this.out = out;
        this.columns = columns;
    }

    @Override
    public void write(SampleValues sample) throws IOException {
        List<Entry> entries = new ArrayList<>();
        long features = 0;
        for (int i = 0; i < columns.size(); i++) {
            if (!sample.isNull(i)) {
                Entry entry = entry(columns.get(i), sample, i);
                entries.add(entry);
                features += entry.bytes();
            }
        }
        byte[] head = FeatureBytes.head(FEATURES, features);
        long length = head.length + features;
        if (length > TfRecordReader.MOST_BYTES) {
            throw new MediaException(
                    ErrorCode.TOO_LARGE,
                    "the record would have %d bytes; it has at most %d"
                            .formatted(length, TfRecordReader.MOST_BYTES));
        }
        ByteBuffer begin = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
        begin.putInt(MaskedCrc.of(begin.array(), 8));
        out.write(begin.array());
        CRC32C crc = new CRC32C();
        OutputStream checked = new CheckedOutputStream(out, crc);
        checked.write(head);
        for (Entry entry : entries) {
            checked.write(entry.head);
            if (entry.medium != null) {
                try (InputStream in = entry.medium.stream()) {
                    in.transferTo(checked);
                }
            }
        }
        out.write(
                ByteBuffer.allocate(4)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(MaskedCrc.masked(crc))
                        .array());
    }

    private static Entry entry(SampleColumn column, SampleValues sample, int index)
            throws IOException {
        ObjectHandle medium = column.isMedium() ? sample.content(index) : null;
        byte[] feature =
                medium == null
                        ? FeatureBytes.of(sample.value(index), column)
                        : FeatureBytes.headOfOne(medium.sizeBytes());
        long rest = feature.length + (medium == null ? 0 : medium.sizeBytes());
        byte[] key = column.name().getBytes(UTF_8);
        byte[] value = FeatureBytes.head(VALUE, rest);
        ByteArrayOutputStream entry = new ByteArrayOutputStream();
        entry.writeBytes(FeatureBytes.head(KEY, key.length));
        entry.writeBytes(key);
        entry.writeBytes(value);
        entry.writeBytes(feature);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(
                FeatureBytes.head(ENTRY, entry.size() + (medium == null ? 0 : medium.sizeBytes())));
        all.writeBytes(entry.toByteArray());
        return new Entry(all.toByteArray(), medium);
    }

    @Override
    public void finish() throws IOException {
        out.flush();
    }
}
