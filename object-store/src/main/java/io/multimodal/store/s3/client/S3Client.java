// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3.client;

import io.multimodal.store.ObjectPlace;
import io.multimodal.store.bucket.spi.BlobClient;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.spi.ProbeFinding;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.IntFunction;

/** A bucket in S3 by the requests of either client. */
public final class S3Client implements BlobClient {
    private final S3Requests requests;
    private final S3Location location;

    /**
     * @param requests closed with this client
     */
    public S3Client(S3Requests requests, S3Location location) {
        this.requests = requests;
        this.location = location;
    }

    @Override
    public CompletableFuture<Put> put(String key, byte[] content, byte[] sha256, boolean ifAbsent) {
        Map<String, String> headers = new HashMap<>(Checksums.sha256Header(sha256));
        if (ifAbsent) {
            headers.put("If-None-Match", "*");
        }
        return answer(
                "write",
                key,
                requests.put(key, content, headers).thenApply(done -> Put.WRITTEN),
                failure ->
                        ifAbsent && failure.status() == 412
                                ? CompletableFuture.completedFuture(Put.WAS_THERE)
                                : null);
    }

    @Override
    public CompletableFuture<Optional<Part>> get(String key, long offset, int length) {
        return answer(
                "read",
                key,
                requests.get(key, offset, length, Map.of())
                        .thenApply(body -> Optional.of(checked(body, offset, length))),
                failure -> {
                    if (failure.saysAbsent()) {
                        return CompletableFuture.completedFuture(Optional.empty());
                    }
                    // It ends before the range begins, as an empty one does.
                    return failure.status() == 416 ? nothing(key) : null;
                });
    }

    private static Part checked(S3Requests.Body body, long offset, int length) {
        try {
            return Ranges.checked(body, offset, length);
        } catch (S3Failure | RefusedException e) {
            throw new CompletionException(e);
        }
    }

    private CompletableFuture<Optional<Part>> nothing(String key) {
        return head(key)
                .thenApply(
                        head ->
                                head.map(
                                        seen ->
                                                new Part(
                                                        new byte[0],
                                                        seen.sizeBytes(),
                                                        seen.etag())));
    }

    @Override
    public CompletableFuture<Optional<Head>> head(String key) {
        return answer(
                "look at",
                key,
                requests.head(key).thenApply(Optional::of),
                failure ->
                        failure.saysAbsent()
                                ? CompletableFuture.completedFuture(Optional.empty())
                                : null);
    }

    @Override
    public CompletableFuture<Page> list(String prefix, String after) {
        return answer("list", prefix, requests.list(prefix, after), failure -> null);
    }

    @Override
    public CompletableFuture<Void> delete(String key) {
        return answer("delete", key, requests.delete(key, Map.of()), failure -> null);
    }

    @Override
    public CompletableFuture<Void> upload(String key, Path file, Sender sender) {
        return new Upload(requests, new Typed(sender, "write", key)::send, key, file).run();
    }

    @Override
    public Optional<ObjectPlace> place(String key, Head head) {
        return head.etag()
                .map(
                        etag ->
                                new ObjectPlace(
                                        service(),
                                        location.bucket() + "/" + key,
                                        head.sizeBytes(),
                                        etag));
    }

    @Override
    public CompletableFuture<Boolean> copy(
            ObjectPlace from, byte[] sha256, String key, Sender sender) {
        if (!from.service().equals(service())) {
            return CompletableFuture.completedFuture(false);
        }
        return new ServerCopy(
                        requests,
                        new Typed(sender, "copy", key),
                        from,
                        key,
                        ServerCopy.MAX_WHOLE_BYTES)
                .run(sha256);
    }

    /** All clients of a process have the same credentials for it. */
    private String service() {
        return "s3 at " + location.endpoint().map(URI::toString).orElse("AWS");
    }

    @Override
    public boolean checksPuts(String scratch) throws StoreException {
        return !new ChecksumProbe(requests, location).takesWrongPut(scratch);
    }

    @Override
    public boolean checksUploads(String scratch) throws StoreException {
        return !new ChecksumProbe(requests, location).takesWrongPart(scratch);
    }

    @Override
    public List<ProbeFinding> analyze(String scratch) throws StoreException {
        ConditionProbe conditions = new ConditionProbe(requests, location);
        return List.of(
                new ChecksumProbe(requests, location).crc64OfPuts(scratch + "crc64"),
                conditions.completion(scratch + "complete"),
                conditions.deletion(scratch + "delete"),
                new ClockProbe(requests, location).clock());
    }

    @Override
    public URI presign(String key, Duration expires) throws StoreException {
        return requests.presign(key, expires);
    }

    @Override
    public void close() {
        requests.close();
    }

    @Override
    public String toString() {
        return requests.toString();
    }

    /** To cancel it cancels the request. */
    private <T> CompletableFuture<T> answer(
            String action,
            String key,
            CompletableFuture<T> sent,
            Function<S3Failure, CompletableFuture<T>> meaning) {
        return sent.exceptionallyCompose(
                failure -> {
                    Throwable cause = S3Errors.cause(failure);
                    CompletableFuture<T> meant =
                            cause instanceof S3Failure answer ? meaning.apply(answer) : null;
                    return meant != null
                            ? meant
                            : CompletableFuture.failedFuture(
                                    S3Errors.of(action, key, location, cause));
                });
    }

    /** Has what a server refused of several requests say so in a sentence. */
    private final class Typed implements ServerCopy.Sender {
        private final Sender sender;
        private final String action;
        private final String key;

        Typed(Sender sender, String action, String key) {
            this.sender = sender;
            this.action = action;
            this.key = key;
        }

        @Override
        public <T> CompletableFuture<T> send(
                Duration longer, IntFunction<CompletableFuture<T>> request) {
            return sender.send(
                    longer, attempt -> answer(action, key, request.apply(attempt), this::changed));
        }

        <T> CompletableFuture<T> send(IntFunction<CompletableFuture<T>> request) {
            return send(Duration.ZERO, request);
        }

        /** A condition that does not hold will not hold the next time. */
        private <T> CompletableFuture<T> changed(S3Failure failure) {
            return failure.status() != 412
                    ? null
                    : CompletableFuture.failedFuture(
                            new RefusedException(
                                    "Cannot %s %s in %s: what it depends on has changed"
                                            .formatted(action, key, location),
                                    failure));
        }
    }
}
