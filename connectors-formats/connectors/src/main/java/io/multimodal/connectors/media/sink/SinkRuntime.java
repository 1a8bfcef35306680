// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.sink;

import io.multimodal.connectors.media.sink.destination.Target;
import io.multimodal.connectors.media.sink.destination.Targets;
import io.multimodal.media.MediaRuntime;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.types.config.MultimodalConfig;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.FailurePolicy;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import org.apache.flink.metrics.MetricGroup;

/**
 * What a writer or a committer of the sink holds while it runs. Thread-safe; the writer or
 * committer closes it.
 *
 * @param target where files are written to
 * @param failures what follows when a file cannot be written
 */
record SinkRuntime(
        SinkSpec spec,
        MediaRuntime media,
        Target target,
        FailurePolicy failures,
        SinkCounters counters)
        implements AutoCloseable {
    /** Under this name dead letters say where they come from. */
    private static final String SINK = "media sink";

    /**
     * Opens the stores and the target. Blocks.
     *
     * @param metrics of the writer or committer, which also know the name of the job
     */
    static SinkRuntime open(SinkSpec spec, MetricGroup metrics) throws IOException {
        MultimodalConfig config =
                spec.config().runningAs(metrics.getAllVariables().get(MultimodalConfig.JOB_NAME));
        MediaRuntime media = MediaRuntime.acquire(config);
        try {
            return new SinkRuntime(
                    spec,
                    media,
                    Targets.open(spec.root(), config, media),
                    config.failurePolicy(SINK, media.stores().main().records()),
                    new SinkCounters(metrics, config.onError()));
        } catch (IOException | RuntimeException e) {
            media.close();
            throw e;
        }
    }

    /**
     * Counts a row that cannot be written, if the job goes on without it.
     *
     * @param object the reference of the row's medium, or what stands for it
     * @throws IOException if the job is to stop
     */
    void notWritten(String object, IOException failure) throws IOException {
        failures.onFailure(object, failure);
        counters.failed();
    }

    /** The same for a row whose reference cannot be read. */
    void notWritten(String object, InvalidReferenceException failure) throws IOException {
        failures.onFailure(object, failure);
        counters.failed();
    }

    /** The failure of a row whose path is taken by other content. */
    MediaException taken(String path) {
        return new MediaException(
                ErrorCode.REFUSED,
                "A file with other content is at '%s' in %s; choose another 'sink.path-template', or set 'sink.overwrite' to 'skip' or 'replace'"
                        .formatted(path, target));
    }

    @Override
    public void close() throws IOException {
        try {
            target.close();
        } finally {
            media.close();
        }
    }
}
