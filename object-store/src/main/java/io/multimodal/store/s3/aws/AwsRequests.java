// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3.aws;

import io.multimodal.store.bucket.client.Cancellation;
import io.multimodal.store.bucket.spi.BlobClient;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.s3.client.S3Errors;
import io.multimodal.store.s3.client.S3Failure;
import io.multimodal.store.s3.client.S3Location;
import io.multimodal.store.s3.client.S3Requests;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Requests by the asynchronous client of the AWS SDK. */
public final class AwsRequests implements S3Requests {
    private final S3Location location;
    private final String bucket;
    private final S3AsyncClient client;

    public AwsRequests(S3Location location) throws RefusedException {
        this.location = location;
        this.bucket = location.bucket();
        try {
            this.client = AwsClients.client(location);
        } catch (SdkClientException e) {
            throw new RefusedException(
                    "Cannot set up a client for "
                            + location
                            + (location.region().isEmpty() && location.endpoint().isEmpty()
                                    ? ": no region is configured; add ?region=eu-central-1 (the"
                                            + " bucket's) to its URI, or set AWS_REGION"
                                    : ": " + e.getMessage()),
                    e);
        }
    }

    @Override
    public CompletableFuture<Void> put(String key, byte[] content, Map<String, String> headers) {
        return answer(
                client.putObject(
                        request ->
                                request.bucket(bucket)
                                        .key(key)
                                        .overrideConfiguration(with(headers)),
                        AsyncRequestBody.fromBytesUnsafe(content)),
                response -> null);
    }

    @Override
    public CompletableFuture<Body> get(
            String key, long offset, int length, Map<String, String> headers) {
        return answer(
                client.getObject(
                        request ->
                                request.bucket(bucket)
                                        .key(key)
                                        .range("bytes=" + offset + "-" + (offset + length - 1))
                                        .overrideConfiguration(with(headers)),
                        new BoundedTransformer(length)),
                Function.identity());
    }

    @Override
    public CompletableFuture<BlobClient.Head> head(String key) {
        return answer(
                client.headObject(request -> request.bucket(bucket).key(key)),
                response ->
                        new BlobClient.Head(
                                response.contentLength(),
                                Optional.ofNullable(response.eTag()),
                                Optional.ofNullable(response.lastModified())));
    }

    @Override
    public CompletableFuture<BlobClient.Page> list(String prefix, String after) {
        return answer(
                client.listObjectsV2(
                        request ->
                                request.bucket(bucket)
                                        .prefix(prefix)
                                        .startAfter(after.isEmpty() ? null : after)),
                response ->
                        new BlobClient.Page(
                                response.contents().stream()
                                        .map(
                                                object ->
                                                        new BlobClient.Item(
                                                                object.key(),
                                                                object.size(),
                                                                Optional.ofNullable(object.eTag()),
                                                                Optional.ofNullable(
                                                                        object.lastModified())))
                                        .toList(),
                                Boolean.TRUE.equals(response.isTruncated())));
    }

    @Override
    public CompletableFuture<Void> delete(String key, Map<String, String> headers) {
        return answer(
                client.deleteObject(
                        request ->
                                request.bucket(bucket)
                                        .key(key)
                                        .overrideConfiguration(with(headers))),
                response -> null);
    }

    @Override
    public CompletableFuture<Optional<String>> date() {
        return answer(
                client.headBucket(request -> request.bucket(bucket)),
                response -> response.sdkHttpResponse().firstMatchingHeader("Date"));
    }

    @Override
    public CompletableFuture<String> beginUpload(String key, Map<String, String> headers) {
        return answer(
                client.createMultipartUpload(
                        request ->
                                request.bucket(bucket)
                                        .key(key)
                                        .overrideConfiguration(with(headers))),
                response -> response.uploadId());
    }

    @Override
    public CompletableFuture<String> putPart(
            String key, String uploadId, int number, byte[] content, Map<String, String> headers) {
        return answer(
                client.uploadPart(
                        request ->
                                request.bucket(bucket)
                                        .key(key)
                                        .uploadId(uploadId)
                                        .partNumber(number)
                                        .overrideConfiguration(with(headers)),
                        AsyncRequestBody.fromBytesUnsafe(content)),
                response -> response.eTag());
    }

