// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.remote;

import io.multimodal.models.runtime.CapturedRow;
import io.multimodal.models.runtime.RowComputer;
import io.multimodal.models.runtime.input.InputColumns;
import io.multimodal.models.runtime.input.RowSubject;
import io.multimodal.models.spi.InputRow;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends each row to a server, in a request of its own. */
public abstract class RemoteRows implements RowComputer {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteRows.class);

    /** The columns that the model takes. */
    protected final InputColumns columns;

    /** Counts requests. */
    protected final RemoteMeter meter;

    /** Sends them. Closed with this. */
    protected final RemoteClient client;

    private final String model;

    /**
     * Rows for a model.
     *
     * @param model its name, for the log
     * @param inputs the types of its input columns
     * @param meter counts requests
     * @param client makes what sends them
     */
    protected RemoteRows(
            String model,
            List<LogicalType> inputs,
            RemoteMeter meter,
            Function<RemoteMeter, RemoteClient> client) {
        this.model = model;
        this.columns = new InputColumns(inputs);
        this.meter = meter;
        this.client = client.apply(meter);
    }

    @Override
    public final boolean isNull(RowData row) {
        return columns.isNull(row);
    }

    @Override
    public final RowSubject subject(RowData row) {
        return columns.subject(row);
    }

    @Override
    public final Executor preparers() {
        return RemoteThreads.readers();
    }

    @Override
    public final Executor finishers() {
        return RemoteThreads.finishers();
    }

    @Override
    public final void closing() {
        client.close();
    }

    @Override
    public final void close() {
        client.close();
        if (meter.requests() > 0) {
            LOG.info("Model {}: {}", model, meter.summary());
        }
    }

    /** A row, and what is asked for it. */
    protected abstract class Question implements CapturedRow, Exchange<RowData> {
        /** The values of the row. */
        protected final InputRow values;

        /** The question for these values. */
        protected Question(InputRow values) {
            this.values = values;
        }

        @Override
        public final byte[] identity() {
            return InputColumns.identity(values);
        }

        @Override
        public CompletableFuture<RowData> compute() {
            return client.ask(this);
        }
    }
}
