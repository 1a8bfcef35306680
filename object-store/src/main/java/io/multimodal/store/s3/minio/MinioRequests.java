// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3.minio;

import io.minio.AbortMultipartUploadArgs;
import io.minio.CompleteMultipartUploadArgs;
import io.minio.ComposeObjectArgs;
import io.minio.CopyObjectArgs;
import io.minio.CreateMultipartUploadArgs;
import io.minio.GetObjectArgs;
import io.minio.GetObjectResponse;
import io.minio.GetPresignedObjectUrlArgs;
import io.minio.HeadBucketArgs;
import io.minio.Http;
import io.minio.ListObjectsV2Args;
import io.minio.MinioAsyncClient;
import io.minio.PutObjectAPIArgs;
import io.minio.RemoveObjectArgs;
import io.minio.SourceObject;
import io.minio.StatObjectArgs;
import io.minio.UploadPartArgs;
import io.minio.UploadPartCopyArgs;
import io.minio.errors.MinioException;
import io.minio.messages.Item;
import io.minio.messages.Part;
import io.multimodal.store.bucket.spi.BlobClient;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.internal.RequestThreads;
import io.multimodal.store.s3.client.S3Errors;
import io.multimodal.store.s3.client.S3Location;
import io.multimodal.store.s3.client.S3Requests;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.chrono.ChronoZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import okhttp3.OkHttpClient;

/** Requests by the client of MinIO, for servers that speak S3. */
public final class MinioRequests implements S3Requests {
    private final S3Location location;
    private final String bucket;
    private final OkHttpClient http;
    private final MinioAsyncClient client;

    public MinioRequests(S3Location location) throws RefusedException {
        this.location = location;
        this.bucket = location.bucket();
        this.http = MinioClients.http(location);
        this.client = MinioClients.client(location, http);
    }

    @Override
    public CompletableFuture<Void> put(String key, byte[] content, Map<String, String> headers) {
        PutObjectAPIArgs args =
                PutObjectAPIArgs.builder()
                        .bucket(bucket)
                        .object(key)
                        .data(content, content.length)
                        .headers(new Http.Headers(headers))
                        .build();
        return answer(() -> client.putObject(args), response -> null);
    }

    @Override
    public CompletableFuture<Body> get(
            String key, long offset, int length, Map<String, String> headers) {
        GetObjectArgs args =
                GetObjectArgs.builder()
                        .bucket(bucket)
                        .object(key)
                        .offset(offset)
                        .length((long) length)
                        .extraHeaders(headers)
                        .build();
        return answer(
                () ->
                        client.getObject(args)
                                .thenApplyAsync(
                                        response -> read(response, length), RequestThreads.SHARED),
                Function.identity());
    }

