// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3.client;

import io.multimodal.store.bucket.spi.Bucket;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.error.StoreUnavailableException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** A bucket by the requests of either client, which are tried again here and nowhere else. */
public final class S3Bucket implements Bucket {
    /** Half for writing and half for the rest, so that readers do not wait behind long writes. */
    public static final int CONNECTIONS = 128;

    private final S3Requests requests;
    private final S3Location location;
    private final Retry retry;
    private final ConcurrencyLimiter writes = new ConcurrencyLimiter(CONNECTIONS / 2);
    private final ConcurrencyLimiter others = new ConcurrencyLimiter(CONNECTIONS / 2);
    private final ServerCapabilities.Source traits;

    /**
     * @param traits what is known about the server, asked before the first write
     */
    public S3Bucket(S3Requests requests, S3Location location, ServerCapabilities.Source traits) {
        this.requests = requests;
        this.location = location;
        this.retry = new Retry(location.patience());
        this.traits = traits;
    }

    @Override
    public CompletableFuture<Put> put(String key, byte[] content, byte[] sha256, boolean ifAbsent) {
        Map<String, String> headers = new HashMap<>(Checksums.sha256Header(sha256));
        if (ifAbsent) {
            headers.put("If-None-Match", "*");
        }
        boolean readsBack;
        try {
            readsBack = !traits.of(this).checksPuts();
        } catch (StoreException e) {
            return CompletableFuture.failedFuture(e);
        }
        return this.<Put>writing(
                        attempt ->
                                requests.put(key, content, headers)
                                        .thenApply(done -> Put.WRITTEN)
                                        .thenCompose(
                                                put ->
                                                        readsBack
                                                                ? readBack(key, content)
                                                                : CompletableFuture.completedFuture(
                                                                        put))
                                        .exceptionallyCompose(
                                                failure ->
                                                        absent(
                                                                failure, ifAbsent, attempt, key,
                                                                content)))
                .handle(typed("write", key));
    }

    /** It was there; unless an earlier attempt of ours, whose answer was lost, has put it there. */
    private CompletableFuture<Put> absent(
            Throwable failure, boolean ifAbsent, int attempt, String key, byte[] content) {
        Throwable cause = S3Errors.cause(failure);
        if (!ifAbsent || !(cause instanceof S3Failure answer) || answer.status() != 412) {
            return CompletableFuture.failedFuture(cause);
        }
        return attempt == 1
                ? CompletableFuture.completedFuture(Put.WAS_THERE)
                : holds(key, content).thenApply(same -> same ? Put.WRITTEN : Put.WAS_THERE);
    }

    private CompletableFuture<Put> readBack(String key, byte[] content) {
        return holds(key, content)
                .thenApply(
                        same -> {
                            if (!same) {
                                throw new CompletionException(
                                        new StoreUnavailableException(
                                                "Cannot write "
                                                        + key
                                                        + " in "
                                                        + location
                                                        + ": what was read back is not what was"
                                                        + " written"));
                            }
                            return Put.WRITTEN;
                        });
    }

    private CompletableFuture<Boolean> holds(String key, byte[] content) {
        return part(key, 0, Math.max(1, content.length), Map.of())
                .thenApply(read -> Arrays.equals(read.part().bytes(), content));
    }

    @Override
    public CompletableFuture<Void> upload(String key, Path file) {
        boolean readsBack;
        try {
            readsBack = !traits.of(this).checksParts();
        } catch (StoreException e) {
            return CompletableFuture.failedFuture(e);
        }
        return new Upload(requests, this::writing, key, file)
                .run()
                .thenCompose(
                        parts ->
                                readsBack
                                        ? parts.check(
                                                (offset, length) ->
                                                        reading(
                                                                () ->
                                                                        part(
                                                                                key, offset, length,
                                                                                Map.of())))
                                        : sizeLater(key).thenAccept(parts::checkSize))
                .handle(typed("write", key));
    }

    @Override
    public Optional<Part> get(String key, long offset, int length) throws StoreException {
        return getTagged(key, offset, length, Optional.empty()).map(TaggedPart::part);
    }

    @Override
    public Optional<TaggedPart> getTagged(
            String key, long offset, int length, Optional<String> expected) throws StoreException {
        Map<String, String> headers = expected.map(tag -> Map.of("If-Match", tag)).orElse(Map.of());
        try {
            return Optional.of(wait(reading(() -> part(key, offset, length, headers))));
        } catch (ExecutionException e) {
            Throwable cause = S3Errors.cause(e);
            if (cause instanceof S3Failure answer) {
                if (answer.saysAbsent()) {
                    return Optional.empty();
                }
                // It has another tag, or it ends before the range begins: what it is says HEAD.
                if (answer.status() == 416 || (answer.status() == 412 && expected.isPresent())) {
                    return head(key);
                }
            }
            throw S3Errors.of("read", key, location, cause);
        }
    }

    /** What the server answered, if that is what was asked for; one attempt. */
    private CompletableFuture<TaggedPart> part(
            String key, long offset, int length, Map<String, String> headers) {
        return requests.get(key, offset, length, headers)
                .thenApply(
                        body -> {
                            try {
                                return new TaggedPart(
                                        Ranges.checked(body, offset, length), body.etag());
                            } catch (S3Failure | RefusedException e) {
                                throw new CompletionException(e);
                            }
                        })
                .exceptionallyCompose(
                        failure -> {
                            Throwable cause = S3Errors.cause(failure);
                            // An empty object has no range that could be asked for.
                            return cause instanceof S3Failure answer
                                            && answer.status() == 416
                                            && offset == 0
                                    ? requests.head(key).thenApply(S3Bucket::empty)
                                    : CompletableFuture.failedFuture(cause);
                        });
    }

