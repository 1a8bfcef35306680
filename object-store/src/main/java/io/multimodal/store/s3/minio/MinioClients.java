// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3.minio;

import io.minio.MinioAsyncClient;
import io.minio.credentials.AwsConfigProvider;
import io.minio.credentials.AwsEnvironmentProvider;
import io.minio.credentials.ChainedProvider;
import io.minio.credentials.IamAwsProvider;
import io.minio.credentials.MinioEnvironmentProvider;
import io.multimodal.store.bucket.client.ClientBucket;
import io.multimodal.store.bucket.client.RetryPolicy;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.s3.client.S3Location;
import java.net.URI;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;

/** How the client of MinIO is set up: it tries nothing again, {@code Retry} does. */
final class MinioClients {
    private MinioClients() {}

    static OkHttpClient http(S3Location location) {
        RetryPolicy patience = location.patience();
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.setMaxRequests(ClientBucket.CONNECTIONS);
        dispatcher.setMaxRequestsPerHost(ClientBucket.CONNECTIONS);
        return new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .addInterceptor(new MinioAnswers())
                .connectTimeout(patience.connect())
                .readTimeout(patience.attempt())
                .writeTimeout(patience.attempt())
                .callTimeout(patience.attempt())
                .build();
    }

    static MinioAsyncClient client(S3Location location, OkHttpClient http) throws RefusedException {
        URI endpoint =
                location.endpoint()
                        .orElseThrow(
                                () ->
                                        new RefusedException(
                                                "The client 'minio' needs to know the server: add"
                                                        + " &endpoint=http://host:port"));
        return MinioAsyncClient.builder()
                .endpoint(endpoint.toString())
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
}
