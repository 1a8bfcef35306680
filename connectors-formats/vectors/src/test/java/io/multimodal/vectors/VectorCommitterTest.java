// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.vectors.index.IndexManifests;
import io.multimodal.vectors.index.IndexPlace;
import io.multimodal.vectors.index.IndexSchema;
import io.multimodal.vectors.index.Manifest;
import io.multimodal.vectors.index.SegmentStore;
import io.multimodal.vectors.index.VectorMetric;
import io.multimodal.vectors.segment.SegmentWriter;
import io.multimodal.vectors.segment.VectorIndex;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commits of several jobs, repeated and at the same time. */
class VectorCommitterTest {
    private static final RowType ROW =
            (RowType)
                    DataTypes.ROW(DataTypes.FIELD("v", DataTypes.ARRAY(DataTypes.FLOAT())))
                            .getLogicalType();

    @TempDir Path folder;

    /** As after a failure between the commit and the end of the checkpoint. */
    @Test
    void addsASegmentOnceThoughItsCommitIsRepeated() throws Exception {
        VectorIndex index = index("index");
        WrittenSegment written = written(index);
        WrittenSegmentSerializer state = new WrittenSegmentSerializer();
        WrittenSegment restored = state.deserialize(1, state.serialize(written));
        assertThat(restored).isEqualTo(written);
        try (VectorCommitter committer = VectorCommitter.open(index)) {
            committer.commit(List.of(written));
        }
        try (VectorCommitter again = VectorCommitter.open(index)) {
            again.commit(List.of(restored, written(index)));
        }
        assertThat(manifest(index).rows()).isEqualTo(2);
    }

    @Test
    void losesNothingOfTwoJobsThatWriteAtTheSameTime() throws Exception {
        VectorIndex index = index("index");
        ExecutorService jobs = Executors.newFixedThreadPool(2);
        List<Future<?>> ended = new ArrayList<>();
        for (int job = 0; job < 2; job++) {
            ended.add(
                    jobs.submit(
                            () -> {
                                try (VectorCommitter committer = VectorCommitter.open(index)) {
                                    for (int i = 0; i < 12; i++) {
                                        committer.commit(List.of(written(index)));
                                    }
                                }
                                return null;
                            }));
        }
        for (Future<?> job : ended) {
            job.get();
        }
        jobs.shutdown();
        Manifest manifest = manifest(index);
        assertThat(manifest.rows()).isEqualTo(24);
        assertThat(manifest.segments()).hasSizeLessThan(24);
    }

    @Test
    void refusesTheSegmentsOfAnotherIndex() throws Exception {
        WrittenSegment other = written(index("other"));
        try (VectorCommitter committer = VectorCommitter.open(index("index"))) {
            assertThatThrownBy(() -> committer.commit(List.of(other)))
                    .hasMessageContaining("Start once with 'path' as it was");
        }
    }

    private VectorIndex index(String name) {
        return new VectorIndex(
                IndexPlace.of(folder.resolve(name).toString()),
                IndexSchema.of(VectorMetric.EUCLIDEAN, 1, ROW, 0),
                ROW,
                0,
                folder.resolve("local").toString(),
                1 << 30);
    }

    private static WrittenSegment written(VectorIndex index) throws IOException {
        try (SegmentStore store = SegmentStore.open(index.place());
                SegmentWriter writer = new SegmentWriter(index, store)) {
            writer.add(GenericRowData.of(new GenericArrayData(new float[] {1})));
            return new WrittenSegment(index.place().root(), writer.finish().orElseThrow());
        }
    }

    private static Manifest manifest(VectorIndex index) throws IOException {
        try (IndexManifests manifests = IndexManifests.open(index.place(), index.schema())) {
            return manifests.latest().orElseThrow();
        }
    }
}
