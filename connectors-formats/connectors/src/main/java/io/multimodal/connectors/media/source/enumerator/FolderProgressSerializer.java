// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.source.enumerator;

import io.multimodal.connectors.media.source.listing.FolderStateSerializer;
import io.multimodal.connectors.media.source.listing.ListedFile;
import io.multimodal.connectors.media.source.listing.ListedFiles;
import io.multimodal.connectors.media.source.snapshot.IndexPiece;
import io.multimodal.connectors.media.source.snapshot.SeenFile;
import io.multimodal.connectors.media.source.snapshot.SeenFiles;
import io.multimodal.connectors.media.source.snapshot.SeenFilesCodec;
import io.multimodal.connectors.media.source.snapshot.Stamps;
import io.multimodal.store.ref.ObjectRef;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.FileSourceSplitSerializer;
import org.apache.flink.connector.file.src.PendingSplitsCheckpoint;
import org.apache.flink.connector.file.src.PendingSplitsCheckpointSerializer;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The enumerator's part of a checkpoint. Earlier versions wrote the path of each file that was ever
 * seen; these become the changes to no segments, which the first round writes.
 */
public final class FolderProgressSerializer extends FolderStateSerializer<FolderProgress> {
    @Override
    public void write(FolderProgress progress, DataOutputView out) throws IOException {
        ListedFiles.write(progress.waiting(), out);
        ListingProgress listing = progress.listing();
        out.writeBoolean(listing.ended());
        out.writeUTF(listing.position());
        out.writeLong(listing.left());
        out.writeInt(listing.seen().index().size());
        for (ObjectRef ref : listing.seen().index()) {
            writeBytes(out, ref.toBytes());
        }
        List<SeenFile> changes = new ArrayList<>();
        listing.seen().changes().forEach((path, stamp) -> changes.add(new SeenFile(path, stamp)));
        writeBytes(out, SeenFilesCodec.encode(changes));
    }

    @Override
    public FolderProgress read(DataInputDeserializer in) throws IOException {
        List<ListedFile> waiting = ListedFiles.read(in);
        boolean ended = in.readBoolean();
        String position = in.readUTF();
        long left = in.readLong();
        List<ObjectRef> index = new ArrayList<>();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            index.add(IndexPiece.ref(readBytes(in)));
        }
        Map<String, Long> changes = new HashMap<>();
        SeenFilesCodec.decode(readBytes(in))
                .forEach(file -> changes.put(file.path(), file.stamp()));
        return new FolderProgress(
                waiting, new ListingProgress(ended, position, left, new SeenFiles(index, changes)));
    }

    private static void writeBytes(DataOutputView out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] readBytes(DataInputView in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return bytes;
    }

    @Override
    public FolderProgress readVersion2(DataInputDeserializer in) throws IOException {
        List<ListedFile> waiting = ListedFiles.readVersion2(in);
        List<String> paths = new ArrayList<>();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            paths.add(new Path(in.readUTF()).getPath());
        }
        Map<String, Long> seen = new HashMap<>();
        boolean stamped = in.available() > 0;
        for (String path : paths) {
            long bytes = stamped ? in.readLong() : -1;
            long modified = stamped ? in.readLong() : -1;
            seen.put(path, bytes < 0 ? Stamps.UNKNOWN : Stamps.of(bytes, modified, ""));
        }
        return restored(waiting, seen);
    }

    @Override
    public FolderProgress ofFileSource(byte[] serialized) throws IOException {
        PendingSplitsCheckpoint<FileSourceSplit> older =
                new PendingSplitsCheckpointSerializer<>(FileSourceSplitSerializer.INSTANCE)
                        .deserialize(FILE_SOURCE_VERSION, serialized);
        Map<String, Long> seen = new HashMap<>();
        older.getAlreadyProcessedPaths().forEach(path -> seen.put(path.getPath(), Stamps.UNKNOWN));
        return restored(older.getSplits().stream().map(ListedFiles::of).toList(), seen);
    }

    /** Those versions listed a folder whole, before anything else. */
    private static FolderProgress restored(List<ListedFile> waiting, Map<String, Long> seen) {
        return new FolderProgress(
                waiting,
                new ListingProgress(true, "", Long.MAX_VALUE, new SeenFiles(List.of(), seen)));
    }
}
