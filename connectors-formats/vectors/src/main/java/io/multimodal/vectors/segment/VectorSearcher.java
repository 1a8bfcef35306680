// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.vectors.segment;

import io.multimodal.store.error.CorruptObjectException;
import io.multimodal.store.runtime.SharedResources;
import io.multimodal.vectors.index.VectorMetric;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.ScoreDoc;

/** Searches an index for one subtask. Used by one thread; every call blocks. */
public final class VectorSearcher implements AutoCloseable {
    private static final SharedResources<VectorIndex, SharedSearch, IOException> IN_USE =
            new SharedResources<>("a vector index", IOException::new);

    private static final Set<String> ROW = Set.of(LuceneFiles.ROW);

    private final SharedResources<VectorIndex, SharedSearch, IOException>.Lease lease;
    private final RowLayout layout;
    private final VectorMetric metric;
    private final int candidates;
    private final long refreshNanos;
    private final int scoreField;

    /**
     * Opens an index, and fetches it, if no other subtask of this process has it open.
     *
     * @param candidates how many vectors a search looks at, at least; more find more of the nearest
     * @param refreshNanos how old the version may be that is searched
     */
    public VectorSearcher(VectorIndex index, int candidates, long refreshNanos) throws IOException {
        this.lease = IN_USE.acquire(index, () -> SharedSearch.open(index));
        this.layout = index.layout();
        this.metric = index.schema().metric();
        this.candidates = candidates;
        this.refreshNanos = refreshNanos;
        this.scoreField = index.row().getFieldCount();
    }

    /**
     * The rows with the nearest vectors, the nearest one first, each with its score as one more
     * field.
     *
     * @param query of the index's dimension
     * @param most how many, at least 1
     */
    public List<RowData> search(float[] query, int most) throws IOException {
        IndexReader reader = lease.resource().acquire(refreshNanos);
        try {
            int seen = Math.min(Math.max(most, candidates), Math.max(1, reader.maxDoc()));
            IndexSearcher searcher = new IndexSearcher(reader);
            searcher.setQueryCache(null);
            ScoreDoc[] found =
                    searcher.search(new KnnFloatVectorQuery(LuceneFiles.VECTOR, query, seen), most)
                            .scoreDocs;
            List<GenericRowData> rows = new ArrayList<>(found.length);
            for (ScoreDoc each : found) {
                rows.add(row(reader, each.doc, query));
            }
            Comparator<GenericRowData> nearest =
                    (one, other) ->
                            metric.compare(one.getDouble(scoreField), other.getDouble(scoreField));
            rows.sort(nearest);
            return List.copyOf(rows);
        } finally {
            reader.decRef();
        }
    }

    /** Lucene's scores have 32 bits and depend on its own formulas; so they are computed anew. */
    private GenericRowData row(IndexReader reader, int document, float[] query) throws IOException {
        LeafReaderContext leaf =
                reader.leaves().get(ReaderUtil.subIndex(document, reader.leaves()));
        int inLeaf = document - leaf.docBase;
        FloatVectorValues vectors = leaf.reader().getFloatVectorValues(LuceneFiles.VECTOR);
        if (vectors == null || vectors.advance(inLeaf) != inLeaf) {
            throw new CorruptObjectException("A segment has lost the vector that a search found");
        }
        float[] vector = vectors.vectorValue().clone();
        byte[] bytes = LuceneFiles.row(leaf.reader().storedFields().document(inLeaf, ROW));
        GenericRowData row = layout.decode(bytes, vector, 1);
        row.setField(scoreField, metric.score(query, vector));
        return row;
    }

    @Override
    public void close() throws IOException {
        lease.close();
    }
}
