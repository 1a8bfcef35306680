// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.source.listing;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
            out.writeUTF(file.path().toUri().toString());
            out.writeLong(file.sizeBytes());
            out.writeLong(file.modified().toEpochMilli());
            out.writeUTF(file.etag().orElse(""));
        }
    }

    public static List<ListedFile> read(DataInputView in) throws IOException {
        int count = in.readInt();
        List<ListedFile> files = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Path path = path(in.readUTF());
            long bytes = in.readLong();
            Instant modified = Instant.ofEpochMilli(in.readLong());
            Optional<String> etag = Optional.of(in.readUTF()).filter(text -> !text.isEmpty());
            files.add(new ListedFile(path, bytes, modified, etag));
        }
        return files;
    }

    private static Path path(String uri) throws IOException {
        try {
            return new Path(new URI(uri));
        } catch (URISyntaxException e) {
            throw new IOException("A checkpoint holds '" + uri + "', which is not a URI", e);
        }
    }

    /** As version 2 wrote them, which knew no ETags. */
    public static List<ListedFile> readVersion2(DataInputView in) throws IOException {
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
