// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.source.split;

import io.multimodal.connectors.media.source.listing.FolderStateSerializer;
import io.multimodal.connectors.media.source.listing.ListedFiles;
import java.io.IOException;
import java.util.List;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.FileSourceSplitSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputView;

/** Splits as bytes, of messages and of checkpoints. */
public final class FilesSplitSerializer extends FolderStateSerializer<FilesSplit> {
    @Override
    public void write(FilesSplit split, DataOutputView out) throws IOException {
        out.writeUTF(split.splitId());
        ListedFiles.write(split.files(), out);
    }

    @Override
    public FilesSplit read(DataInputDeserializer in) throws IOException {
        return new FilesSplit(in.readUTF(), ListedFiles.read(in));
    }

    @Override
    public FilesSplit readVersion2(DataInputDeserializer in) throws IOException {
        return new FilesSplit(in.readUTF(), ListedFiles.readVersion2(in));
    }

    /** Where a position was recorded, the one row of the file was emitted. */
    @Override
    public FilesSplit ofFileSource(byte[] serialized) throws IOException {
        FileSourceSplit split =
                FileSourceSplitSerializer.INSTANCE.deserialize(FILE_SOURCE_VERSION, serialized);
        return new FilesSplit(
                split.splitId(),
                split.getReaderPosition().isPresent() ? List.of() : List.of(ListedFiles.of(split)));
    }
}
