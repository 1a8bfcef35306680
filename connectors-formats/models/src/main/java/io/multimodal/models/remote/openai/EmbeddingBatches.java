// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.remote.openai;

import io.multimodal.models.remote.Exchange;
import io.multimodal.models.remote.RemoteClient;
import io.multimodal.models.remote.RetryException;
import io.multimodal.models.runtime.AbandonedException;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.table.data.RowData;

/**
 * Texts that wait until a request may be sent go into it together, so that nothing waits for others
 * to come. A text that a server refuses fails alone: those of a refused batch, and those that an
 * answer leaves out, are asked for one by one. Thread-safe; nothing blocks.
 */
final class EmbeddingBatches {
    private static final int MAX_CHARS = 1 << 20;

    /** What a server says of a batch may be true of one text in it, or of their number. */
    private static final Set<ErrorCode> OF_BATCH =
            EnumSet.of(ErrorCode.REFUSED, ErrorCode.TOO_LARGE);

    private final EmbeddingTask task;
    private final RemoteClient client;
    private final Answers answers;
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private int maxSize;
    private int begun;

    /** Reads the JSON object of an answer, and counts its tokens. */
    @FunctionalInterface
    interface Answers {
        <T> T read(Exchange.Answer answer, Reading<T> reading) throws RetryException, IOException;
    }

    /** What is made of the JSON object. */
    @FunctionalInterface
    interface Reading<T> {
        T read(JsonNode answer) throws RetryException, IOException;
    }

    private record Waiting(String text, CompletableFuture<RowData> row) {}

    /**
     * Batches of a subtask.
     *
     * @param maxSize the most texts of a request
     */
    EmbeddingBatches(EmbeddingTask task, RemoteClient client, Answers answers, int maxSize) {
        this.task = task;
        this.client = client;
        this.answers = answers;
        this.maxSize = maxSize;
    }

    /** The embedding of a text, as a row. */
    CompletableFuture<RowData> embed(String text) {
        Waiting one = new Waiting(text, new CompletableFuture<>());
        boolean needed;
        synchronized (this) {
            waiting.add(one);
            needed = countNeeded();
        }
        beginIf(needed);
        return one.row;
    }

    /** Whether those that wait need one more request, which is counted then. */
    private boolean countNeeded() {
        boolean needed = waiting.size() > (long) begun * maxSize;
        begun += needed ? 1 : 0;
        return needed;
    }

    private void beginIf(boolean needed) {
        if (needed) {
            ask(new Batch());
        }
    }

    private List<Waiting> take() {
        List<Waiting> taken = new ArrayList<>();
        boolean needed;
        synchronized (this) {
            begun--;
            long chars = 0;
            while (!waiting.isEmpty() && taken.size() < maxSize) {
                chars += waiting.peek().text.length();
                if (chars > MAX_CHARS && !taken.isEmpty()) {
                    break;
                }
                Waiting next = waiting.remove();
                if (!next.row.isDone()) {
                    taken.add(next);
                }
            }
            needed = countNeeded();
        }
        beginIf(needed);
        return taken;
    }

    private void ask(Batch batch) {
        var unused =
                client.ask(batch)
                        .whenComplete(
                                (rows, failure) -> {
                                    if (failure == null) {
                                        deliver(batch.texts(), rows);
                                    } else {
                                        fail(batch.texts(), failure);
                                    }
                                });
    }

    private void deliver(List<Waiting> texts, List<Optional<RowData>> rows) {
        List<Waiting> missing = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            Waiting text = texts.get(i);
            rows.get(i).ifPresentOrElse(text.row::complete, () -> missing.add(text));
        }
        missing.forEach(this::askAlone);
    }

    private void fail(List<Waiting> texts, Throwable failure) {
        boolean ofBatch =
                failure instanceof MediaException media && OF_BATCH.contains(media.code());
        if (texts.size() == 1 || !ofBatch) {
            texts.forEach(text -> text.row.completeExceptionally(failure));
            return;
        }
        texts.forEach(this::askAlone);
        CompletableFuture<?>[] rows =
                texts.stream().map(Waiting::row).toArray(CompletableFuture[]::new);
        var unused = CompletableFuture.allOf(rows).thenRun(() -> refuses(texts.size()));
    }

    /** Each of so many texts is taken, and they are not together. */
    private synchronized void refuses(int size) {
        maxSize = Math.min(maxSize, Math.max(1, size / 2));
    }

    private void askAlone(Waiting text) {
        ask(new Batch(List.of(text)));
    }

    /** A request, and its repetitions, for the same texts. */
    private final class Batch implements Exchange<List<Optional<RowData>>> {
        private List<Waiting> texts;

        /** For what waits when it is sent. */
        Batch() {}

        Batch(List<Waiting> texts) {
            this.texts = texts;
        }

        /** Also of a request that was not sent, since its texts then have nobody who asks. */
        private synchronized List<Waiting> texts() {
            if (texts == null) {
                texts = take();
            }
            return texts;
        }

        @Override
        public Body body() throws IOException {
            List<String> all = texts().stream().map(Waiting::text).toList();
            if (all.isEmpty()) {
                throw new IOException("Nobody waits for this request", new AbandonedException());
            }
            return task.request(all);
        }

        @Override
        public List<Optional<RowData>> read(Answer answer) throws RetryException, IOException {
            return answers.read(answer, json -> task.read(json, texts().size()));
        }
    }
}
