// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.vectors;

import io.multimodal.vectors.index.Segment;
import io.multimodal.vectors.index.SegmentFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * Version 1: root and id as UTF, rows as a long, the number of files as an int, and of each its
 * name as UTF, its bytes as a long and its reference as UTF.
 */
final class WrittenSegmentSerializer implements SimpleVersionedSerializer<WrittenSegment> {
    private static final int VERSION = 1;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(WrittenSegment written) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(512);
        out.writeUTF(written.root());
        out.writeUTF(written.segment().id());
        out.writeLong(written.segment().rows());
        out.writeInt(written.segment().files().size());
        for (SegmentFile file : written.segment().files()) {
            out.writeUTF(file.name());
            out.writeLong(file.bytes());
            out.writeUTF(file.reference());
        }
        return out.getCopyOfBuffer();
    }

    @Override
    public WrittenSegment deserialize(int version, byte[] bytes) throws IOException {
        if (version != VERSION) {
            throw new IOException(
                    "The state of a vector-index sink has version %d, and this program reads version %d"
                            .formatted(version, VERSION));
        }
        DataInputDeserializer in = new DataInputDeserializer(bytes);
        String root = in.readUTF();
        String id = in.readUTF();
        long rows = in.readLong();
        List<SegmentFile> files = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            files.add(new SegmentFile(in.readUTF(), in.readLong(), in.readUTF()));
        }
        return new WrittenSegment(root, new Segment(id, rows, files));
    }
}
