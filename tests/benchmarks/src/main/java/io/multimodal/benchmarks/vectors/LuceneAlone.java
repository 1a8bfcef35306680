// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.vectors;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;

/** An index of Lucene with vectors and nothing else. */
final class LuceneAlone implements AutoCloseable {
    private final Directory directory;
    private final DirectoryReader reader;
    private final IndexSearcher searcher;

    private LuceneAlone(Directory directory) throws IOException {
        this.directory = directory;
        this.reader = DirectoryReader.open(directory);
        this.searcher = new IndexSearcher(reader);
        searcher.setQueryCache(null);
    }

    static LuceneAlone build(Path folder, float[][] vectors) throws IOException {
        Directory directory = new MMapDirectory(folder);
        IndexWriterConfig config = new IndexWriterConfig();
        config.setRAMBufferSizeMB(128);
        try (IndexWriter writer = new IndexWriter(directory, config)) {
            for (float[] vector : vectors) {
                Document document = new Document();
                document.add(new KnnFloatVectorField("v", vector, VectorSimilarityFunction.COSINE));
                writer.addDocument(document);
            }
        }
        return new LuceneAlone(directory);
    }

    int search(float[] query, int most, int candidates) throws IOException {
        return searcher.search(new KnnFloatVectorQuery("v", query, candidates), most)
                .scoreDocs
                .length;
    }

    @Override
    public void close() throws IOException {
        reader.close();
        directory.close();
    }
}
