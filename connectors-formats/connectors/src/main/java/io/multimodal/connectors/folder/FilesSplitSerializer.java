// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.folder;

import java.io.IOException;
import java.util.List;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.FileSourceSplitSerializer;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * Splits as bytes, of messages and of checkpoints; those of Flink's {@code FileSource} are read.
 */
final class FilesSplitSerializer implements SimpleVersionedSerializer<FilesSplit> {
    @Override
    public int getVersion() {
        return ListedFiles.VERSION;
    }

    @Override
    public byte[] serialize(FilesSplit split) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(128 * (1 + split.files().size()));
        out.writeUTF(split.splitId());
        ListedFiles.write(split.files(), out);
        return out.getCopyOfBuffer();
    }

    @Override
    public FilesSplit deserialize(int version, byte[] serialized) throws IOException {
        return switch (version) {
            case ListedFiles.VERSION -> {
                DataInputDeserializer in = new DataInputDeserializer(serialized);
                yield new FilesSplit(in.readUTF(), ListedFiles.read(in));
            }
            case ListedFiles.FILE_SOURCE_VERSION ->
                    ofOneFile(FileSourceSplitSerializer.INSTANCE.deserialize(version, serialized));
            default -> throw ListedFiles.unknownVersion(version);
        };
    }

    /** Where a position was recorded, the one row of the file was emitted. */
    private static FilesSplit ofOneFile(FileSourceSplit split) {
        return new FilesSplit(
                split.splitId(),
                split.getReaderPosition().isPresent() ? List.of() : List.of(ListedFiles.of(split)));
    }
}
