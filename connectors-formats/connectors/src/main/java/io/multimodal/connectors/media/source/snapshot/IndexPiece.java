// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.source.snapshot;

import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.ref.ObjectRef;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** A piece of the index as bytes: of each segment its first path and its reference, in order. */
public final class IndexPiece {
    private static final int VERSION = 1;
    private static final int INITIAL_BYTES = 512;

    private IndexPiece() {}

    static byte[] encode(Map<String, ObjectRef> segments) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(INITIAL_BYTES);
        out.writeByte(VERSION);
        out.writeInt(segments.size());
        for (Map.Entry<String, ObjectRef> segment : segments.entrySet()) {
            out.writeUTF(segment.getKey());
            byte[] ref = segment.getValue().toBytes();
            out.writeInt(ref.length);
            out.write(ref);
        }
        return out.getCopyOfBuffer();
    }

    static Map<String, ObjectRef> decode(byte[] bytes) throws IOException {
        DataInputDeserializer in = new DataInputDeserializer(bytes);
        int version = in.readByte();
        if (version != VERSION) {
            throw new IOException(
                    "An index of seen files has version %d; this version of Flink Multimodal reads %d"
                            .formatted(version, VERSION));
        }
        Map<String, ObjectRef> segments = new LinkedHashMap<>();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            String first = in.readUTF();
            int length = in.readInt();
            if (length < 0 || length > in.available()) {
                throw new IOException("An index of seen files is damaged at its segment " + i);
            }
            byte[] ref = new byte[length];
            in.readFully(ref);
            segments.put(first, ref(ref));
        }
        return segments;
    }

    /**
     * The reference of these bytes, which come from a checkpoint or from what one refers to.
     *
     * @throws IOException if they are not a reference
     */
    public static ObjectRef ref(byte[] bytes) throws IOException {
        try {
            return ObjectRef.fromBytes(bytes);
        } catch (InvalidReferenceException e) {
            throw new IOException("What was seen of a folder refers to no object", e);
        }
    }
}
