// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.vectors.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.error.CorruptObjectException;
import io.multimodal.store.error.RefusedException;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.vectors.index.IndexManifests;
import io.multimodal.vectors.index.IndexPlace;
import io.multimodal.vectors.index.IndexSchema;
import io.multimodal.vectors.index.Manifest;
import io.multimodal.vectors.index.Segment;
import io.multimodal.vectors.index.SegmentStore;
import io.multimodal.vectors.index.VectorMetric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An index without Flink's runtime: what is written is found, read, merged and refused. */
class VectorIndexTest {
    private static final long ALWAYS = 0;
    private static final int DIMENSION = 16;
    private static final RowType ROW =
            (RowType)
                    DataTypes.ROW(
                                    DataTypes.FIELD("id", DataTypes.INT()),
                                    DataTypes.FIELD("v", DataTypes.ARRAY(DataTypes.FLOAT())),
                                    DataTypes.FIELD("text", DataTypes.STRING()))
                            .getLogicalType();

    private final Random random = new Random(1);

    @TempDir Path folder;

    @ParameterizedTest
    @EnumSource
    void findsTheNearestOfManySegmentsAsALoopDoes(VectorMetric metric) throws Exception {
        VectorIndex index = index(metric, DIMENSION);
        List<float[]> vectors = IntStream.range(0, 900).mapToObj(i -> vector()).toList();
        for (int segment = 0; segment < 3; segment++) {
            List<RowData> rows = new ArrayList<>();
            for (int i = segment * 300; i < segment * 300 + 300; i++) {
                rows.add(row(i, vectors.get(i)));
            }
            add(index, rows);
        }
        int hits = 0;
        try (VectorSearcher searcher = new VectorSearcher(index, 50, ALWAYS)) {
            for (int q = 0; q < 20; q++) {
                float[] query = vector();
                List<Integer> expected = brute(metric, vectors, query, 10);
                List<RowData> found = searcher.search(query, 10);
                assertThat(found).hasSize(10);
                double last = found.get(0).getDouble(3);
                for (RowData row : found) {
                    hits += expected.contains(row.getInt(0)) ? 1 : 0;
                    assertThat(row.getArray(1).toFloatArray())
                            .isEqualTo(vectors.get(row.getInt(0)));
                    assertThat(row.getString(2)).hasToString("row " + row.getInt(0));
                    assertThat(row.getDouble(3))
                            .isEqualTo(metric.score(query, vectors.get(row.getInt(0))));
                    assertThat(metric.compare(last, row.getDouble(3))).isNotPositive();
                    last = row.getDouble(3);
                }
            }
        }
        assertThat(hits).isGreaterThanOrEqualTo(198);
    }

    /** Values by hand: 3-4-5 triangles. */
    @Test
    void scoresAreThoseOfTheMetric() {
        float[] one = {3, 4};
        float[] other = {4, 3};
        assertThat(VectorMetric.COSINE.score(one, other)).isEqualTo(0.96);
        assertThat(VectorMetric.INNER_PRODUCT.score(one, other)).isEqualTo(24);
        assertThat(VectorMetric.EUCLIDEAN.score(one, other)).isEqualTo(Math.sqrt(2));
    }

    @Test
    void hasNoRowsBeforeItIsWrittenAndNeverMoreThanItHas() throws Exception {
        VectorIndex index = index(VectorMetric.EUCLIDEAN, 2);
        try (VectorSearcher searcher = new VectorSearcher(index, 5, ALWAYS)) {
            assertThat(searcher.search(new float[2], 3)).isEmpty();
            add(index, List.of(row(1, new float[] {1, 0}), row(2, null)));
            assertThat(searcher.search(new float[2], 3)).hasSize(1);
            add(index, List.of(row(3, null)));
            assertThat(searcher.search(new float[2], 100)).hasSize(1);
        }
        assertThat(read(index)).containsExactlyInAnyOrder("1: [1.0, 0.0]", "2: null", "3: null");
        assertThat(local()).isEmpty();
    }

