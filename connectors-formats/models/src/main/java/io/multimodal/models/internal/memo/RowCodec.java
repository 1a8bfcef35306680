// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.memo;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.RowDataSerializer;
import org.apache.flink.table.types.logical.LogicalType;

/**
 * Output rows as bytes: the version, then the row as Flink's {@code RowDataSerializer} writes it.
 * Thread-safe.
 */
public final class RowCodec {
    private static final byte VERSION = 1;

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
            // Serializers are not thread-safe, and cheap beside an inference.
            new RowDataSerializer(types).serialize(row, out);
        } catch (IOException e) {
            throw new IllegalStateException("Writing to memory does not fail", e);
        }
        return out.getCopyOfBuffer();
    }

    /** The row of these bytes; empty where they are of another version or damaged. */
    public Optional<RowData> decode(byte[] bytes) {
        try {
            DataInputDeserializer in = new DataInputDeserializer(bytes);
            if (in.readByte() != VERSION) {
                return Optional.empty();
            }
            RowDataSerializer serializer = new RowDataSerializer(types);
            RowData row = serializer.deserialize(in);
            // The binary row is lazy: reading it all finds damage here and not in the job.
            RowData read = Materialised.row(row, types);
            return in.available() == 0 && row.getArity() == types.length
                    ? Optional.of(read)
                    : Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
