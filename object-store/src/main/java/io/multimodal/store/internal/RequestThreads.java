// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.internal;

import java.util.concurrent.ExecutorService;

/**
 * The threads of this process that go on when an answer from S3 has come. There are as many as are
 * busy: who waits for one request in the callback of another stops no third. They end when idle.
 */
public final class RequestThreads {
    public static final ExecutorService SHARED = IdleThreads.asNeeded("store-s3");

    private RequestThreads() {}
}
