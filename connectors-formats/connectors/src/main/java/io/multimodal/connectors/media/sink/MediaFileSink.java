// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.sink;

import java.io.IOException;
import org.apache.flink.api.common.functions.Partitioner;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.SupportsPreCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Writes the media of rows as files: exactly once with checkpoints, and at the end of a batch job,
 * when every writer has ended well.
 *
 * @param <T> the type of the rows
 */
public final class MediaFileSink<T>
        implements Sink<T>,
                SupportsCommitter<StagedList>,
                SupportsPreCommitTopology<StagedList, StagedList> {
    private static final long serialVersionUID = 1L;

    private final SinkSpec spec;
    private final RowFile<T> rows;

    public MediaFileSink(SinkSpec spec, RowFile<T> rows) {
        this.spec = spec;
        this.rows = rows;
    }

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) throws IOException {
        return MediaFileWriter.open(spec, rows, context);
    }

    @Override
    public Committer<StagedList> createCommitter(CommitterInitContext context) throws IOException {
        return MediaFileCommitter.open(spec, context);
    }

    @Override
    public SimpleVersionedSerializer<StagedList> getCommittableSerializer() {
        return new StagedListSerializer();
    }

    @Override
    public SimpleVersionedSerializer<StagedList> getWriteResultSerializer() {
        return new StagedListSerializer();
    }

    /**
     * Each committer serves one writer, and yet has all writers as its input: so that it begins,
     * where there are no checkpoints, when all of them have ended and not only its own.
     */
    @Override
    public DataStream<CommittableMessage<StagedList>> addPreCommitTopology(
            DataStream<CommittableMessage<StagedList>> lists) {
        return lists.partitionCustom(new ToCommitter(), new WriterOf());
    }

    private static final class ToCommitter implements Partitioner<Integer> {
        private static final long serialVersionUID = 1L;

        @Override
        public int partition(Integer writer, int committers) {
            return writer % committers;
        }
    }

    private static final class WriterOf
            implements KeySelector<CommittableMessage<StagedList>, Integer> {
        private static final long serialVersionUID = 1L;

        @Override
        public Integer getKey(CommittableMessage<StagedList> message) {
            return message.getSubtaskId();
        }
    }
}
