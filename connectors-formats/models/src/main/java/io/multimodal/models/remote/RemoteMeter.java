// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.remote;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;

/** Counts the requests of one subtask, and what they cost. Thread-safe. */
public final class RemoteMeter {
    private final Counter requests = new ThreadSafeSimpleCounter();
    private final Counter retries = new ThreadSafeSimpleCounter();
    private final Counter throttled = new ThreadSafeSimpleCounter();
    private final Counter bytesSent = new ThreadSafeSimpleCounter();
    private final Counter requestMillis = new ThreadSafeSimpleCounter();
    private final Counter tokensIn = new ThreadSafeSimpleCounter();
    private final Counter tokensOut = new ThreadSafeSimpleCounter();
    private final AtomicInteger inFlight = new AtomicInteger();

    /** Counts in the group of a model. */
    public RemoteMeter(MetricGroup metrics) {
        metrics.counter("requests", requests);
        metrics.counter("requestRetries", retries);
        metrics.counter("requestsThrottled", throttled);
        metrics.counter("requestBytes", bytesSent);
        metrics.counter("requestMillis", requestMillis);
        metrics.counter("tokensIn", tokensIn);
        metrics.counter("tokensOut", tokensOut);
        metrics.gauge("requestsInFlight", inFlight::get);
    }

    void begins(int bytes) {
        inFlight.incrementAndGet();
        requests.inc();
        bytesSent.inc(bytes);
    }

    void ends(long nanos) {
        inFlight.decrementAndGet();
        requestMillis.inc(nanos / 1_000_000);
    }

    void repeats() {
        retries.inc();
    }

    void throttled() {
        throttled.inc();
    }

    /** An answer cost so many tokens. */
    public void tokens(long in, long out) {
        tokensIn.inc(in);
        tokensOut.inc(out);
    }

    /** One sentence for a log. */
    public String summary() {
        return "%d requests, %d of them repetitions, took %d ms in all; %d tokens in, %d tokens out"
                .formatted(
                        requests.getCount(),
                        retries.getCount(),
                        requestMillis.getCount(),
                        tokensIn.getCount(),
                        tokensOut.getCount());
    }

    /** How many requests were sent. */
    public long requests() {
        return requests.getCount();
    }
}
