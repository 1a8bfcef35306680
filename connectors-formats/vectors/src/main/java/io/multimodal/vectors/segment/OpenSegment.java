// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.vectors.segment;

import io.multimodal.store.error.CorruptObjectException;
import io.multimodal.vectors.index.Segment;
import io.multimodal.vectors.index.SegmentStore;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;

/**
 * A segment on the local disk.
 *
 * @param folder deleted when this is closed; whoever still reads may end
 */
record OpenSegment(Segment segment, Path folder, Directory directory, DirectoryReader reader)
        implements AutoCloseable {

    /**
     * Fetches a segment and opens it.
     *
     * @param parent gets a folder for it
     * @throws CorruptObjectException if it is not an index, or not one with as many rows
     */
    static OpenSegment fetch(SegmentStore store, Segment segment, Path parent) throws IOException {
        Path folder = parent.resolve(segment.id());
        boolean opened = false;
        try {
            store.fetch(segment, folder);
            Directory directory = new MMapDirectory(folder);
            DirectoryReader reader = DirectoryReader.open(directory);
            if (reader.numDocs() != segment.rows()) {
                throw new CorruptObjectException(
                        "The segment %s has %d rows, and the manifest says %d"
                                .formatted(segment.id(), reader.numDocs(), segment.rows()));
            }
            opened = true;
            return new OpenSegment(segment, folder, directory, reader);
        } catch (CorruptIndexException
                | IndexFormatTooNewException
                | IndexFormatTooOldException
                | RuntimeException e) {
            throw new CorruptObjectException(
                    "The segment %s cannot be read: %s".formatted(segment.id(), e.getMessage()), e);
        } finally {
            if (!opened) {
                LuceneFiles.delete(folder);
            }
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
        directory.close();
        LuceneFiles.delete(folder);
    }
}
