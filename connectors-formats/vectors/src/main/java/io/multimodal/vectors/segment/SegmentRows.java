// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.vectors.segment;

import io.multimodal.vectors.index.Segment;
import io.multimodal.vectors.index.SegmentStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.apache.flink.table.data.RowData;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.StoredFields;

/** All rows of a segment, one after the other. Used by one thread; every call blocks. */
public final class SegmentRows implements AutoCloseable {
    private static final Set<String> ROW = Set.of(LuceneFiles.ROW);

    private final RowLayout layout;
    private final SegmentStore store;
    private final Path folder;
    private final OpenSegment open;
    private int leaf = -1;
    private LeafReader reader;
    private StoredFields fields;
    private FloatVectorValues vectors;
    private int document;

    /** Fetches the segment. */
    public SegmentRows(VectorIndex index, Segment segment) throws IOException {
        this.layout = index.layout();
        this.store = SegmentStore.open(index.place());
        this.folder = index.newFolder();
        this.open = OpenSegment.fetch(store, segment, folder);
    }

    /** The next row; null at the end. */
    public RowData next() throws IOException {
        while (reader == null || document == reader.maxDoc()) {
            leaf++;
            if (leaf == open.reader().leaves().size()) {
                leaf--;
                return null;
            }
            reader = open.reader().leaves().get(leaf).reader();
            fields = reader.storedFields();
            vectors = reader.getFloatVectorValues(LuceneFiles.VECTOR);
            document = 0;
        }
        byte[] row = LuceneFiles.row(fields.document(document, ROW));
        float[] vector = null;
        if (vectors != null && advance(document)) {
            vector = vectors.vectorValue().clone();
        }
        document++;
        return layout.decode(row, vector, 0);
    }

    private boolean advance(int to) throws IOException {
        return (vectors.docID() < to ? vectors.advance(to) : vectors.docID()) == to;
    }

    @Override
    public void close() throws IOException {
        try (SegmentStore closedLast = store) {
            open.close();
        } finally {
            LuceneFiles.delete(folder);
        }
    }
}
