// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.source.enumerator;

import io.multimodal.connectors.media.source.listing.FileStamp;
import io.multimodal.connectors.media.source.listing.FolderStateSerializer;
import io.multimodal.connectors.media.source.listing.ListedFile;
import io.multimodal.connectors.media.source.listing.ListedFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.FileSourceSplitSerializer;
import org.apache.flink.connector.file.src.PendingSplitsCheckpoint;
import org.apache.flink.connector.file.src.PendingSplitsCheckpointSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The enumerator's part of a checkpoint. The files' stamps follow all their paths and are missing
 * where none is known: earlier versions wrote, and read, no more than the paths.
 */
public final class FolderProgressSerializer extends FolderStateSerializer<FolderProgress> {
    @Override
    public void write(FolderProgress progress, DataOutputView out) throws IOException {
        ListedFiles.write(progress.waiting(), out);
        List<Map.Entry<String, FileStamp>> seen = List.copyOf(progress.seen().entrySet());
        out.writeInt(seen.size());
        for (Map.Entry<String, FileStamp> file : seen) {
            out.writeUTF(file.getKey());
        }
        if (seen.stream().allMatch(file -> file.getValue().equals(FileStamp.UNKNOWN))) {
            return;
        }
        for (Map.Entry<String, FileStamp> file : seen) {
            out.writeLong(file.getValue().sizeBytes());
            out.writeLong(file.getValue().modifiedMillis());
        }
    }

    @Override
    public FolderProgress read(DataInputDeserializer in) throws IOException {
        List<ListedFile> waiting = ListedFiles.read(in);
        int count = in.readInt();
        List<String> paths = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            paths.add(in.readUTF());
        }
        if (in.available() == 0) {
            return new FolderProgress(waiting, Set.copyOf(paths));
        }
        Map<String, FileStamp> seen = new HashMap<>();
        for (String path : paths) {
            seen.put(path, new FileStamp(in.readLong(), in.readLong()));
        }
        return new FolderProgress(waiting, seen);
    }

    @Override
    public FolderProgress ofFileSource(byte[] serialized) throws IOException {
        PendingSplitsCheckpoint<FileSourceSplit> older =
                new PendingSplitsCheckpointSerializer<>(FileSourceSplitSerializer.INSTANCE)
                        .deserialize(FILE_SOURCE_VERSION, serialized);
        Set<String> seen = new HashSet<>();
        older.getAlreadyProcessedPaths().forEach(path -> seen.add(path.toString()));
        return new FolderProgress(older.getSplits().stream().map(ListedFiles::of).toList(), seen);
    }
}
