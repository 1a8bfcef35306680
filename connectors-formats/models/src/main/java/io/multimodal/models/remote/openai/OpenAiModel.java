// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.remote.openai;

import io.multimodal.models.remote.ApiKey;
import io.multimodal.models.remote.RemoteOptions;
import io.multimodal.models.runtime.ModelCounters;
import io.multimodal.models.runtime.RowComputer;
import io.multimodal.models.runtime.RowModel;
import io.multimodal.models.runtime.SharedReader;
import io.multimodal.models.spi.ModelException;
import io.multimodal.store.ref.ContentId;
import io.multimodal.types.config.MultimodalConfig;
import java.net.URI;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.MetricGroup;

/**
 * A model of a server, as planning has checked it.
 *
 * @param options of the statement; Flink hides the key where it prints them
 * @param keyFile the path of the file with keys; empty for none
 * @param input the declared columns
 * @param output the declared columns
 */
record OpenAiModel(
        String name,
        String job,
        MultimodalConfig config,
        Configuration options,
        String keyFile,
        Columns input,
        Columns output)
        implements RowModel {
    OpenAiTask task() {
        return new OpenAiTasks(name, options, input, output).task();
    }

    URI endpoint() {
        return URI.create(options.get(OpenAiModelOptions.ENDPOINT));
    }

    /** The key, as this machine knows it. Blocks. */
    ApiKey key() throws ModelException {
        return OpenAiKeys.of(options, keyFile, System.getenv());
    }

    @Override
    public String digest() {
        return ContentId.hash(
                        "multimodal-openai 1\n"
                                + endpoint()
                                + "\n"
                                + options.get(OpenAiModelOptions.MODEL))
                .hex();
    }

    @Override
    public boolean isRemembered() {
        return options.get(OpenAiModelOptions.CACHE);
    }

    /**
     * No more than can be asked at once, or in a minute: what waits longer fails in Flink's queue.
     */
    @Override
    public int rowsInFlight() {
        int atOnce = options.get(RemoteOptions.MAX_REQUESTS);
        return options.getOptional(RemoteOptions.REQUESTS_PER_MINUTE)
                .map(many -> Math.min(many, atOnce))
                .orElse(atOnce);
    }

    @Override
    public RowComputer open(SharedReader reader, ModelCounters counters, MetricGroup metrics)
            throws ModelException {
        return new OpenAiRows(this, reader, metrics);
    }
}
