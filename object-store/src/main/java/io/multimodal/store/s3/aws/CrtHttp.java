// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3.aws;

import io.multimodal.store.bucket.client.ClientBucket;
import io.multimodal.store.bucket.client.RetryPolicy;
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
                .maxConcurrency(ClientBucket.CONNECTIONS)
                .connectionTimeout(patience.connect());
    }
}
