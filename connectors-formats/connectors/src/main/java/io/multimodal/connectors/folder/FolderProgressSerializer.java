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
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The enumerator's part of a checkpoint. */
final class FolderProgressSerializer extends FolderStateSerializer<FolderProgress> {
    @Override
    void write(FolderProgress progress, DataOutputView out) throws IOException {
        ListedFiles.write(progress.waiting(), out);
        out.writeInt(progress.seen().size());
        for (String path : progress.seen()) {
            out.writeUTF(path);
        }
    }

    @Override
    FolderProgress read(DataInputView in) throws IOException {
        List<ListedFile> waiting = ListedFiles.read(in);
        int count = in.readInt();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < count; i++) {
            seen.add(in.readUTF());
        }
        return new FolderProgress(waiting, seen);
    }

    @Override
    FolderProgress ofFileSource(byte[] serialized) throws IOException {
        PendingSplitsCheckpoint<FileSourceSplit> older =
                new PendingSplitsCheckpointSerializer<>(FileSourceSplitSerializer.INSTANCE)
                        .deserialize(FILE_SOURCE_VERSION, serialized);
        Set<String> seen = new HashSet<>();
        older.getAlreadyProcessedPaths().forEach(path -> seen.add(path.toString()));
        return new FolderProgress(older.getSplits().stream().map(ListedFiles::of).toList(), seen);
    }
}
