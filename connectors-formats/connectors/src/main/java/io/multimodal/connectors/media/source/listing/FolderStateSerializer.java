// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.source.listing;

import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/** A part of this source's checkpoints; that of Flink's {@code FileSource} is read, too. */
public abstract class FolderStateSerializer<T> implements SimpleVersionedSerializer<T> {
    private static final int VERSION = 3;

    /** That of checkpoints that hold the path of each file that was ever seen. */
    private static final int PATHS_VERSION = 2;

    /** That of checkpoints of tables that were read by Flink's own {@code FileSource}. */
    public static final int FILE_SOURCE_VERSION = 1;

    private static final int INITIAL_BYTES = 512;

    public abstract void write(T value, DataOutputView out) throws IOException;

    public abstract T read(DataInputDeserializer in) throws IOException;

    /** What version 2 wrote. */
    public abstract T readVersion2(DataInputDeserializer in) throws IOException;

    /** What Flink's {@code FileSource} wrote in its {@link #FILE_SOURCE_VERSION}. */
    public abstract T ofFileSource(byte[] serialized) throws IOException;

    @Override
    public final int getVersion() {
        return VERSION;
    }

    @Override
    public final byte[] serialize(T value) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(INITIAL_BYTES);
        write(value, out);
        return out.getCopyOfBuffer();
    }

    @Override
    public final T deserialize(int version, byte[] serialized) throws IOException {
        return switch (version) {
            case VERSION -> read(new DataInputDeserializer(serialized));
            case PATHS_VERSION -> readVersion2(new DataInputDeserializer(serialized));
            case FILE_SOURCE_VERSION -> ofFileSource(serialized);
            default ->
                    throw new IOException(
                            "Cannot restore the state of a folder source of version %d: this version of Flink Multimodal reads up to %d."
                                    .formatted(version, VERSION));
        };
    }
}
