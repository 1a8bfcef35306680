// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3.client;

import io.multimodal.store.ObjectPlace;
import io.multimodal.store.bucket.spi.BlobClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;

/**
 * Has a server copy an object: by one request, whose checksum or ETag is compared, or range by
 * range where the object is long. Does not block. Used once.
 */
final class ServerCopy {
    /** A longer object is copied in parts of this size, so that no request takes minutes. */
    static final long MAX_WHOLE_BYTES = 256L << 20;

    private static final int MAX_PARTS = 10_000;

    /** What a server copies in a millisecond at least: 16 MiB in a second. */
    private static final long BYTES_PER_MILLI = 16 << 10;

    private final S3Requests requests;
    private final Sender sender;
    private final ObjectPlace from;
    private final S3Requests.Source source;
    private final String key;
    private final long partBytes;

    ServerCopy(S3Requests requests, Sender sender, ObjectPlace from, String key, long partBytes) {
        this.requests = requests;
        this.sender = sender;
        this.from = from;
        this.key = key;
        int slash = from.name().indexOf('/');
        this.source =
                new S3Requests.Source(
                        from.name().substring(0, slash),
                        from.name().substring(slash + 1),
                        from.sizeBytes(),
                        from.etag());
        this.partBytes = Math.max(partBytes, (from.sizeBytes() + MAX_PARTS - 1) / MAX_PARTS);
    }

    /** Whether the copy is the object. What was begun and fails is aborted. */
    CompletableFuture<Boolean> run(byte[] sha256) {
        if (from.sizeBytes() <= partBytes) {
            Map<String, String> headers = Map.of("x-amz-checksum-algorithm", "SHA256");
            return sender.send(
                            longer(from.sizeBytes()),
                            attempt -> requests.copy(source, key, headers))
                    .thenCompose(copied -> kept(copied, sha256));
        }
        return this.<String>send(attempt -> requests.beginUpload(key, Map.of()))
                .thenCompose(this::inParts);
    }

    private CompletableFuture<Boolean> kept(S3Requests.Copied copied, byte[] sha256) {
        return isSame(copied, sha256)
                ? CompletableFuture.completedFuture(true)
                : this.<Void>send(attempt -> requests.delete(key, Map.of()))
                        .thenApply(done -> false);
    }

    /** An ETag with a hyphen depends on parts, so that another one may be of the same bytes. */
    private boolean isSame(S3Requests.Copied copied, byte[] sha256) {
        return copied.sha256()
                .map(Checksums.base64(sha256)::equals)
                .orElseGet(
                        () ->
                                copied.etag().contains("-")
                                        || from.etag().contains("-")
                                        || copied.etag().equals(from.etag()));
    }

    private CompletableFuture<Boolean> inParts(String id) {
        List<CompletableFuture<S3Requests.UploadedPart>> parts = new ArrayList<>();
        for (long offset = 0; offset < from.sizeBytes(); offset += partBytes) {
            parts.add(part(id, parts.size() + 1, offset));
        }
        CompletableFuture<Void> all =
                CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new));
        return all.thenCompose(done -> complete(id, parts))
                .thenApply(done -> true)
                .exceptionallyCompose(failure -> aborted(id, failure));
    }

    private CompletableFuture<Void> complete(
            String id, List<CompletableFuture<S3Requests.UploadedPart>> parts) {
        List<S3Requests.UploadedPart> copied = parts.stream().map(CompletableFuture::join).toList();
        return send(attempt -> requests.completeUpload(key, id, copied, Map.of()));
    }

    private CompletableFuture<Boolean> aborted(String id, Throwable failure) {
        return this.<Void>send(attempt -> requests.abortUpload(key, id))
                .exceptionally(ignored -> null)
                .thenCompose(done -> CompletableFuture.failedFuture(failure));
    }

    private CompletableFuture<S3Requests.UploadedPart> part(String id, int number, long offset) {
        long length = Math.min(partBytes, from.sizeBytes() - offset);
        return sender.send(
                        longer(length),
                        attempt -> requests.copyPart(source, offset, length, key, id, number))
                .thenApply(etag -> new S3Requests.UploadedPart(number, etag, null));
    }

    private static Duration longer(long bytes) {
        return Duration.ofMillis(bytes / BYTES_PER_MILLI);
    }

    private <T> CompletableFuture<T> send(IntFunction<CompletableFuture<T>> request) {
        return sender.send(Duration.ZERO, request);
    }

    /** As {@link BlobClient.Sender}, with what a server refused said in a sentence. */
    @FunctionalInterface
    interface Sender {
        <T> CompletableFuture<T> send(Duration longer, IntFunction<CompletableFuture<T>> request);
    }
}