    @Override
    public OptionalLong size(String key) throws StoreException {
        return head(key)
                .map(seen -> OptionalLong.of(seen.part().objectBytes()))
                .orElse(OptionalLong.empty());
    }

    @Override
    public CompletableFuture<OptionalLong> sizeLater(String key) {
        return looking(key)
                .thenApply(
                        seen ->
                                seen.map(head -> OptionalLong.of(head.sizeBytes()))
                                        .orElse(OptionalLong.empty()))
                .handle(typed("look at", key));
    }

    @Override
    public Optional<TaggedPart> head(String key) throws StoreException {
        try {
            return wait(looking(key)).map(S3Bucket::empty);
        } catch (ExecutionException e) {
            throw S3Errors.of("look at", key, location, e);
        }
    }

    private CompletableFuture<Optional<S3Requests.Head>> looking(String key) {
        return reading(() -> requests.head(key))
                .thenApply(Optional::of)
                .exceptionallyCompose(
                        failure -> {
                            Throwable cause = S3Errors.cause(failure);
                            return cause instanceof S3Failure answer && answer.saysAbsent()
                                    ? CompletableFuture.completedFuture(Optional.empty())
                                    : CompletableFuture.failedFuture(cause);
                        });
    }

    private static TaggedPart empty(S3Requests.Head head) {
        return new TaggedPart(new Part(new byte[0], head.sizeBytes()), head.etag());
    }

    @Override
    public Iterator<Item> list(String prefix, String from) {
        return new PagedListing(
                from,
                after -> {
                    try {
                        return wait(reading(() -> requests.list(prefix, after)));
                    } catch (ExecutionException e) {
                        throw S3Errors.of("list", prefix, location, e);
                    }
                });
    }

    @Override
    public void delete(String key) throws StoreException {
        try {
            wait(reading(() -> requests.delete(key, Map.of())));
        } catch (ExecutionException e) {
            throw S3Errors.of("delete", key, location, e);
        }
    }

    @Override
    public boolean deleteIfMatch(String key, String etag) throws StoreException {
        try {
            wait(reading(() -> requests.delete(key, Map.of("If-Match", etag))));
            return true;
        } catch (ExecutionException e) {
            if (S3Errors.cause(e) instanceof S3Failure answer && answer.status() == 412) {
                return false;
            }
            throw S3Errors.of("delete", key, location, e);
        }
    }

    @Override
    public boolean holdsToConditions() throws StoreException {
        return traits.holdsToConditions();
    }

    @Override
    public OptionalLong writtenAtMillis(String key) throws StoreException {
        try {
            return wait(looking(key))
                    .flatMap(S3Requests.Head::writtenAt)
                    .map(at -> OptionalLong.of(at.toEpochMilli()))
                    .orElse(OptionalLong.empty());
        } catch (ExecutionException e) {
            throw S3Errors.of("look at", key, location, e);
        }
    }

    @Override
    public Optional<Duration> clockSkew() throws StoreException {
        try {
            return wait(reading(requests::date))
                    .map(date -> ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME))
                    .map(date -> Duration.between(Instant.now(), date.toInstant()));
        } catch (ExecutionException e) {
            throw S3Errors.of("look at", "the bucket", location, e);
        }
    }

    @Override
    public URI presign(String key, Duration expires) throws StoreException {
        return requests.presign(key, expires);
    }

    /** For the probe, which tries what a store does not do. */
    public S3Requests requests() {
        return requests;
    }

    /** What one request of the probe answers, sent once. */
    public <T> T settled(CompletableFuture<T> request) throws S3Failure, StoreException {
        try {
            return wait(request);
        } catch (ExecutionException e) {
            if (S3Errors.cause(e) instanceof S3Failure failure) {
                throw failure;
            }
            throw S3Errors.of("try out", "the server", location, e);
        }
    }

    public StoreException error(String action, String key, Throwable failure) {
        return S3Errors.of(action, key, location, failure);
    }

    @Override
    public void close() {
        retry.close();
        requests.close();
    }

    @Override
    public String toString() {
        return requests.toString();
    }

    private <T> CompletableFuture<T> writing(IntFunction<CompletableFuture<T>> request) {
        return writes.through(() -> retry.call(request));
    }

    private <T> CompletableFuture<T> reading(Supplier<CompletableFuture<T>> request) {
        return others.through(() -> retry.call(attempt -> request.get()));
    }

    private <T> BiFunction<T, Throwable, T> typed(String action, String key) {
        return (value, failure) -> {
            if (failure != null) {
                throw new CompletionException(S3Errors.of(action, key, location, failure));
            }
            return value;
        };
    }

    private static <T> T wait(CompletableFuture<T> call) throws ExecutionException, StoreException {
        try {
            return call.get();
        } catch (InterruptedException e) {
            call.cancel(true);
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException(
                    "The thread was interrupted while it waited for S3", e);
        }
    }
}