    @Test
    void seesWhatIsAddedOnlyWhenItLooksAgain() throws Exception {
        VectorIndex index = index(VectorMetric.COSINE, 2);
        add(index, List.of(row(1, new float[] {1, 0})));
        try (VectorSearcher old = new VectorSearcher(index, 5, Long.MAX_VALUE)) {
            add(index, List.of(row(2, new float[] {0, 1})));
            assertThat(old.search(new float[] {1, 1}, 5)).hasSize(1);
            try (VectorSearcher fresh = new VectorSearcher(index, 5, ALWAYS)) {
                assertThat(fresh.search(new float[] {1, 1}, 5)).hasSize(2);
            }
        }
    }

    @Test
    void mergesManySmallSegmentsAndKeepsAllRows() throws Exception {
        VectorIndex index = index(VectorMetric.COSINE, 2);
        List<Segment> first = List.of();
        for (int i = 0; i < SegmentMerger.FAN_IN; i++) {
            List<Segment> added = add(index, List.of(row(i, new float[] {1, i}), row(-i, null)));
            first = i == 0 ? added : first;
        }
        List<String> before = read(index);
        try (SegmentStore store = SegmentStore.open(index.place())) {
            new SegmentMerger(index, store).run();
        }
        assertThat(manifest(index).segments()).hasSize(1);
        assertThat(read(index)).containsExactlyInAnyOrderElementsOf(before);
        try (VectorSearcher searcher = new VectorSearcher(index, 50, ALWAYS)) {
            assertThat(searcher.search(new float[] {1, 3}, 1).get(0).getInt(0)).isEqualTo(3);
        }
        // A commit that is repeated after the merge adds nothing.
        commit(index, first);
        assertThat(manifest(index).rows()).isEqualTo(2 * SegmentMerger.FAN_IN);
    }

    @Test
    void refusesVectorsThatCannotBeCompared() throws Exception {
        VectorIndex index = index(VectorMetric.COSINE, 2);
        refused(index, new float[3], "has 3 numbers, and those of the index have 2");
        refused(index, new float[] {1, Float.NaN}, "is NaN at index 1");
        refused(index, new float[] {Float.NEGATIVE_INFINITY, 1}, "is -Infinity at index 0");
        refused(index, new float[2], "has zeros only");
        assertThat(index(VectorMetric.EUCLIDEAN, 2).vector(new GenericArrayData(new float[2])))
                .hasSize(2);
        assertThatThrownBy(() -> index.vector(new GenericArrayData(new Object[] {1f, null})))
                .hasMessageContaining("is NULL at index 1");
    }

