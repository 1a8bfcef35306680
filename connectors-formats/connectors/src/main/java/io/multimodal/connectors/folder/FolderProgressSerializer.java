// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.folder;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.FileSourceSplitSerializer;
import org.apache.flink.connector.file.src.PendingSplitsCheckpoint;
import org.apache.flink.connector.file.src.PendingSplitsCheckpointSerializer;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** The enumerator's part of a checkpoint; that of Flink's {@code FileSource} is read. */
final class FolderProgressSerializer implements SimpleVersionedSerializer<FolderProgress> {
    @Override
    public int getVersion() {
        return ListedFiles.VERSION;
    }

    @Override
    public byte[] serialize(FolderProgress progress) throws IOException {
        int paths = progress.waiting().size() + progress.seen().size();
        DataOutputSerializer out = new DataOutputSerializer(128 * (1 + paths));
        ListedFiles.write(progress.waiting(), out);
        out.writeInt(progress.seen().size());
        for (String path : progress.seen()) {
            out.writeUTF(path);
        }
        return out.getCopyOfBuffer();
    }

    @Override
    public FolderProgress deserialize(int version, byte[] serialized) throws IOException {
        return switch (version) {
            case ListedFiles.VERSION -> progress(new DataInputDeserializer(serialized));
            case ListedFiles.FILE_SOURCE_VERSION ->
                    progress(
                            new PendingSplitsCheckpointSerializer<>(
                                            FileSourceSplitSerializer.INSTANCE)
                                    .deserialize(version, serialized));
            default -> throw ListedFiles.unknownVersion(version);
        };
    }

    private static FolderProgress progress(DataInputDeserializer in) throws IOException {
        List<ListedFile> waiting = ListedFiles.read(in);
        int count = in.readInt();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < count; i++) {
            seen.add(in.readUTF());
        }
        return new FolderProgress(waiting, seen);
    }

    private static FolderProgress progress(PendingSplitsCheckpoint<FileSourceSplit> older) {
        Set<String> seen = new HashSet<>();
        older.getAlreadyProcessedPaths().forEach(path -> seen.add(path.toString()));
        return new FolderProgress(older.getSplits().stream().map(ListedFiles::of).toList(), seen);
    }
}
