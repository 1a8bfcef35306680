// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.lance;

import io.multimodal.types.config.MultimodalConfig;
import java.io.IOException;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.SupportsPreCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

/**
 * Writes fragments, which belong to no version of the table, and adds those of a checkpoint, or of
 * a batch job, to the table in one transaction.
 *
 * @param row the columns
 */
record LanceSink(LanceTable table, MultimodalConfig config, RowType row)
        implements Sink<RowData>,
                SupportsCommitter<LanceFragments>,
                SupportsPreCommitTopology<LanceFragments, LanceFragments> {
    private static final long serialVersionUID = 1L;

    @Override
    public SinkWriter<RowData> createWriter(WriterInitContext context) throws IOException {
        return new LanceWriter(this);
    }

    @Override
    public Committer<LanceFragments> createCommitter(CommitterInitContext context) {
        return new LanceCommitter(table, LanceSchema.of(row));
    }

    @Override
    public SimpleVersionedSerializer<LanceFragments> getCommittableSerializer() {
        return new LanceFragments.Serializer();
    }

    @Override
    public SimpleVersionedSerializer<LanceFragments> getWriteResultSerializer() {
        return new LanceFragments.Serializer();
    }

    /** One committer sees what all writers have written. */
    @Override
    public DataStream<CommittableMessage<LanceFragments>> addPreCommitTopology(
            DataStream<CommittableMessage<LanceFragments>> fragments) {
        return fragments.global();
    }
}
