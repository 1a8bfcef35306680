// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.FileSourceSplitSerializer;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * Version 2: how many files were emitted, or -1 where none was; the number of files; of each its
 * path, size and time of modification in milliseconds. Version 1 was Flink's own split of one file.
 */
final class FilesSplitSerializer implements SimpleVersionedSerializer<FilesSplit> {
    private static final int VERSION = 2;
    private static final long NONE_READ = -1;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(FilesSplit split) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(128 * split.files().size());
        out.writeLong(
                split.getReaderPosition()
                        .map(CheckpointedPosition::getRecordsAfterOffset)
                        .orElse(NONE_READ));
        out.writeInt(split.files().size());
        for (ListedFile file : split.files()) {
            Path.serializeToDataOutputView(file.path(), out);
            out.writeLong(file.sizeBytes());
            out.writeLong(file.modified().toEpochMilli());
        }
        return out.getCopyOfBuffer();
    }

    @Override
    public FilesSplit deserialize(int version, byte[] serialized) throws IOException {
        return switch (version) {
            case VERSION -> files(new DataInputDeserializer(serialized));
            case 1 -> oneFile(FileSourceSplitSerializer.INSTANCE.deserialize(version, serialized));
            default ->
                    throw new IOException(
                            "Cannot restore a split of a media source of version %d: this version of Flink Multimodal reads up to %d."
                                    .formatted(version, VERSION));
        };
    }

    private static FilesSplit files(DataInputDeserializer in) throws IOException {
        long read = in.readLong();
        int count = in.readInt();
        List<ListedFile> files = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Path path = Path.deserializeFromDataInputView(in);
            files.add(new ListedFile(path, in.readLong(), Instant.ofEpochMilli(in.readLong())));
        }
        return new FilesSplit(files, read == NONE_READ ? null : afterFiles(read));
    }

    private static FilesSplit oneFile(FileSourceSplit split) {
        ListedFile file =
                new ListedFile(
                        split.path(),
                        split.fileSize(),
                        Instant.ofEpochMilli(split.fileModificationTime()));
        return new FilesSplit(List.of(file), split.getReaderPosition().orElse(null));
    }

    private static CheckpointedPosition afterFiles(long read) {
        return new CheckpointedPosition(CheckpointedPosition.NO_OFFSET, read);
    }
}