    private static Body read(GetObjectResponse response, int length) {
        try (response) {
            byte[] bytes = response.readNBytes(length);
            if (bytes.length == length && response.read() >= 0) {
                throw new IOException(
                        "the server answered with more than the "
                                + length
                                + " bytes that were asked for");
            }
            return new Body(
                    bytes,
                    Optional.ofNullable(response.headers().get("Content-Range")),
                    Optional.ofNullable(response.headers().get("ETag")));
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    @Override
    public CompletableFuture<BlobClient.Head> head(String key) {
        StatObjectArgs args = StatObjectArgs.builder().bucket(bucket).object(key).build();
        return answer(
                () -> client.statObject(args),
                response ->
                        new BlobClient.Head(
                                response.size(),
                                Optional.ofNullable(response.etag()).map(MinioRequests::quoted),
                                Optional.ofNullable(response.lastModified())
                                        .map(ChronoZonedDateTime::toInstant)));
    }

    @Override
    public CompletableFuture<BlobClient.Page> list(String prefix, String after) {
        ListObjectsV2Args.Builder args = ListObjectsV2Args.builder().bucket(bucket).prefix(prefix);
        if (!after.isEmpty()) {
            args.startAfter(after);
        }
        return answer(
                () -> client.listObjectsV2(args.build()),
                response ->
                        new BlobClient.Page(
                                response.result().contents().stream()
                                        .map(MinioRequests::item)
                                        .toList(),
                                response.result().isTruncated()));
    }

    @Override
    public CompletableFuture<Void> delete(String key, Map<String, String> headers) {
        RemoveObjectArgs args =
                RemoveObjectArgs.builder().bucket(bucket).object(key).extraHeaders(headers).build();
        return answer(() -> client.removeObject(args), response -> null);
    }

    @Override
    public CompletableFuture<Optional<String>> date() {
        HeadBucketArgs args = HeadBucketArgs.builder().bucket(bucket).build();
        return answer(
                () -> client.headBucket(args),
                response -> Optional.ofNullable(response.headers().get("Date")));
    }

    @Override
    public CompletableFuture<String> beginUpload(String key, Map<String, String> headers) {
        CreateMultipartUploadArgs args =
                CreateMultipartUploadArgs.builder()
                        .bucket(bucket)
                        .object(key)
                        .headers(new Http.Headers(headers))
                        .build();
        return answer(
                () -> client.createMultipartUpload(args), response -> response.result().uploadId());
    }

    @Override
    public CompletableFuture<String> putPart(
            String key, String uploadId, int number, byte[] content, Map<String, String> headers) {
        UploadPartArgs args =
                UploadPartArgs.builder()
                        .bucket(bucket)
                        .object(key)
                        .uploadId(uploadId)
                        .partNumber(number)
                        .data(content, content.length)
                        .headers(new Http.Headers(headers))
                        .build();
        return answer(() -> client.uploadPart(args), response -> response.part().etag());
    }

    @Override
    public CompletableFuture<Void> completeUpload(
            String key, String uploadId, List<UploadedPart> parts, Map<String, String> headers) {
        Part[] completed =
                parts.stream()
                        .map(
                                part ->
                                        new Part(
                                                part.number(),
                                                part.etag(),
                                                null,
                                                null,
                                                null,
                                                null,
                                                part.sha256()))
                        .toArray(Part[]::new);
        CompleteMultipartUploadArgs args =
                CompleteMultipartUploadArgs.builder()
                        .bucket(bucket)
                        .object(key)
                        .uploadId(uploadId)
                        .parts(completed)
                        .extraHeaders(headers)
                        .build();
        return answer(() -> client.completeMultipartUpload(args), response -> null);
    }

    @Override
    public CompletableFuture<Copied> copy(Source source, String key, Map<String, String> headers) {
        CopyObjectArgs args =
                CopyObjectArgs.builder()
                        .bucket(bucket)
                        .object(key)
                        .source(source(source))
                        .extraHeaders(headers)
                        .build();
        return answer(
                () -> client.copyObject(args),
                response ->
                        new Copied(
                                quoted(response.etag()),
                                Optional.ofNullable(response.checksumSHA256())));
    }

    /** With its size and ETag: otherwise the client looks at it, and copies the version it sees. */
    private static SourceObject source(Source source) {
        return new SourceObject(
                SourceObject.builder().bucket(source.bucket()).object(source.key()).build(),
                source.sizeBytes(),
                source.etag());
    }

    @Override
    public CompletableFuture<String> copyPart(
            Source source, long offset, long length, String key, String uploadId, int number) {
        SourceObject from = source(source);
        Http.Headers headers = from.makeCopyHeaders();
        headers.put(
                "x-amz-copy-source-range", "bytes=%d-%d".formatted(offset, offset + length - 1));
        // Their builder, which reaches for a private constructor, makes none.
        ComposeObjectArgs whole =
                ComposeObjectArgs.builder()
                        .bucket(bucket)
                        .object(key)
                        .sources(List.of(from))
                        .build();
        UploadPartCopyArgs args = new UploadPartCopyArgs(whole, uploadId, number, headers);
        return answer(() -> client.uploadPartCopy(args), response -> response.part().etag());
    }

    @Override
    public CompletableFuture<Void> abortUpload(String key, String uploadId) {
        AbortMultipartUploadArgs args =
                AbortMultipartUploadArgs.builder()
                        .bucket(bucket)
                        .object(key)
                        .uploadId(uploadId)
                        .build();
        return answer(() -> client.abortMultipartUpload(args), response -> null);
    }

    @Override
    public URI presign(String key, Duration expires) throws StoreException {
        try {
            return URI.create(
                    client.getPresignedObjectUrl(
                            GetPresignedObjectUrlArgs.builder()
                                    .method(Http.Method.GET)
                                    .bucket(bucket)
                                    .object(key)
                                    .expiry(Math.toIntExact(expires.toSeconds()))
                                    .build()));
        } catch (MinioException e) {
            throw S3Errors.of("make a URL for", key, location, MinioFailures.of(e));
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

    /** The client takes the quotes of an ETag away, where it does not give the header as it is. */
    private static BlobClient.Item item(Item item) {
        return new BlobClient.Item(
                item.objectName(),
                item.size(),
                Optional.ofNullable(item.etag()).map(MinioRequests::quoted),
                Optional.ofNullable(item.lastModified()).map(ChronoZonedDateTime::toInstant));
    }

    private static String quoted(String etag) {
        return etag.startsWith("\"") || etag.startsWith("W/") ? etag : '"' + etag + '"';
    }

    /** The client cannot take a request back; its own time-out ends it. */
    private static <R, T> CompletableFuture<T> answer(Call<R> call, Function<R, T> meaning) {
        CompletableFuture<R> sent;
        try {
            sent = call.start();
        } catch (MinioException | RuntimeException e) {
            sent = CompletableFuture.failedFuture(e);
        }
        return sent.handle(
                (response, failure) -> {
                    if (failure != null) {
                        throw new CompletionException(MinioFailures.of(S3Errors.cause(failure)));
                    }
                    return meaning.apply(response);
                });
    }

    private interface Call<T> {
        CompletableFuture<T> start() throws MinioException;
    }
}
