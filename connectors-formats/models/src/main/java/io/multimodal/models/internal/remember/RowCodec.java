// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.remember;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.RowDataSerializer;
import org.apache.flink.table.types.logical.LogicalType;

/**
 * Output rows as bytes: the version as one byte, the CRC-32C of what follows as four, then the row
 * as Flink's {@code RowDataSerializer} writes it. Thread-safe.
 *
 * <p>The check stands before the row because Flink's binary rows trust their bytes: a damaged
 * length makes them allocate gigabytes.
 */
public final class RowCodec {
    private static final byte VERSION = 1;

    /** Offset of the check. */
    private static final int CHECK = 1;

    /** Offset of the row. */
    private static final int ROW = CHECK + Integer.BYTES;

    private final LogicalType[] types;

    /** Rows of these columns. */
    public RowCodec(List<LogicalType> types) {
        this.types = types.toArray(LogicalType[]::new);
    }

    /** The row as bytes. */
    public byte[] encode(RowData row) {
        DataOutputSerializer out = new DataOutputSerializer(256);
        try {
            out.writeByte(VERSION);
            out.writeInt(0);
            // Serializers are not thread-safe, and cheap beside an inference.
            new RowDataSerializer(types).serialize(row, out);
            byte[] bytes = out.getCopyOfBuffer();
            ByteBuffer.wrap(bytes).putInt(CHECK, checkOf(bytes));
            return bytes;
        } catch (IOException e) {
            throw new IllegalStateException("Writing to memory does not fail", e);
        }
    }

    private static int checkOf(byte[] bytes) {
        CRC32C check = new CRC32C();
        check.update(bytes, ROW, bytes.length - ROW);
        return (int) check.getValue();
    }

    /** The row of these bytes; empty where they are of another version or damaged. */
    public Optional<RowData> decode(byte[] bytes) {
        if (bytes.length < ROW
                || bytes[0] != VERSION
                || ByteBuffer.wrap(bytes).getInt(CHECK) != checkOf(bytes)) {
            return Optional.empty();
        }
        try {
            DataInputDeserializer in = new DataInputDeserializer(bytes, ROW, bytes.length - ROW);
            RowDataSerializer serializer = new RowDataSerializer(types);
            RowData row = serializer.deserialize(in);
            // The binary row is lazy and holds on to the record; a copy does neither.
            RowData read = Materialised.row(row, types);
            return in.available() == 0 && row.getArity() == types.length
                    ? Optional.of(read)
                    : Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
