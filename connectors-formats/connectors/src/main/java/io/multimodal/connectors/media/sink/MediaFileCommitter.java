// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.sink;

import io.multimodal.connectors.media.sink.destination.FileEntry;
import io.multimodal.connectors.media.sink.destination.Published;
import io.multimodal.connectors.media.sink.path.OverwriteRule;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.ref.ObjectRef;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;

/**
 * Publishes lists, one after the other, and the files of a list several at a time. A list that was
 * published before, or in part, is published once.
 */
final class MediaFileCommitter implements Committer<StagedList> {
    private static final int THREADS = 16;
    private static final int MAX_LIST_BYTES = 1 << 30;

    private final SinkRuntime sink;
    private final FileThreads threads = new FileThreads("media-sink-committer", THREADS);

    private MediaFileCommitter(SinkRuntime sink) {
        this.sink = sink;
    }

    static MediaFileCommitter open(SinkSpec spec, CommitterInitContext context) throws IOException {
        return new MediaFileCommitter(SinkRuntime.open(spec, context.metricGroup()));
    }

    @Override
    public void commit(Collection<CommitRequest<StagedList>> requests)
            throws IOException, InterruptedException {
        for (CommitRequest<StagedList> request : requests) {
            commit(request.getCommittable());
        }
    }

    private void commit(StagedList list) throws IOException, InterruptedException {
        if (!list.root().equals(sink.spec().root())) {
            throw new IOException(
                    "Cannot publish the files that a checkpoint has staged for "
                            + list.root()
                            + ": the table writes to "
                            + sink.spec().root()
                            + " now. Start once with 'path' as it was, and stop the job with a savepoint");
        }
        if (!sink.target().isPublished(list.id())) {
            publish(list);
        }
        sink.target().discard(list.id());
    }

    private void publish(StagedList list) throws IOException, InterruptedException {
        Map<String, FileEntry> byPath = new LinkedHashMap<>();
        for (FileEntry file : files(list)) {
            addOnce(file, byPath);
        }
        Map<FileEntry, Future<Published>> tasks = new LinkedHashMap<>();
        boolean replace = sink.spec().overwrite() == OverwriteRule.REPLACE;
        for (FileEntry file : byPath.values()) {
            tasks.put(file, threads.submit(() -> sink.target().publish(list.id(), file, replace)));
        }
        List<FileEntry> published = new ArrayList<>();
        try {
            for (Map.Entry<FileEntry, Future<Published>> task : tasks.entrySet()) {
                FileEntry file = task.getKey();
                switch (FileThreads.result(task.getValue())) {
                    case TAKEN -> notWritten(file);
                    case WRITTEN -> {
                        sink.counters().file(file.sizeBytes());
                        published.add(file);
                    }
                    case COPIED -> {
                        sink.counters().file(file.sizeBytes());
                        sink.counters().copied();
                        published.add(file);
                    }
                }
            }
        } finally {
            tasks.values().forEach(task -> task.cancel(true));
        }
        sink.target().finish(list.id(), published);
    }

    /** Of the rows of one path in a list the last one is written where it replaces the others. */
    private void addOnce(FileEntry file, Map<String, FileEntry> byPath) throws IOException {
        if (sink.spec().overwrite() == OverwriteRule.REPLACE) {
            byPath.put(file.path(), file);
            return;
        }
        FileEntry before = byPath.putIfAbsent(file.path(), file);
        if (before != null && !before.id().equals(file.id())) {
            notWritten(file);
        }
    }

    private void notWritten(FileEntry file) throws IOException {
        if (sink.spec().overwrite() == OverwriteRule.SKIP) {
            sink.counters().skipped();
            return;
        }
        sink.notWritten(
                file.reference().isEmpty() ? file.path() : file.reference(),
                sink.taken(file.path()));
    }

    private List<FileEntry> files(StagedList list) throws IOException {
        try {
            ObjectRef ref = ObjectRef.fromBytes(list.reference());
            return ListCodec.decode(sink.media().stores().read(ref, MAX_LIST_BYTES));
        } catch (InvalidReferenceException e) {
            throw new IOException("The state of the media sink is damaged", e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            threads.close();
        } finally {
            sink.close();
        }
    }
}
