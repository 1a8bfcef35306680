// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3;

import io.minio.GetObjectArgs;
import io.minio.GetObjectResponse;
import io.minio.GetPresignedObjectUrlArgs;
import io.minio.Http;
import io.minio.ListObjectsArgs;
import io.minio.MinioAsyncClient;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import io.minio.Result;
import io.minio.StatObjectArgs;
import io.minio.StatObjectResponse;
import io.minio.UploadObjectArgs;
import io.minio.credentials.AwsConfigProvider;
import io.minio.credentials.AwsEnvironmentProvider;
import io.minio.credentials.ChainedProvider;
import io.minio.credentials.IamAwsProvider;
import io.minio.credentials.MinioEnvironmentProvider;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import io.multimodal.store.RefusedException;
import io.multimodal.store.StoreException;
import io.multimodal.store.StoreUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;

/** A bucket by the client of MinIO, for servers that speak S3. */
final class MinioBucket implements Bucket {
    private static final int CONNECT_TIMEOUT_SECONDS = 5;
    private static final int SILENCE_TIMEOUT_SECONDS = 30;

    private final S3Location location;
    private final OkHttpClient http =
            new OkHttpClient.Builder()
                    .connectTimeout(CONNECT_TIMEOUT_SECONDS, TimeUnit.SECONDS)
                    .readTimeout(SILENCE_TIMEOUT_SECONDS, TimeUnit.SECONDS)
                    .writeTimeout(SILENCE_TIMEOUT_SECONDS, TimeUnit.SECONDS)
                    .build();
    private final MinioAsyncClient client;

    MinioBucket(S3Location location) throws RefusedException {
        this.location = location;
        if (location.endpoint().isEmpty()) {
            throw new RefusedException(
                    "The client 'minio' needs to know the server: add &endpoint=http://host:port");
        }
        this.client =
                MinioAsyncClient.builder()
                        .endpoint(location.endpoint().get().toString())
                        .region(location.region().orElse("us-east-1"))
                        .credentialsProvider(
                                new ChainedProvider(
                                        new AwsEnvironmentProvider(),
                                        new MinioEnvironmentProvider(),
                                        new AwsConfigProvider(null, null),
                                        new IamAwsProvider(null, null)))
                        .httpClient(http)
                        .build();
    }

