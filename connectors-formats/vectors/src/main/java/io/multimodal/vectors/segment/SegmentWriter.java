// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.vectors.segment;

import io.multimodal.vectors.index.Segment;
import io.multimodal.vectors.index.SegmentStore;
import io.multimodal.vectors.index.VectorMetric;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.flink.table.data.RowData;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;

/**
 * Writes rows into segments of an index: the graph is built on the local disk, and what is finished
 * is put into the index's store. Used by one thread; every call blocks.
 */
public final class SegmentWriter implements AutoCloseable {
    private final VectorIndex index;
    private final SegmentStore store;
    private final RowLayout layout;
    private final VectorSimilarityFunction similarity;
    private Path folder;
    private Directory directory;
    private IndexWriter writer;
    private long rows;

    /**
     * @param store not closed with this
     */
    public SegmentWriter(VectorIndex index, SegmentStore store) {
        this.index = index;
        this.store = store;
        this.layout = index.layout();
        this.similarity = similarity(index.schema().metric());
    }

    private static VectorSimilarityFunction similarity(VectorMetric metric) {
        return switch (metric) {
            case COSINE -> VectorSimilarityFunction.COSINE;
            case EUCLIDEAN -> VectorSimilarityFunction.EUCLIDEAN;
            case INNER_PRODUCT -> VectorSimilarityFunction.MAXIMUM_INNER_PRODUCT;
        };
    }

    /**
     * Adds a row. One without a vector is read, and never found.
     *
     * @throws io.multimodal.types.failure.MediaException if its vector cannot be in the index; the
     *     row is not added then
     */
    public void add(RowData row) throws IOException {
        Document document = new Document();
        if (!row.isNullAt(index.vectorColumn())) {
            document.add(
                    new KnnFloatVectorField(
                            LuceneFiles.VECTOR,
                            index.vector(row.getArray(index.vectorColumn())),
                            similarity));
        }
        document.add(new StoredField(LuceneFiles.ROW, layout.encode(row)));
        try {
            if (writer == null) {
                folder = index.newFolder();
                directory = new MMapDirectory(folder);
                writer = LuceneFiles.writer(directory);
            }
            writer.addDocument(document);
        } catch (IOException e) {
            throw notBuilt(e);
        }
        rows++;
    }

    private IOException notBuilt(IOException reason) {
        return new IOException(
                "A segment of the index %s cannot be built in the folder %s ('local.folder'): %s"
                        .formatted(index.place().root(), index.localFolder(), reason),
                reason);
    }

    /**
     * Puts the rows since the last call into the store; they belong to the index when a manifest
     * names the segment.
     *
     * @return empty if there are none
     */
    public Optional<Segment> finish() throws IOException {
        if (writer == null) {
            return Optional.empty();
        }
        try {
            writer.close();
        } catch (IOException e) {
            throw notBuilt(e);
        }
        Segment segment = store.put(folder, rows);
        writer = null;
        close();
        return Optional.of(segment);
    }

    /** Drops rows that are not finished. */
    @Override
    public void close() throws IOException {
        rows = 0;
        try {
            if (writer != null) {
                writer.rollback();
            }
            if (directory != null) {
                directory.close();
            }
        } finally {
            writer = null;
            directory = null;
            if (folder != null) {
                LuceneFiles.delete(folder);
                folder = null;
            }
        }
    }
}
