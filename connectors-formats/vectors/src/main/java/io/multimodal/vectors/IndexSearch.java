// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.vectors;

import io.multimodal.vectors.segment.VectorIndex;
import io.multimodal.vectors.segment.VectorSearcher;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.functions.FunctionContext;
import org.apache.flink.table.functions.VectorSearchFunction;

/** Finds the nearest rows of each vector. One that is NULL has none. */
public final class IndexSearch extends VectorSearchFunction {
    private static final long serialVersionUID = 1L;

    private final VectorIndex index;
    private final int candidates;
    private final long refreshNanos;
    private transient VectorSearcher searcher;

    IndexSearch(VectorIndex index, int candidates, long refreshNanos) {
        this.index = index;
        this.candidates = candidates;
        this.refreshNanos = refreshNanos;
    }

    @Override
    public void open(FunctionContext context) throws IOException {
        searcher = new VectorSearcher(index, candidates, refreshNanos);
    }

    @Override
    public Collection<RowData> vectorSearch(int most, RowData query) throws IOException {
        if (query.isNullAt(0)) {
            return List.of();
        }
        return searcher.search(index.vector(query.getArray(0)), most);
    }

    @Override
    public void close() throws IOException {
        if (searcher != null) {
            searcher.close();
            searcher = null;
        }
    }
}
