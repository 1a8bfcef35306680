// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.sink;

import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Version 1: root and id as UTF, the number of bytes of the reference, and these. */
final class StagedListSerializer implements SimpleVersionedSerializer<StagedList> {
    private static final int VERSION = 1;
    private static final int USUAL_BYTES = 256;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(StagedList list) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(USUAL_BYTES);
        out.writeUTF(list.root());
        out.writeUTF(list.id());
        out.writeInt(list.reference().length);
        out.write(list.reference());
        return out.getCopyOfBuffer();
    }

    @Override
    public StagedList deserialize(int version, byte[] bytes) throws IOException {
        if (version != VERSION) {
            throw new IOException(
                    "The state of a media sink has version "
                            + version
                            + ", and this program reads version "
                            + VERSION);
        }
        DataInputDeserializer in = new DataInputDeserializer(bytes);
        String root = in.readUTF();
        String id = in.readUTF();
        byte[] reference = new byte[in.readInt()];
        in.readFully(reference);
        return new StagedList(root, id, reference);
    }
}
