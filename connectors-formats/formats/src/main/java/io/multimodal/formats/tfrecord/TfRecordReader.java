// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.tfrecord;

import io.multimodal.formats.spi.Sample;
import io.multimodal.formats.spi.SampleColumn;
import io.multimodal.formats.spi.SampleField;
import io.multimodal.formats.spi.SampleInput;
import io.multimodal.formats.spi.SampleReader;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.protobuf.ProtobufFields.Part;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;

/**
 * Reads records: 8 bytes with the length, 4 with its checksum, the message, 4 with its checksum. A
 * record with a wrong checksum or a bad message is a faulty sample; the records after it are read.
 */
final class TfRecordReader implements SampleReader {
    /** A longer record is a faulty sample: it is held in memory. */
    static final int MOST_BYTES = 512 << 20;

    private static final int LENGTH_BYTES = 8;
    private static final int CRC_BYTES = 4;

    private final SampleInput file;
    private final List<SampleColumn> columns;
    private long next;

    TfRecordReader(SampleInput file, List<SampleColumn> columns) {
        this.file = file;
        this.columns = columns;
        this.next = file.position();
    }

    @Override
    public Sample next() throws IOException {
        long begin = next;
        if (begin >= file.sizeBytes()) {
            return null;
        }
        file.seek(begin);
        ByteBuffer head =
                ByteBuffer.wrap(file.readExactly(LENGTH_BYTES + CRC_BYTES))
                        .order(ByteOrder.LITTLE_ENDIAN);
        long length = head.getLong();
        if (head.getInt() != MaskedCrc.of(head.array(), LENGTH_BYTES)) {
            throw new MediaException(
                    ErrorCode.CORRUPT,
                    "the length of the record at byte %d has a wrong checksum".formatted(begin));
        }
        long content = begin + LENGTH_BYTES + CRC_BYTES;
        long left = file.sizeBytes() - content - CRC_BYTES;
        if (length < 0 || length > left) {
            throw new MediaException(
                    ErrorCode.TRUNCATED,
                    "the record at byte %d has %s bytes, and the file ends after %d of them"
                            .formatted(begin, Long.toUnsignedString(length), Math.max(0, left)));
        }
        next = content + length + CRC_BYTES;
        String name = "at byte " + begin;
        if (length > MOST_BYTES) {
            return Sample.faulty(
                    name,
                    next,
                    "it has %d bytes, and at most %d are read".formatted(length, MOST_BYTES));
        }
        byte[] record = file.readExactly((int) length);
        int crc =
                ByteBuffer.wrap(file.readExactly(CRC_BYTES))
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .getInt();
        if (crc != MaskedCrc.of(record, record.length)) {
            return Sample.faulty(name, next, "its content has a wrong checksum");
        }
        return sample(name, record, content);
    }

    private Sample sample(String name, byte[] record, long content) {
        Map<String, Part> features;
        try {
            features = Example.features(record);
        } catch (MediaException e) {
            return Sample.faulty(name, next, e.getMessage());
        }
        SampleField[] fields = new SampleField[columns.size()];
        for (int i = 0; i < fields.length; i++) {
            Part part = features.get(columns.get(i).name());
            if (part != null) {
                fields[i] = field(record, part, content, columns.get(i));
            }
        }
        return Sample.of(name, Arrays.asList(fields), next);
    }

    private static SampleField field(byte[] record, Part part, long content, SampleColumn column) {
        try {
            Feature feature = Feature.of(record, part);
            if (column.type() instanceof ArrayType array) {
                Object[] values = new Object[feature.values().size()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = feature.value(record, i, array.getElementType());
                }
                return new SampleField.Value(new GenericArrayData(values));
            }
            return feature.values().isEmpty() ? null : single(record, feature, content, column);
        } catch (MediaException e) {
            return new SampleField.Faulty(e.getMessage());
        }
    }

    private static SampleField single(
            byte[] record, Feature feature, long content, SampleColumn column)
            throws MediaException {
        LogicalType type = column.type();
        if (feature.values().size() > 1) {
            return new SampleField.Faulty(
                    "it has %d values; declare the column as ARRAY<%s>"
                            .formatted(feature.values().size(), type.asSummaryString()));
        } else if (!column.isMedium()) {
            return new SampleField.Value(feature.value(record, 0, type));
        } else if (feature.values().get(0) instanceof Part bytes) {
            return new SampleField.Range(content + bytes.offset(), bytes.length());
        }
        return new SampleField.Faulty("it is a list of " + feature.type() + ", not of bytes");
    }
}