    private static void refused(VectorIndex index, float[] vector, String message) {
        assertThatThrownBy(() -> index.vector(new GenericArrayData(vector)))
                .isInstanceOfSatisfying(
                        MediaException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.REFUSED))
                .hasMessageContaining(message);
    }

    @Test
    void refusesATableThatDeclaresAnotherIndex() throws Exception {
        add(index(VectorMetric.COSINE, 2), List.of(row(1, new float[] {1, 0})));
        assertThatThrownBy(() -> index(VectorMetric.COSINE, 3).check())
                .hasMessageContaining("has 'dimension' = 2, and the table declares 3");
        assertThatThrownBy(() -> index(VectorMetric.EUCLIDEAN, 2).check())
                .hasMessageContaining("has 'metric' = cosine, and the table declares euclidean");
    }

    @Test
    void saysThatASegmentIsDamaged() throws Exception {
        VectorIndex index = index(VectorMetric.COSINE, DIMENSION);
        List<RowData> rows = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            rows.add(row(i, vector()));
        }
        add(index, rows);
        Path largest;
        try (Stream<Path> files = Files.walk(folder.resolve("index/objects"))) {
            largest =
                    files.filter(Files::isRegularFile)
                            .max(Comparator.comparingLong(file -> file.toFile().length()))
                            .orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(largest);
        bytes[bytes.length / 2] ^= 1;
        largest.toFile().setWritable(true);
        Files.write(largest, bytes);
        assertThatThrownBy(() -> new VectorSearcher(index, 50, ALWAYS))
                .isInstanceOf(CorruptObjectException.class);
        assertThat(local()).isEmpty();
    }

    @Test
    void saysThatAManifestIsDamaged() throws Exception {
        VectorIndex index = index(VectorMetric.COSINE, 2);
        add(index, List.of(row(1, new float[] {1, 0})));
        Path manifest = folder.resolve("index/versions/0000000000000000001.json");
        String text = Files.readString(manifest);
        Files.writeString(manifest, text.replace("segments_1", "../../x"));
        assertThatThrownBy(index::check)
                .isInstanceOf(CorruptObjectException.class)
                .hasMessageContaining("names '../../x'");
        Files.writeString(manifest, text.replace("\"rows\":1", "\"rows\":7"));
        assertThatThrownBy(() -> new VectorSearcher(index, 50, ALWAYS))
                .isInstanceOf(CorruptObjectException.class)
                .hasMessageContaining("has 1 rows, and the manifest says 7");
        Files.writeString(manifest, "{}");
        assertThatThrownBy(index::check).hasMessageContaining("has the format");
    }

    @Test
    void fetchesNoMoreThanItMay() throws Exception {
        VectorIndex index = index(VectorMetric.COSINE, 2);
        add(index, List.of(row(1, new float[] {1, 0})));
        VectorIndex small =
                new VectorIndex(index.place(), index.schema(), ROW, 1, index.localFolder(), 100);
        assertThatThrownBy(() -> new VectorSearcher(small, 50, ALWAYS))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("raise 'local.max-size'");
    }

    @Test
    void takesVectorsThatAreLongerThanLucenesDefault() throws Exception {
        VectorIndex index = index(VectorMetric.COSINE, 3072);
        float[] vector = new float[3072];
        vector[3071] = 1;
        add(index, List.of(row(1, vector)));
        try (VectorSearcher searcher = new VectorSearcher(index, 50, ALWAYS)) {
            assertThat(searcher.search(vector, 1).get(0).getDouble(3)).isEqualTo(1);
        }
    }

    @Test
    void saysWhereASegmentCannotBeBuilt() throws Exception {
        VectorIndex index = index(VectorMetric.COSINE, 2);
        Files.createFile(Path.of(index.localFolder()));
        assertThatThrownBy(() -> add(index, List.of(row(1, new float[] {1, 0}))))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(
                        index.place().root(), index.localFolder(), "'local.folder'");
    }

    private VectorIndex index(VectorMetric metric, int dimension) {
        return new VectorIndex(
                IndexPlace.of(folder.resolve("index").toString()),
                IndexSchema.of(metric, dimension, ROW, 1),
                ROW,
                1,
                folder.resolve("local").toString(),
                1 << 30);
    }

    private static List<Segment> add(VectorIndex index, List<RowData> rows) throws IOException {
        try (SegmentStore store = SegmentStore.open(index.place());
                SegmentWriter writer = new SegmentWriter(index, store)) {
            for (RowData row : rows) {
                writer.add(row);
            }
            List<Segment> segments = writer.finish().stream().toList();
            commit(index, segments);
            return segments;
        }
    }

    private static void commit(VectorIndex index, List<Segment> segments) throws IOException {
        try (IndexManifests manifests = IndexManifests.open(index.place(), index.schema())) {
            manifests.change(manifest -> manifest.with(segments));
        }
    }

    private static Manifest manifest(VectorIndex index) throws IOException {
        try (IndexManifests manifests = IndexManifests.open(index.place(), index.schema())) {
            return manifests.latest().orElseThrow();
        }
    }

    private static List<String> read(VectorIndex index) throws IOException {
        List<String> read = new ArrayList<>();
        for (Segment segment : manifest(index).segments()) {
            try (SegmentRows rows = new SegmentRows(index, segment)) {
                for (RowData row = rows.next(); row != null; row = rows.next()) {
                    String vector =
                            row.isNullAt(1)
                                    ? "null"
                                    : java.util.Arrays.toString(row.getArray(1).toFloatArray());
                    read.add(row.getInt(0) + ": " + vector);
                }
            }
        }
        return read;
    }

    private List<Path> local() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("local"))) {
            return files.toList();
        }
    }

    private static List<Integer> brute(
            VectorMetric metric, List<float[]> vectors, float[] query, int most) {
        Comparator<Integer> nearest =
                (one, other) ->
                        metric.compare(
                                metric.score(query, vectors.get(one)),
                                metric.score(query, vectors.get(other)));
        return IntStream.range(0, vectors.size()).boxed().sorted(nearest).limit(most).toList();
    }

    private float[] vector() {
        float[] vector = new float[DIMENSION];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return vector;
    }

    private static RowData row(int id, float[] vector) {
        return GenericRowData.of(
                id,
                vector == null ? null : new GenericArrayData(vector),
                StringData.fromString("row " + id));
    }
}
