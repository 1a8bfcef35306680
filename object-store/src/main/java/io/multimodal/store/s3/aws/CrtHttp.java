// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3.aws;

import io.multimodal.store.s3.client.RetryPolicy;
import io.multimodal.store.s3.client.S3Bucket;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtAsyncHttpClient;

/**
 * HTTP by the AWS Common Runtime, which is native. Apart, because {@code aws-crt-client} need not
 * be on the class path.
 */
final class CrtHttp {
    private CrtHttp() {}

    static SdkAsyncHttpClient.Builder<?> builder(RetryPolicy patience) {
        return AwsCrtAsyncHttpClient.builder()
                .maxConcurrency(S3Bucket.CONNECTIONS)
                .connectionTimeout(patience.connect());
    }
}
