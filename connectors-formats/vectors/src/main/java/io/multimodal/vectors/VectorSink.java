// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.vectors;

import io.multimodal.types.config.MultimodalConfig;
import io.multimodal.vectors.segment.VectorIndex;
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

/**
 * Writes segments, which belong to no version of the index, and adds those of a checkpoint, or of a
 * batch job, to it in one manifest.
 */
record VectorSink(VectorIndex index, MultimodalConfig config)
        implements Sink<RowData>,
                SupportsCommitter<WrittenSegment>,
                SupportsPreCommitTopology<WrittenSegment, WrittenSegment> {
    private static final long serialVersionUID = 1L;

    @Override
    public SinkWriter<RowData> createWriter(WriterInitContext context) throws IOException {
        return VectorWriter.open(
                index,
                config.runningAs(
                        context.metricGroup().getAllVariables().get(MultimodalConfig.JOB_NAME)));
    }

    @Override
    public Committer<WrittenSegment> createCommitter(CommitterInitContext context)
            throws IOException {
        return VectorCommitter.open(index);
    }

    @Override
    public SimpleVersionedSerializer<WrittenSegment> getCommittableSerializer() {
        return new WrittenSegmentSerializer();
    }

    @Override
    public SimpleVersionedSerializer<WrittenSegment> getWriteResultSerializer() {
        return new WrittenSegmentSerializer();
    }

    /** One committer sees what all writers have written. */
    @Override
    public DataStream<CommittableMessage<WrittenSegment>> addPreCommitTopology(
            DataStream<CommittableMessage<WrittenSegment>> segments) {
        return segments.global();
    }
}
