// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.vectors.segment;

import io.multimodal.store.error.CorruptObjectException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.flink.util.FileUtils;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.BytesRef;

/** How indexes of Lucene are written here. */
final class LuceneFiles {
    /** The stored field with all columns but the vector. */
    static final String ROW = "row";

    /** The field with the vector. */
    static final String VECTOR = "vector";

    private static final double MAX_BUFFER_MIB = 128;
    private static final double SHARE_OF_HEAP = 1.0 / 16;

    private LuceneFiles() {}

    /** Writes into a folder, which has no index; not visible to readers until it is closed. */
    static IndexWriter writer(Directory folder) throws IOException {
        TieredMergePolicy merges = new TieredMergePolicy();
        merges.setNoCFSRatio(1);
        double heapMib = Runtime.getRuntime().maxMemory() / (double) (1 << 20);
        return new IndexWriter(
                folder,
                new IndexWriterConfig()
                        .setCodec(new EmbeddingCodec())
                        .setMergePolicy(merges)
                        .setUseCompoundFile(true)
                        .setRAMBufferSizeMB(Math.min(MAX_BUFFER_MIB, heapMib * SHARE_OF_HEAP))
                        .setOpenMode(IndexWriterConfig.OpenMode.CREATE));
    }

    /** The bytes of a document's row. */
    static byte[] row(Document document) throws CorruptObjectException {
        BytesRef row = document.getBinaryValue(ROW);
        if (row == null) {
            throw new CorruptObjectException("A segment has a document without a row");
        }
        return Arrays.copyOfRange(row.bytes, row.offset, row.offset + row.length);
    }

    /** Deletes a folder with what is in it; readers that are open keep their files. */
    static void delete(Path folder) {
        FileUtils.deleteDirectoryQuietly(folder.toFile());
    }
}
