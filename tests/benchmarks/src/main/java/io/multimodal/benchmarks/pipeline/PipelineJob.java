// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.pipeline;

import io.multimodal.planner.MultimodalSql;
import io.multimodal.store.StoreConfig;
import io.multimodal.types.MediaFile;
import io.multimodal.types.MultimodalTypes;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.types.DataType;
import org.apache.flink.types.Row;

/**
 * Source, join with a second table, last row of each key, sink; with a checkpoint every second.
 * Both the join and the last rows keep the object in state.
 */
final class PipelineJob {
    private static final int PARALLELISM = 2;
    private static final long CHECKPOINT_MILLIS = 1000;
    private static final long IN_FLIGHT_BYTES = 64L << 20;
    private static final int MAX_IN_FLIGHT = 2000;

    private final Carrying carrying;
    private final Contents contents;
    private final long count;
    private final StoreConfig store;
    private final List<byte[]> stored;

    /**
     * @param stored binary references of the objects, where they are there before
     */
    PipelineJob(
            Carrying carrying,
            Contents contents,
            long count,
            StoreConfig store,
            List<byte[]> stored) {
        this.carrying = carrying;
        this.contents = contents;
        this.count = count;
        this.store = store;
        this.stored = stored;
    }

    /**
     * What came of a run.
     *
     * @param seconds from the first object at the source to the last one at the sink
     * @param checkpointBytes the largest checkpoint
     * @param checkpointMillis the slowest checkpoint
     * @param heapBytes the most that the heap held after a collection
     */
    record Result(double seconds, long checkpointBytes, long checkpointMillis, long heapBytes) {}

    Result run(Path checkpoints, String backend) throws Exception {
        Configuration config = new Configuration();
        config.set(StateBackendOptions.STATE_BACKEND, backend);
        config.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(config);
        env.setParallelism(PARALLELISM);
        env.enableCheckpointing(CHECKPOINT_MILLIS);
        build(env);
        JobGraph graph = env.getStreamGraph().getJobGraph();
        RunProgress.reset();
        try (MiniCluster cluster =
                        new MiniCluster(
                                new MiniClusterConfiguration.Builder()
                                        .setNumTaskManagers(1)
                                        .setNumSlotsPerTaskManager(PARALLELISM)
                                        .setConfiguration(config)
                                        .build());
                HeapPeak heap = new HeapPeak()) {
            cluster.start();
            cluster.executeJobBlocking(graph);
            if (RunProgress.rows() < count) {
                throw new IllegalStateException(
                        RunProgress.rows() + " of " + count + " objects came out");
            }
            CheckpointStatsSnapshot stats =
                    cluster.getExecutionGraph(graph.getJobID()).get().getCheckpointStatsSnapshot();
            return new Result(
                    RunProgress.seconds(),
                    stats.getSummaryStats().getStateSizeStats().getMaximum(),
                    stats.getSummaryStats().getEndToEndDurationStats().getMaximum(),
                    heap.bytes());
        }
    }

    private void build(StreamExecutionEnvironment env) {
        StreamTableEnvironment tables = StreamTableEnvironment.create(env);
        MultimodalSql.install(tables);
        DataStream<Long> ids = env.fromSequence(0, count - 1);
        if (carrying == Carrying.BYTES) {
            Contents made = contents;
            table(
                    tables,
                    ids.map(
                            id -> {
                                RunProgress.begin();
                                return Tuple2.of(id, made.of(id));
                            },
                            Types.TUPLE(Types.LONG, Types.PRIMITIVE_ARRAY(Types.BYTE))),
                    DataTypes.BYTES());
        } else {
            table(tables, references(ids), MultimodalTypes.file());
        }
        tables.createTemporaryView(
                "labels",
                tables.fromDataStream(
                                ids.map(
                                        id -> Tuple2.of(id, "label " + id),
                                        Types.TUPLE(Types.LONG, Types.STRING)))
                        .as("id", "label"));
        DataStream<Row> rows =
                tables.toChangelogStream(
                        tables.sqlQuery(
                                "SELECT id, label, content FROM (SELECT id, label, content,"
                                        + " ROW_NUMBER() OVER (PARTITION BY id ORDER BY seen DESC) AS n"
                                        + " FROM (SELECT o.id, label, content, PROCTIME() AS seen"
                                        + " FROM objects AS o JOIN labels AS l ON o.id = l.id))"
                                        + " WHERE n = 1"));
        rows.map(new Arrive(carrying == Carrying.REFERENCE_READ ? store : null), Types.LONG)
                .sinkTo(new DiscardingSink<>());
    }

    private DataStream<Tuple2<Long, MediaFile>> references(DataStream<Long> ids) {
        TypeInformation<Tuple2<Long, MediaFile>> type =
                Types.TUPLE(Types.LONG, TypeInformation.of(MediaFile.class));
        if (carrying == Carrying.REFERENCE_STORED) {
            return ids.map(new Stored(stored), type);
        }
        long inFlight = Math.max(2, Math.min(MAX_IN_FLIGHT, IN_FLIGHT_BYTES / contents.bytes()));
        return AsyncDataStream.unorderedWait(
                        ids, new PutObjects(store, contents), 60, TimeUnit.SECONDS, (int) inFlight)
                .returns(type);
    }

    private static <T> void table(
            StreamTableEnvironment tables, DataStream<Tuple2<Long, T>> objects, DataType content) {
        tables.createTemporaryView(
                "objects",
                tables.fromDataStream(
                                objects,
                                Schema.newBuilder()
                                        .column("f0", DataTypes.BIGINT().notNull())
                                        .column("f1", content)
                                        .build())
                        .as("id", "content"));
    }
}
