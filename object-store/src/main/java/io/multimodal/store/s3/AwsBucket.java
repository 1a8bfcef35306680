// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3;

import io.multimodal.store.StoreException;
import io.multimodal.store.StoreUnavailableException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** A bucket by the asynchronous client of the AWS SDK, which retries and times out. */
final class AwsBucket implements Bucket {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration SILENCE_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration CALL_TIMEOUT = Duration.ofMinutes(30);
    private static final int CONNECTIONS = 64;
    private static final long PART_BYTES = 16L << 20;

    private final S3Location location;
    private final ExecutorService callbacks = Executors.newCachedThreadPool(AwsBucket::thread);
    private final S3AsyncClient client;

    AwsBucket(S3Location location) {
        this.location = location;
        S3AsyncClientBuilder builder =
                S3AsyncClient.builder()
                        .forcePathStyle(location.pathStyle())
                        .multipartEnabled(true)
                        .multipartConfiguration(
                                parts ->
                                        parts.thresholdInBytes(4 * PART_BYTES)
                                                .minimumPartSizeInBytes(PART_BYTES)
                                                .apiCallBufferSizeInBytes(4 * PART_BYTES))
                        // Trailing checksums fail on some servers; puts bring their own.
                        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                        .httpClientBuilder(
                                NettyNioAsyncHttpClient.builder()
                                        .eventLoopGroup(EventLoops.SHARED)
                                        .maxConcurrency(CONNECTIONS)
                                        .connectionTimeout(CONNECT_TIMEOUT)
                                        .readTimeout(SILENCE_TIMEOUT)
                                        .writeTimeout(SILENCE_TIMEOUT))
                        // Who waits for one request in the callback of another stops no third.
                        .asyncConfiguration(
                                async ->
                                        async.advancedOption(
                                                SdkAdvancedAsyncClientOption
                                                        .FUTURE_COMPLETION_EXECUTOR,
                                                callbacks))
                        .overrideConfiguration(all -> all.apiCallTimeout(CALL_TIMEOUT));
        location.endpoint().ifPresent(builder::endpointOverride);
        location.region().map(Region::of).ifPresent(builder::region);
        if (location.endpoint().isPresent() && location.region().isEmpty()) {
            builder.region(Region.US_EAST_1);
        }
        this.client = builder.build();
    }

    /** Of the process: to end them takes two seconds, which every closing would wait for. */
    private static final class EventLoops {
        static final SdkEventLoopGroup SHARED = SdkEventLoopGroup.builder().build();
    }

    @Override
    public CompletableFuture<Put> put(String key, byte[] content, byte[] sha256, boolean ifAbsent) {
        PutObjectRequest.Builder request =
                PutObjectRequest.builder()
                        .bucket(location.bucket())
                        .key(key)
                        .checksumSHA256(Base64.getEncoder().encodeToString(sha256));
        if (ifAbsent) {
            request.ifNoneMatch("*");
        }
        return client.putObject(request.build(), AsyncRequestBody.fromBytesUnsafe(content))
                .handle(
                        (response, failure) -> {
                            if (failure == null) {
                                return Put.WRITTEN;
                            }
                            if (ifAbsent && (status(failure) == 412 || status(failure) == 409)) {
                                return Put.WAS_THERE;
                            }
                            throw new CompletionException(error("write", key, failure));
                        });
    }

    @Override
    public boolean sendsGivenChecksum() {
        return true;
    }

    @Override
    public CompletableFuture<Void> upload(String key, Path file) {
        return client.putObject(
                        request -> request.bucket(location.bucket()).key(key),
                        AsyncRequestBody.fromFile(file))
                .handle(
                        (response, failure) -> {
                            if (failure != null) {
                                throw new CompletionException(error("write", key, failure));
                            }
                            return null;
                        });
    }

    @Override
    public Optional<Part> get(String key, long offset, int length) throws StoreException {
        String range = "bytes=" + offset + "-" + (offset + length - 1);
        try {
            ResponseBytes<GetObjectResponse> response =
                    await(
                            client.getObject(
                                    request ->
                                            request.bucket(location.bucket()).key(key).range(range),
                                    AsyncResponseTransformer.toBytes()));
            byte[] bytes = response.asByteArrayUnsafe();
            String total = response.response().contentRange();
            return Optional.of(
                    new Part(
                            bytes,
                            total == null
                                    ? bytes.length
                                    : Long.parseLong(total.substring(total.indexOf('/') + 1))));
        } catch (ExecutionException e) {
            if (isAbsent(e.getCause())) {
                return Optional.empty();
            }
            if (status(e.getCause()) == 416) {
                return Optional.of(new Part(new byte[0], size(key).orElse(0)));
            }
            throw error("read", key, e.getCause());
        }
    }

    @Override
    public OptionalLong size(String key) throws StoreException {
        return Puts.await(sizeLater(key), key);
    }

    @Override
    public CompletableFuture<OptionalLong> sizeLater(String key) {
        return client.headObject(request -> request.bucket(location.bucket()).key(key))
                .handle(
                        (response, failure) -> {
                            if (failure == null) {
                                return OptionalLong.of(response.contentLength());
                            }
                            if (status(failure) == 404) {
                                return OptionalLong.empty();
                            }
                            throw new CompletionException(error("look at", key, failure));
                        });
    }

