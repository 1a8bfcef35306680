// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3.client;

import io.multimodal.store.bucket.layout.Puts;
import io.multimodal.store.bucket.spi.Bucket;
import io.multimodal.store.error.StoreUnavailableException;
import io.multimodal.store.internal.FileRanges;
import io.multimodal.store.internal.RequestThreads;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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
    CompletableFuture<Sent> run() {
        return CompletableFuture.supplyAsync(this::send, RequestThreads.SHARED);
    }

    private Sent send() {
        try (FileChannel channel = FileChannel.open(file)) {
            long size = channel.size();
            long partBytes = Math.max(PART_BYTES, (size + MAX_PARTS - 1) / MAX_PARTS);
            if (partBytes > Integer.MAX_VALUE - 8) {
                throw new IOException(file + " is too long for one object: " + size + " bytes");
            }
            return size <= partBytes
                    ? whole(channel, (int) size)
                    : inParts(channel, size, (int) partBytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Sent whole(FileChannel channel, int size) throws IOException {
        PARTS_IN_MEMORY.acquireUninterruptibly();
        try {
            byte[] content = read(channel, 0, size);
            byte[] sha256 = Puts.sha256(content);
            join(
                    sender.send(
                            attempt -> requests.put(key, content, Checksums.sha256Header(sha256))));
            return new Sent(size, Math.max(1, size), List.of(sha256));
        } finally {
            PARTS_IN_MEMORY.release();
        }
    }

    private Sent inParts(FileChannel channel, long size, int partBytes) throws IOException {
        String id =
                join(
                        sender.send(
                                attempt ->
                                        requests.beginUpload(
                                                key,
                                                Map.of("x-amz-checksum-algorithm", "SHA256"))));
        List<CompletableFuture<S3Requests.UploadedPart>> parts = new ArrayList<>();
        List<byte[]> sums = new ArrayList<>();
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
                    sums.add(Puts.sha256(content));
                    parts.add(sendPart(id, parts.size() + 1, content, sums.get(sums.size() - 1)));
                    handedOver = true;
                } finally {
                    if (!handedOver) {
                        PARTS_IN_MEMORY.release();
                    }
                }
            }
            List<S3Requests.UploadedPart> sent = parts.stream().map(Upload::join).toList();
            join(sender.send(attempt -> complete(id, sent, attempt, size)));
            return new Sent(size, partBytes, sums);
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

    /** Reads a range. */
    @FunctionalInterface
    interface Reader {
        CompletableFuture<Bucket.TaggedPart> read(long offset, int length);
    }

    /** What was sent, to hold against what is there. */
    final class Sent {
        private final long size;
        private final int partBytes;
        private final List<byte[]> sums;

        Sent(long size, int partBytes, List<byte[]> sums) {
            this.size = size;
            this.partBytes = partBytes;
            this.sums = sums;
        }

        /** Whether it is there and as long as it was sent. */
        void checkSize(OptionalLong there) {
            if (there.orElse(-1) != size) {
                throw differs("its size is " + there + ", not " + size);
            }
        }

        /** Reads all of it back, part by part. */
        CompletableFuture<Void> check(Reader reader) {
            return check(reader, 0);
        }

        private CompletableFuture<Void> check(Reader reader, int number) {
            if (number == sums.size()) {
                return CompletableFuture.completedFuture(null);
            }
            long offset = (long) number * partBytes;
            int length = (int) Math.min(partBytes, Math.max(1, size - offset));
            return reader.read(offset, length)
                    .thenComposeAsync(
                            read -> {
                                byte[] sum = Puts.sha256(read.part().bytes());
                                if (read.part().objectBytes() != size
                                        || !MessageDigest.isEqual(sum, sums.get(number))) {
                                    throw differs("what was read back is not what was written");
                                }
                                return check(reader, number + 1);
                            },
                            RequestThreads.SHARED);
        }

        private CompletionException differs(String how) {
            return new CompletionException(
                    new StoreUnavailableException("Cannot write " + key + ": " + how));
        }
    }
}
