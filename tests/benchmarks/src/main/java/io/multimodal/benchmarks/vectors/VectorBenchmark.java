// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.vectors;

import io.multimodal.benchmarks.store.Rounds;
import io.multimodal.vectors.index.IndexManifests;
import io.multimodal.vectors.index.IndexPlace;
import io.multimodal.vectors.index.IndexSchema;
import io.multimodal.vectors.index.Segment;
import io.multimodal.vectors.index.SegmentStore;
import io.multimodal.vectors.index.VectorMetric;
import io.multimodal.vectors.segment.SegmentWriter;
import io.multimodal.vectors.segment.VectorIndex;
import io.multimodal.vectors.segment.VectorSearcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.util.FileUtils;

/**
 * How fast is a vector index built and searched, beside Lucene alone and beside a loop over all
 * vectors, and how many of the ten nearest does it find? Vectors of 384 numbers in clusters, one
 * thread, by turns. The arguments are the number of vectors, 20,000 if not given, and of rounds, 5.
 */
public final class VectorBenchmark {
    private static final int DIMENSION = 384;
    private static final int CLUSTERS = 500;
    private static final int QUERIES = 200;
    private static final int MOST = 10;
    private static final int CANDIDATES = 50;
    private static final RowType ROW =
            (RowType)
                    DataTypes.ROW(
                                    DataTypes.FIELD("id", DataTypes.INT()),
                                    DataTypes.FIELD("v", DataTypes.ARRAY(DataTypes.FLOAT())))
                            .getLogicalType();

    private final Random random = new Random(7);
    private final float[][] vectors;
    private final float[][] queries = new float[QUERIES][];

    private VectorBenchmark(int count) {
        float[][] centres = new float[CLUSTERS][];
        for (int i = 0; i < CLUSTERS; i++) {
            centres[i] = near(new float[DIMENSION], 1);
        }
        vectors = new float[count][];
        for (int i = 0; i < count; i++) {
            vectors[i] = near(centres[random.nextInt(CLUSTERS)], 0.6);
        }
        for (int i = 0; i < QUERIES; i++) {
            queries[i] = near(centres[random.nextInt(CLUSTERS)], 0.6);
        }
    }

    public static void main(String[] args) throws Exception {
        int count = args.length > 0 ? Integer.parseInt(args[0]) : 20_000;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        Path folder = Files.createTempDirectory("bench-vectors-");
        try {
            new VectorBenchmark(count).run(folder, rounds);
        } finally {
            FileUtils.deleteDirectoryQuietly(folder.toFile());
        }
    }

    private void run(Path folder, int rounds) throws Exception {
        VectorIndex index =
                new VectorIndex(
                        IndexPlace.of(folder.resolve("index").toString()),
                        IndexSchema.of(VectorMetric.COSINE, DIMENSION, ROW, 1),
                        ROW,
                        1,
                        folder.resolve("local").toString(),
                        Long.MAX_VALUE);
        long begin = System.nanoTime();
        try (LuceneAlone lucene = LuceneAlone.build(folder.resolve("lucene"), vectors)) {
            long built = System.nanoTime();
            write(index);
            long written = System.nanoTime();
            System.out.printf(
                    "built: %,.0f vectors/s, Lucene alone %,.0f, ratio %.2f%n",
                    vectors.length / seconds(built, written),
                    vectors.length / seconds(begin, built),
                    seconds(begin, built) / seconds(built, written));
            try (VectorSearcher searcher = new VectorSearcher(index, CANDIDATES, Long.MAX_VALUE)) {
                System.out.printf("recall@%d: %.3f%n", MOST, recall(searcher));
                new Rounds("search with rows and scores", "Lucene alone", "queries")
                        .run(
                                1,
                                rounds,
                                round -> new Rounds.Work(QUERIES, () -> alone(lucene)),
                                round -> new Rounds.Work(QUERIES, () -> search(searcher)));
                new Rounds("search with rows and scores", "a loop over all vectors", "queries")
                        .run(
                                1,
                                rounds,
                                round -> new Rounds.Work(QUERIES, this::loop),
                                round -> new Rounds.Work(QUERIES, () -> search(searcher)));
            }
        }
    }

    private void write(VectorIndex index) throws IOException {
        try (SegmentStore store = SegmentStore.open(index.place());
                SegmentWriter writer = new SegmentWriter(index, store);
                IndexManifests manifests = IndexManifests.open(index.place(), index.schema())) {
            for (int i = 0; i < vectors.length; i++) {
                writer.add(GenericRowData.of(i, new GenericArrayData(vectors[i])));
            }
            List<Segment> segments = writer.finish().stream().toList();
            manifests.change(manifest -> manifest.with(segments));
        }
    }

    private double recall(VectorSearcher searcher) throws IOException {
        int hits = 0;
        for (float[] query : queries) {
            double worst = nearest(query)[MOST - 1];
            for (RowData row : searcher.search(query, MOST)) {
                hits += dot(query, vectors[row.getInt(0)]) >= worst ? 1 : 0;
            }
        }
        return hits / (double) (QUERIES * MOST);
    }

    private void search(VectorSearcher searcher) throws IOException {
        for (float[] query : queries) {
            check(searcher.search(query, MOST).size());
        }
    }

    private void alone(LuceneAlone lucene) throws IOException {
        for (float[] query : queries) {
            check(lucene.search(query, MOST, CANDIDATES));
        }
    }

    private void loop() {
        for (float[] query : queries) {
            check(nearest(query).length);
        }
    }

    private static void check(int found) {
        if (found != MOST) {
            throw new IllegalStateException("Found " + found + " of " + MOST);
        }
    }

    /** The products with the nearest vectors, all of which have the length 1. */
    private float[] nearest(float[] query) {
        float[] best = new float[MOST];
        Arrays.fill(best, -2);
        for (float[] vector : vectors) {
            float product = dot(query, vector);
            for (int at = MOST - 1; at >= 0 && product > best[at]; at--) {
                if (at < MOST - 1) {
                    best[at + 1] = best[at];
                }
                best[at] = product;
            }
        }
        return best;
    }

    private static float dot(float[] one, float[] other) {
        float product = 0;
        for (int i = 0; i < one.length; i++) {
            product += one[i] * other[i];
        }
        return product;
    }

    /** A vector of length 1 at about this distance, in a random direction. */
    private float[] near(float[] centre, double distance) {
        float[] vector = new float[DIMENSION];
        double squares = 0;
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] =
                    (float) (centre[i] + random.nextGaussian() * distance / Math.sqrt(DIMENSION));
            squares += (double) vector[i] * vector[i];
        }
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] /= (float) Math.sqrt(squares);
        }
        return vector;
    }

    private static double seconds(long from, long to) {
        return (to - from) / 1e9;
    }
}
