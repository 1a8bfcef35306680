// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.web;

import io.multimodal.media.MediaRuntime;
import io.multimodal.store.external.ExternalPrefixes;
import io.multimodal.store.http.ShownUrl;
import io.multimodal.store.web.WebFetcher;
import io.multimodal.types.config.MultimodalConfig;
import io.multimodal.types.failure.FailurePolicy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.functions.AsyncLookupFunction;
import org.apache.flink.table.functions.FunctionContext;
import org.apache.flink.util.concurrent.ExecutorThreadFactory;

/**
 * Fetches the resource of each URL. Flink has {@code table.exec.async-lookup.buffer-capacity} rows
 * in flight; those that wait for their host or for the network hold no thread.
 */
public final class WebLookup extends AsyncLookupFunction {
    private static final long serialVersionUID = 1L;

    /** Threads that put and describe what was fetched. */
    private static final int THREADS = 16;

    private final WebScan scan;
    private final int url;
    private final ArrayList<WebMetadata> metadata;
    private transient MediaRuntime media;
    private transient FailurePolicy failures;
    private transient ExecutorService threads;
    private transient FetchedMedia fetched;

    WebLookup(WebScan scan, int url, List<WebMetadata> metadata) {
        this.scan = scan;
        this.url = url;
        this.metadata = new ArrayList<>(metadata);
    }

    @Override
    public void open(FunctionContext context) throws IOException {
        MultimodalConfig config =
                scan.config()
                        .runningAs(
                                context.getMetricGroup()
                                        .getAllVariables()
                                        .get(MultimodalConfig.JOB_NAME));
        media = MediaRuntime.acquire(config);
        failures =
                config.failurePolicy(WebTableFactory.IDENTIFIER, media.stores().main().records());
        threads = Executors.newFixedThreadPool(THREADS, new ExecutorThreadFactory("web-lookup"));
        fetched =
                new FetchedMedia(
                        media,
                        scan.medium(),
                        new WebFetcher(
                                scan.limits(),
                                ExternalPrefixes.parse(config.store().externals().values())),
                        threads);
    }

    @Override
    public CompletableFuture<Collection<RowData>> asyncLookup(RowData key) {
        if (key.isNullAt(0)) {
            return CompletableFuture.completedFuture(List.of());
        }
        String place = key.getString(0).toString();
        return fetched.of(place)
                .handleAsync(
                        (found, failure) -> {
                            FoundMedium used =
                                    failure == null ? found : failed(place, cause(failure));
                            return List.of(row(key, used));
                        },
                        threads);
    }

    private FoundMedium failed(String place, Throwable failure) {
        if (!(failure instanceof IOException ofTheUrl)) {
            throw new CompletionException(failure);
        }
        try {
            failures.onFailure(ShownUrl.of(place), ofTheUrl);
            return FoundMedium.none(ofTheUrl.getMessage());
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    private RowData row(RowData key, FoundMedium found) {
        GenericRowData row = new GenericRowData(2 + metadata.size());
        row.setField(url, key.getString(0));
        row.setField(1 - url, found.medium());
        for (int i = 0; i < metadata.size(); i++) {
            row.setField(2 + i, metadata.get(i).of(found));
        }
        return row;
    }

    private static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    @Override
    public void close() throws IOException {
        if (threads != null) {
            threads.shutdownNow();
        }
        if (media != null) {
            media.close();
        }
    }
}