    @Override
    public Iterator<Item> list(String prefix) {
        return new PagedListing(
                after -> {
                    try {
                        return await(
                                        client.listObjectsV2(
                                                request ->
                                                        request.bucket(location.bucket())
                                                                .prefix(prefix)
                                                                .startAfter(
                                                                        after.isEmpty()
                                                                                ? null
                                                                                : after)))
                                .contents()
                                .stream()
                                .map(object -> new Item(object.key(), object.size()))
                                .toList();
                    } catch (ExecutionException e) {
                        throw error("list", prefix, e.getCause());
                    }
                });
    }

    @Override
    public void delete(String key) throws StoreException {
        try {
            await(client.deleteObject(request -> request.bucket(location.bucket()).key(key)));
        } catch (ExecutionException e) {
            throw error("delete", key, e.getCause());
        }
    }

    @Override
    public boolean deleteIfMatch(String key, String etag) throws StoreException {
        try {
            await(
                    client.deleteObject(
                            request -> request.bucket(location.bucket()).key(key).ifMatch(etag)));
            return true;
        } catch (ExecutionException e) {
            if (status(e.getCause()) == 412) {
                return false;
            }
            throw error("delete", key, e.getCause());
        }
    }

    @Override
    public Optional<Duration> clockSkew() throws StoreException {
        try {
            HeadBucketResponse response =
                    await(client.headBucket(request -> request.bucket(location.bucket())));
            return response.sdkHttpResponse()
                    .firstMatchingHeader("Date")
                    .map(date -> ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME))
                    .map(date -> Duration.between(Instant.now(), date.toInstant()));
        } catch (ExecutionException e) {
            throw error("look at", "the bucket", e.getCause());
        }
    }

    @Override
    public Optional<TaggedPart> head(String key) throws StoreException {
        try {
            HeadObjectResponse seen =
                    await(client.headObject(request -> request.bucket(location.bucket()).key(key)));
            return Optional.of(
                    new TaggedPart(
                            new Part(new byte[0], seen.contentLength()),
                            Optional.ofNullable(seen.eTag())));
        } catch (ExecutionException e) {
            if (isAbsent(e.getCause())) {
                return Optional.empty();
            }
            throw error("look at", key, e.getCause());
        }
    }

    @Override
    public Optional<TaggedPart> getTagged(
            String key, long offset, int length, Optional<String> expected) throws StoreException {
        String range = "bytes=" + offset + "-" + (offset + length - 1);
        try {
            ResponseBytes<GetObjectResponse> answer =
                    await(
                            client.getObject(
                                    request ->
                                            request.bucket(location.bucket())
                                                    .key(key)
                                                    .range(range)
                                                    .ifMatch(expected.orElse(null)),
                                    AsyncResponseTransformer.toBytes()));
            String total = answer.response().contentRange();
            byte[] bytes = answer.asByteArrayUnsafe();
            return Optional.of(
                    new TaggedPart(
                            new Part(
                                    bytes,
                                    total == null
                                            ? bytes.length
                                            : Long.parseLong(
                                                    total.substring(total.indexOf('/') + 1))),
                            Optional.ofNullable(answer.response().eTag())));
        } catch (ExecutionException e) {
            if (isAbsent(e.getCause())) {
                return Optional.empty();
            }
            if (status(e.getCause()) == 412 || status(e.getCause()) == 416) {
                return head(key);
            }
            throw error("read", key, e.getCause());
        }
    }

    @Override
    public URI presign(String key, Duration expires) throws StoreException {
        S3Presigner.Builder builder =
                S3Presigner.builder()
                        .serviceConfiguration(
                                S3Configuration.builder()
                                        .pathStyleAccessEnabled(location.pathStyle())
                                        .build());
        location.endpoint().ifPresent(builder::endpointOverride);
        location.region().map(Region::of).ifPresent(builder::region);
        if (location.endpoint().isPresent() && location.region().isEmpty()) {
            builder.region(Region.US_EAST_1);
        }
        try (S3Presigner presigner = builder.build()) {
            return URI.create(
                    presigner
                            .presignGetObject(
                                    request ->
                                            request.signatureDuration(expires)
                                                    .getObjectRequest(
                                                            object ->
                                                                    object.bucket(location.bucket())
                                                                            .key(key)))
                            .url()
                            .toString());
        } catch (SdkException e) {
            throw error("make a URL for", key, e);
        }
    }

    @Override
    public void close() {
        client.close();
        callbacks.shutdown();
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "store-s3");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public String toString() {
        return "Aws(" + location + ")";
    }

    private static <T> T await(CompletableFuture<T> call)
            throws ExecutionException, StoreException {
        try {
            return call.get();
        } catch (InterruptedException e) {
            call.cancel(true);
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException(
                    "The thread was interrupted while it waited for S3", e);
        }
    }

    /** 404 for the key, as against a bucket that is not there. */
    private static boolean isAbsent(Throwable failure) {
        return status(failure) == 404
                && !(failure instanceof software.amazon.awssdk.services.s3.model.S3Exception s3
                        && s3.awsErrorDetails() != null
                        && "NoSuchBucket".equals(s3.awsErrorDetails().errorCode()));
    }

    private StoreException error(String action, String key, Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        String reason = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        return S3Errors.of(action, key, location, status(cause), reason, cause);
    }

    private static int status(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof SdkServiceException service ? service.statusCode() : 0;
    }
}