    @Override
    public CompletableFuture<Void> completeUpload(
            String key, String uploadId, List<UploadedPart> parts, Map<String, String> headers) {
        List<CompletedPart> completed =
                parts.stream()
                        .map(
                                part ->
                                        CompletedPart.builder()
                                                .partNumber(part.number())
                                                .eTag(part.etag())
                                                .checksumSHA256(part.sha256())
                                                .build())
                        .toList();
        return answer(
                client.completeMultipartUpload(
                        request ->
                                request.bucket(bucket)
                                        .key(key)
                                        .uploadId(uploadId)
                                        .multipartUpload(all -> all.parts(completed))
                                        .overrideConfiguration(with(headers))),
                response -> null);
    }

    @Override
    public CompletableFuture<Copied> copy(Source source, String key, Map<String, String> headers) {
        return answer(
                client.copyObject(
                        request ->
                                request.sourceBucket(source.bucket())
                                        .sourceKey(source.key())
                                        .copySourceIfMatch(source.etag())
                                        .destinationBucket(bucket)
                                        .destinationKey(key)
                                        .overrideConfiguration(with(headers))),
                response ->
                        new Copied(
                                response.copyObjectResult().eTag(),
                                Optional.ofNullable(response.copyObjectResult().checksumSHA256())));
    }

    @Override
    public CompletableFuture<String> copyPart(
            Source source, long offset, long length, String key, String uploadId, int number) {
        return answer(
                client.uploadPartCopy(
                        request ->
                                request.sourceBucket(source.bucket())
                                        .sourceKey(source.key())
                                        .copySourceIfMatch(source.etag())
                                        .copySourceRange(
                                                "bytes=%d-%d"
                                                        .formatted(offset, offset + length - 1))
                                        .destinationBucket(bucket)
                                        .destinationKey(key)
                                        .uploadId(uploadId)
                                        .partNumber(number)),
                response -> response.copyPartResult().eTag());
    }

    @Override
    public CompletableFuture<Void> abortUpload(String key, String uploadId) {
        return answer(
                client.abortMultipartUpload(
                        request -> request.bucket(bucket).key(key).uploadId(uploadId)),
                response -> null);
    }

    @Override
    public URI presign(String key, Duration expires) throws StoreException {
        try (S3Presigner presigner = AwsClients.presigner(location)) {
            return URI.create(
                    presigner
                            .presignGetObject(
                                    request ->
                                            request.signatureDuration(expires)
                                                    .getObjectRequest(
                                                            object ->
                                                                    object.bucket(bucket).key(key)))
                            .url()
                            .toString());
        } catch (SdkException e) {
            throw S3Errors.of("make a URL for", key, location, failure(e));
        }
    }

    @Override
    public void close() {
        client.close();
    }

    @Override
    public String toString() {
        return "Aws(" + location + ")";
    }

    private static Consumer<AwsRequestOverrideConfiguration.Builder> with(
            Map<String, String> headers) {
        return request -> headers.forEach(request::putHeader);
    }

    /** To cancel it cancels the request. */
    private static <R, T> CompletableFuture<T> answer(
            CompletableFuture<R> call, Function<R, T> meaning) {
        CompletableFuture<T> answer =
                call.handle(
                        (response, failure) -> {
                            if (failure != null) {
                                throw new CompletionException(failure(S3Errors.cause(failure)));
                            }
                            return meaning.apply(response);
                        });
        Cancellation.passOn(answer, call);
        return answer;
    }

    private static S3Failure failure(Throwable cause) {
        if (cause.getCause() instanceof InterruptedException
                || cause.getCause() instanceof AbortedException) {
            // The SDK looks whether the caller was interrupted, and takes the flag away.
            Thread.currentThread().interrupt();
        }
        int status = cause instanceof SdkServiceException service ? service.statusCode() : 0;
        String code =
                cause instanceof S3Exception s3 && s3.awsErrorDetails() != null
                        ? s3.awsErrorDetails().errorCode()
                        : "";
        String reason = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        return cause instanceof ApiCallTimeoutException
                ? new S3Failure(0, "", reason, new SocketTimeoutException(reason))
                : new S3Failure(status, code, reason, cause);
    }
}
