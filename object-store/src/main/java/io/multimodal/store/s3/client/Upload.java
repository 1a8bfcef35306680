// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3.client;

import io.multimodal.store.bucket.layout.BlobPuts;
import io.multimodal.store.internal.FileRanges;
import io.multimodal.store.internal.RequestThreads;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.IntFunction;

/**
 * Sends a file to a bucket: by one request if it is one part, else part by part, each with its
 * SHA-256 and tried again by itself. Parts in memory are bounded over all uploads of the process.
 */
public final class Upload {
    private static final long SIXTEENTH_OF_HEAP = Runtime.getRuntime().maxMemory() / 16;

    /** Servers take no shorter parts than 5 MiB. */
    public static final int PART_BYTES = (int) clamp(SIXTEENTH_OF_HEAP, 5 << 20, 8 << 20);

    private static final int MAX_PARTS = 10_000;

    /** Two at least, so that one is read while one is sent. */
    private static final Semaphore PARTS_IN_MEMORY =
            new Semaphore((int) clamp(SIXTEENTH_OF_HEAP / PART_BYTES, 2, 8));

    private final S3Requests requests;
    private final Sender sender;
    private final String key;
    private final Path file;

    Upload(S3Requests requests, Sender sender, String key, Path file) {
        this.requests = requests;
        this.sender = sender;
        this.key = key;
        this.file = file;
    }

    /** Begins to send, in threads of its own. What was begun and fails is aborted. */
    CompletableFuture<Void> run() {
        return CompletableFuture.runAsync(this::send, RequestThreads.SHARED);
    }

    private void send() {
        try (FileChannel channel = FileChannel.open(file)) {
            long size = channel.size();
            long partBytes = Math.max(PART_BYTES, (size + MAX_PARTS - 1) / MAX_PARTS);
            if (partBytes > Integer.MAX_VALUE - 8) {
                throw new IOException(file + " is too long for one object: " + size + " bytes");
            }
            if (size <= partBytes) {
                sendWhole(channel, (int) size);
            } else {
                sendInParts(channel, size, (int) partBytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void sendWhole(FileChannel channel, int size) throws IOException {
        PARTS_IN_MEMORY.acquireUninterruptibly();
        try {
            byte[] content = read(channel, 0, size);
            Map<String, String> header = Checksums.sha256Header(BlobPuts.sha256(content));
            join(sender.send(attempt -> requests.put(key, content, header)));
        } finally {
            PARTS_IN_MEMORY.release();
        }
    }

    private void sendInParts(FileChannel channel, long size, int partBytes) throws IOException {
        String id =
                join(
                        sender.send(
                                attempt ->
                                        requests.beginUpload(
                                                key,
                                                Map.of("x-amz-checksum-algorithm", "SHA256"))));
        List<CompletableFuture<S3Requests.UploadedPart>> parts = new ArrayList<>();
        try {
            for (long offset = 0; offset < size; offset += partBytes) {
                if (parts.stream().anyMatch(CompletableFuture::isCompletedExceptionally)) {
                    break;
                }
                PARTS_IN_MEMORY.acquireUninterruptibly();
                boolean handedOver = false;
                try {
                    byte[] content =
                            read(channel, offset, (int) Math.min(partBytes, size - offset));
                    parts.add(sendPart(id, parts.size() + 1, content, BlobPuts.sha256(content)));
                    handedOver = true;
                } finally {
                    if (!handedOver) {
                        PARTS_IN_MEMORY.release();
                    }
                }
            }
            List<S3Requests.UploadedPart> sent = parts.stream().map(Upload::join).toList();
            join(sender.send(attempt -> complete(id, sent, attempt, size)));
        } catch (IOException | RuntimeException e) {
            abort(id, parts);
            throw e;
        }
    }

    private CompletableFuture<S3Requests.UploadedPart> sendPart(
            String id, int number, byte[] content, byte[] sha256) {
        return sender.send(
                        attempt ->
                                requests.putPart(
                                        key, id, number, content, Checksums.sha256Header(sha256)))
                .whenComplete((etag, failure) -> PARTS_IN_MEMORY.release())
                .thenApply(
                        etag ->
                                new S3Requests.UploadedPart(
                                        number, etag, Checksums.base64(sha256)));
    }

    /** An earlier attempt may have completed it, though its answer was lost. */
    private CompletableFuture<Void> complete(
            String id, List<S3Requests.UploadedPart> parts, int attempt, long size) {
        return requests.completeUpload(key, id, parts, Map.of())
                .exceptionallyCompose(
                        failure -> {
                            Throwable cause = S3Errors.cause(failure);
                            boolean gone =
                                    cause instanceof S3Failure answer && answer.status() == 404;
                            return gone && attempt > 1
                                    ? requests.head(key)
                                            .thenCompose(
                                                    head ->
                                                            head.sizeBytes() == size
                                                                    ? CompletableFuture
                                                                            .completedFuture(null)
                                                                    : CompletableFuture
                                                                            .failedFuture(cause))
                                    : CompletableFuture.failedFuture(cause);
                        });
    }

    private void abort(String id, List<? extends CompletableFuture<?>> parts) {
        // A part that arrives after the abort would stay.
        var unused =
                CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new))
                        .exceptionally(failure -> null)
                        .thenCompose(done -> sender.send(attempt -> requests.abortUpload(key, id)));
    }

    private static byte[] read(FileChannel channel, long offset, int length) throws IOException {
        byte[] part = FileRanges.read(channel, offset, length);
        if (part.length < length) {
            throw new EOFException("the file became shorter while it was sent");
        }
        return part;
    }

    private static long clamp(long value, long least, long most) {
        return Math.max(least, Math.min(most, value));
    }

    private static <T> T join(CompletableFuture<T> call) {
        return call.join();
    }

    /** Sends a request, again where that may help. */
    @FunctionalInterface
    interface Sender {
        <T> CompletableFuture<T> send(IntFunction<CompletableFuture<T>> request);
    }
}
