// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3.aws;

import io.multimodal.store.bucket.client.ClientBucket;
import io.multimodal.store.bucket.client.RetryPolicy;
import io.multimodal.store.internal.IdleThreads;
import io.multimodal.store.internal.RequestThreads;
import io.multimodal.store.s3.client.S3Location;
import java.time.Duration;
import java.util.function.Consumer;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** How the clients of the AWS SDK are set up: they try nothing again, {@code Retry} does. */
final class AwsClients {
    private AwsClients() {}

    /** The caller closes it. */
    static S3AsyncClient client(S3Location location) {
        RetryPolicy patience = location.patience();
        S3AsyncClientBuilder builder =
                S3AsyncClient.builder()
                        .forcePathStyle(location.pathStyle())
                        // Trailing checksums fail on some servers; puts bring their own.
                        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                        .overrideConfiguration(
                                all ->
                                        all.retryStrategy(AwsRetryStrategy.doNotRetry())
                                                .addExecutionInterceptor(new AwsAnswers())
                                                .apiCallTimeout(patience.attempt()))
                        .httpClientBuilder(
                                location.client().equals(S3Location.AWS_CRT)
                                        ? CrtHttp.builder(patience)
                                        : nettyHttp(patience))
                        .asyncConfiguration(
                                async ->
                                        async.advancedOption(
                                                SdkAdvancedAsyncClientOption
                                                        .FUTURE_COMPLETION_EXECUTOR,
                                                RequestThreads.SHARED));
        location.endpoint().ifPresent(builder::endpointOverride);
        region(location, builder::region);
        return builder.build();
    }

    private static SdkAsyncHttpClient.Builder<?> nettyHttp(RetryPolicy patience) {
        Duration silence = patience.attempt();
        return NettyNioAsyncHttpClient.builder()
                .eventLoopGroup(EventLoops.SHARED)
                .maxConcurrency(ClientBucket.CONNECTIONS)
                .connectionTimeout(patience.connect())
                .readTimeout(silence)
                .writeTimeout(silence);
    }

    /** The caller closes it. */
    static S3Presigner presigner(S3Location location) {
        S3Presigner.Builder builder =
                S3Presigner.builder()
                        .serviceConfiguration(
                                S3Configuration.builder()
                                        .pathStyleAccessEnabled(location.pathStyle())
                                        .build());
        location.endpoint().ifPresent(builder::endpointOverride);
        region(location, builder::region);
        return builder.build();
    }

    private static void region(S3Location location, Consumer<Region> consumer) {
        location.region().map(Region::of).ifPresent(consumer);
        if (location.endpoint().isPresent() && location.region().isEmpty()) {
            consumer.accept(Region.US_EAST_1);
        }
    }

    /** Of the process: to end them takes two seconds, which every closing would wait for. */
    private static final class EventLoops {
        static final SdkEventLoopGroup SHARED =
                SdkEventLoopGroup.builder().threadFactory(IdleThreads.named("store-s3-io")).build();
    }
}
