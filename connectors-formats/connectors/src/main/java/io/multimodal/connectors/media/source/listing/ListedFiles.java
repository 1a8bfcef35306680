// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.source.listing;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Lists of files as bytes of a checkpoint. */
public final class ListedFiles {
    private ListedFiles() {}

    public static void write(List<ListedFile> files, DataOutputView out) throws IOException {
        out.writeInt(files.size());
        for (ListedFile file : files) {
            Path.serializeToDataOutputView(file.path(), out);
            out.writeLong(file.sizeBytes());
            out.writeLong(file.modified().toEpochMilli());
        }
    }

    public static List<ListedFile> read(DataInputView in) throws IOException {
        int count = in.readInt();
        List<ListedFile> files = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Path path = Path.deserializeFromDataInputView(in);
            files.add(new ListedFile(path, in.readLong(), Instant.ofEpochMilli(in.readLong())));
        }
        return files;
    }

    public static ListedFile of(FileSourceSplit split) {
        return new ListedFile(
                split.path(), split.fileSize(), Instant.ofEpochMilli(split.fileModificationTime()));
    }
}