    @Override
    public CompletableFuture<Put> put(String key, byte[] content, byte[] sha256, boolean ifAbsent) {
        Map<String, String> headers = new HashMap<>();
        if (ifAbsent) {
            headers.put("If-None-Match", "*");
        }
        return call(() ->
                        client.putObject(
                                PutObjectArgs.builder()
                                        .bucket(location.bucket())
                                        .object(key)
                                        .extraHeaders(headers)
                                        .data(content, content.length)
                                        .build()))
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

    /** This client computes the checksum that it sends, and it is no SHA-256. */
    @Override
    public boolean sendsGivenChecksum() {
        return false;
    }

    @Override
    public CompletableFuture<Void> upload(String key, Path file) {
        return call(() ->
                        client.uploadObject(
                                UploadObjectArgs.builder()
                                        .bucket(location.bucket())
                                        .object(key)
                                        .filename(file.toString())
                                        .build()))
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
        CompletableFuture<GetObjectResponse> call =
                call(
                        () ->
                                client.getObject(
                                        GetObjectArgs.builder()
                                                .bucket(location.bucket())
                                                .object(key)
                                                .offset(offset)
                                                .length((long) length)
                                                .build()));
        try (GetObjectResponse response = await(call)) {
            byte[] bytes = response.readNBytes(length);
            String total = response.headers().get("Content-Range");
            return Optional.of(
                    new Part(
                            bytes,
                            total == null
                                    ? bytes.length
                                    : Long.parseLong(total.substring(total.indexOf('/') + 1))));
        } catch (ExecutionException e) {
            if (isAbsent(e)) {
                return Optional.empty();
            }
            if (status(e) == 416) {
                return Optional.of(new Part(new byte[0], size(key).orElse(0)));
            }
            throw error("read", key, e);
        } catch (StoreException e) {
            throw e;
        } catch (IOException e) {
            throw error("read", key, e);
        }
    }

    @Override
    public OptionalLong size(String key) throws StoreException {
        return Puts.await(sizeLater(key), key);
    }

    @Override
    public CompletableFuture<OptionalLong> sizeLater(String key) {
        return call(() ->
                        client.statObject(
                                StatObjectArgs.builder()
                                        .bucket(location.bucket())
                                        .object(key)
                                        .build()))
                .handle(
                        (response, failure) -> {
                            if (failure == null) {
                                return OptionalLong.of(response.size());
                            }
                            if (status(failure) == 404) {
                                return OptionalLong.empty();
                            }
                            throw new CompletionException(error("look at", key, failure));
                        });
    }

    @Override
    public Iterator<Item> list(String prefix) {
        Iterator<Result<io.minio.messages.Item>> results =
                client.listObjects(
                                ListObjectsArgs.builder()
                                        .bucket(location.bucket())
                                        .prefix(prefix)
                                        .recursive(true)
                                        .build())
                        .iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return results.hasNext();
            }

            @Override
            public Item next() {
                try {
                    io.minio.messages.Item item = results.next().get();
                    return new Item(item.objectName(), item.size());
                } catch (MinioException e) {
                    throw new UncheckedIOException(error("list", prefix, e));
                }
            }
        };
    }

    @Override
    public void delete(String key) throws StoreException {
        delete(key, Map.of());
    }

    @Override
    public boolean deleteIfMatch(String key, String etag) throws StoreException {
        return delete(key, Map.of("If-Match", etag));
    }

    private boolean delete(String key, Map<String, String> headers) throws StoreException {
        try {
            await(
                    call(
                            () ->
                                    client.removeObject(
                                            RemoveObjectArgs.builder()
                                                    .bucket(location.bucket())
                                                    .object(key)
                                                    .extraHeaders(headers)
                                                    .build())));
            return true;
        } catch (ExecutionException e) {
            if (status(e) == 412) {
                return false;
            }
            throw error("delete", key, e);
        }
    }

    /** This client hands out no header of an answer that is no object's. */
    @Override
    public Optional<Duration> clockSkew() throws StoreException {
        return Optional.empty();
    }

    @Override
    public Optional<TaggedPart> head(String key) throws StoreException {
        try {
            StatObjectResponse seen =
                    await(
                            call(
                                    () ->
                                            client.statObject(
                                                    StatObjectArgs.builder()
                                                            .bucket(location.bucket())
                                                            .object(key)
                                                            .build())));
            return Optional.of(
                    new TaggedPart(
                            new Part(new byte[0], seen.size()), Optional.ofNullable(seen.etag())));
        } catch (ExecutionException e) {
            if (isAbsent(e)) {
                return Optional.empty();
            }
            throw error("look at", key, e);
        }
    }

    @Override
    public Optional<TaggedPart> getTagged(
            String key, long offset, int length, Optional<String> expected) throws StoreException {
        GetObjectArgs.Builder args =
                GetObjectArgs.builder()
                        .bucket(location.bucket())
                        .object(key)
                        .offset(offset)
                        .length((long) length);
        expected.ifPresent(etag -> args.extraHeaders(Map.of("If-Match", etag)));
        try (GetObjectResponse answer = await(call(() -> client.getObject(args.build())))) {
            byte[] bytes = answer.readNBytes(length);
            String total = answer.headers().get("Content-Range");
            return Optional.of(
                    new TaggedPart(
                            new Part(
                                    bytes,
                                    total == null
                                            ? bytes.length
                                            : Long.parseLong(
                                                    total.substring(total.indexOf('/') + 1))),
                            Optional.ofNullable(answer.headers().get("ETag"))));
        } catch (ExecutionException e) {
            if (isAbsent(e)) {
                return Optional.empty();
            }
            if (status(e) == 412 || status(e) == 416) {
                return head(key);
            }
            throw error("read", key, e);
        } catch (StoreException e) {
            throw e;
        } catch (IOException e) {
            throw error("read", key, e);
        }
    }

    @Override
    public URI presign(String key, Duration expires) throws StoreException {
        try {
            return URI.create(
                    client.getPresignedObjectUrl(
                            GetPresignedObjectUrlArgs.builder()
                                    .method(Http.Method.GET)
                                    .bucket(location.bucket())
                                    .object(key)
                                    .expiry(Math.toIntExact(expires.toSeconds()))
                                    .build()));
        } catch (MinioException e) {
            throw error("make a URL for", key, e);
        }
    }

    @Override
    public void close() {
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }

    @Override
    public String toString() {
        return "Minio(" + location + ")";
    }

    /** A call whose every failure is in the future. */
    private static <T> CompletableFuture<T> call(Call<T> call) {
        try {
            return call.start();
        } catch (MinioException | RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
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

    private static boolean isAbsent(Throwable failure) {
        return status(failure) == 404
                && !(cause(failure) instanceof ErrorResponseException response
                        && "NoSuchBucket".equals(response.errorResponse().code()));
    }

    private StoreException error(String action, String key, Throwable failure) {
        Throwable cause = cause(failure);
        String reason = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        return S3Errors.of(action, key, location, status(failure), reason, cause);
    }

    private static int status(Throwable failure) {
        return cause(failure) instanceof ErrorResponseException response
                ? response.response().code()
                : 0;
    }

    private static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private interface Call<T> {
        CompletableFuture<T> start() throws MinioException;
    }
}
