// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.sink;

import io.multimodal.connectors.media.sink.destination.FileEntry;
import io.multimodal.store.Payload;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.MediaValue;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;

/**
 * Stages the files of rows, several at a time, in lists. Everything but staging runs in the task's
 * thread.
 */
final class MediaFileWriter<T> implements CommittingSinkWriter<T, StagedList> {
    /** How many files a list has at most. */
    static final int MAX_FILES = 10_000;

    /** How many bytes the entries of a list take at most, roughly. */
    private static final int MAX_LIST_BYTES = 8 << 20;

    private static final int THREADS = 8;
    private static final int IN_FLIGHT = 2 * THREADS;

    private final SinkRuntime sink;
    private final RowFile<T> rows;
    private final FileStaging staging;
    private final SinkWriterMetricGroup metrics;
    private final FileThreads threads = new FileThreads("media-sink-writer", THREADS);
    private final Supplier<String> ids;
    private final Set<String> columns;
    private final Deque<Future<FileEntry>> pending = new ArrayDeque<>();
    private final List<StagedList> closed = new ArrayList<>();
    private List<FileEntry> files = new ArrayList<>();
    private String list;
    private int number;
    private long listBytes;

    private MediaFileWriter(
            SinkRuntime sink, RowFile<T> rows, SinkWriterMetricGroup metrics, String writer) {
        this.sink = sink;
        this.rows = rows;
        this.staging = new FileStaging(sink);
        this.metrics = metrics;
        this.columns = sink.spec().template().columns();
        this.ids = new ListIds(writer);
        this.list = ids.get();
    }

    static <T> MediaFileWriter<T> open(SinkSpec spec, RowFile<T> rows, WriterInitContext context)
            throws IOException {
        int subtask = context.getTaskInfo().getIndexOfThisSubtask();
        SinkRuntime sink = SinkRuntime.open(spec, context.metricGroup());
        try {
            if (subtask == 0) {
                sink.target().sweep(spec.stagingRetention());
            }
        } catch (IOException | RuntimeException e) {
            sink.close();
            throw e;
        }
        String unique = UUID.randomUUID().toString().substring(0, 8);
        return new MediaFileWriter<>(
                sink,
                rows,
                context.metricGroup(),
                context.getJobInfo().getJobId() + "-" + subtask + "-" + unique);
    }

    @Override
    public void write(T row, Context context) throws IOException, InterruptedException {
        MediaValue medium = rows.medium(row);
        if (medium == null) {
            return;
        }
        Map<String, String> values = new HashMap<>();
        for (String column : columns) {
            values.put(column, rows.column(row, column));
        }
        if (pending.size() >= IN_FLIGHT) {
            takeOldest();
        }
        if (number == MAX_FILES || listBytes > MAX_LIST_BYTES) {
            closeList();
        }
        String in = list;
        int at = number++;
        pending.add(threads.submit(() -> staging.stage(in, at, medium, values)));
    }

    private void takeOldest() throws IOException, InterruptedException {
        FileEntry file = FileThreads.result(pending.remove());
        if (file == null) {
            return;
        }
        files.add(file);
        listBytes += file.staged().length + file.path().length() + file.reference().length() + 100L;
        metrics.getNumRecordsSendCounter().inc();
        metrics.getNumBytesSendCounter().inc(file.sizeBytes());
    }

    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
        while (!pending.isEmpty()) {
            takeOldest();
        }
    }

    @Override
    public Collection<StagedList> prepareCommit() throws IOException, InterruptedException {
        closeList();
        List<StagedList> lists = List.copyOf(closed);
        closed.clear();
        return lists;
    }

    private void closeList() throws IOException, InterruptedException {
        flush(false);
        if (files.isEmpty()) {
            sink.target().discard(list);
        } else {
            sink.target().settle(list);
            ObjectRef entries = sink.media().stores().put(Payload.of(ListCodec.encode(files)));
            closed.add(new StagedList(sink.spec().root(), list, entries.toBytes()));
        }
        files = new ArrayList<>();
        list = ids.get();
        number = 0;
        listBytes = 0;
    }

    /** What was staged and not handed over is removed: no checkpoint knows it. */
    @Override
    public void close() throws IOException {
        try {
            threads.close();
            sink.target().discard(list);
            for (StagedList each : closed) {
                sink.target().discard(each.id());
            }
        } finally {
            sink.close();
        }
    }

    /** Ids of lists that no other writer gives, in the order of their lists. */
    private static final class ListIds implements Supplier<String> {
        private final String writer;
        private int next;

        ListIds(String writer) {
            this.writer = writer;
        }

        @Override
        public String get() {
            return "%s-%06d".formatted(writer, next++);
        }
    }
}
