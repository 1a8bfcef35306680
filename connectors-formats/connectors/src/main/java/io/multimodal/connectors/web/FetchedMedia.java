// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.web;

import io.multimodal.media.MediaRuntime;
import io.multimodal.media.modality.Modalities;
import io.multimodal.media.modality.Modality;
import io.multimodal.store.ObjectHandle;
import io.multimodal.store.Payload;
import io.multimodal.store.error.ObjectErasedException;
import io.multimodal.store.error.ObjectNotFoundException;
import io.multimodal.store.error.PlaceNotAllowedException;
import io.multimodal.store.error.StoreUnavailableException;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.web.WebFetcher;
import io.multimodal.store.web.WebResponse;
import io.multimodal.store.web.WebVersion;
import io.multimodal.types.MediaValue;
import io.multimodal.types.MultimodalType;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;

/**
 * Puts what URLs give into the store, once for each version of it, and describes it. Thread-safe.
 */
final class FetchedMedia {
    private final MediaRuntime media;
    private final Modality<?> modality;
    private final WebFetcher web;
    private final WebRecords records;
    private final Executor threads;

    FetchedMedia(MediaRuntime media, LogicalType medium, WebFetcher web, Executor threads) {
        this.media = media;
        this.modality = Modalities.of(medium).orElseThrow();
        this.web = web;
        this.records = new WebRecords(media.stores().main().records());
        this.threads = threads;
    }

    /** What lies at a URL now. Does not block. Fails with an IOException. */
    CompletableFuture<FoundMedium> of(String url) {
        return CompletableFuture.supplyAsync(() -> known(url), threads)
                .thenCompose(
                        known ->
                                fetch(url, known.map(WebRecord::version).orElse(WebVersion.UNKNOWN))
                                        .thenComposeAsync(
                                                response -> found(url, known, response), threads));
    }

    private Optional<WebRecord> known(String url) {
        try {
            return records.get(url);
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    private CompletableFuture<WebResponse> fetch(String url, WebVersion known) {
        return web.fetch(url, known)
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(ofTheUrl(failure)));
    }

    /** What is wrong with the web is wrong with this URL, and with no other row. */
    private static Throwable ofTheUrl(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof StoreUnavailableException) {
            return new MediaException(ErrorCode.UNREACHABLE, cause.getMessage(), cause);
        } else if (cause instanceof PlaceNotAllowedException) {
            return new MediaException(ErrorCode.REFUSED, cause.getMessage(), cause);
        }
        return cause;
    }

    private CompletableFuture<FoundMedium> found(
            String url, Optional<WebRecord> known, WebResponse response) {
        try (response) {
            if (!response.isUnchanged()) {
                return CompletableFuture.completedFuture(taken(url, response));
            }
            WebRecord before = known.orElseThrow();
            return CompletableFuture.completedFuture(described(before));
        } catch (ObjectNotFoundException | ObjectErasedException e) {
            // It was erased or collected since; it is fetched once more.
            return fetch(url, WebVersion.UNKNOWN)
                    .thenApplyAsync(
                            again -> {
                                try (again) {
                                    return taken(url, again);
                                } catch (IOException failure) {
                                    throw new CompletionException(failure);
                                }
                            },
                            threads);
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** What is not of the column's type is not put. Blocks. */
    private FoundMedium taken(String url, WebResponse response) throws IOException {
        ObjectHandle content = response.content();
        ObjectRef[] put = new ObjectRef[1];
        RowData medium =
                describe(
                        modality,
                        content,
                        () -> {
                            put[0] = media.stores().put(Payload.of(content));
                            return put[0];
                        });
        WebRecord record =
                new WebRecord(
                        response.version(),
                        response.uri().toString(),
                        response.contentType().orElse(null),
                        content.sizeBytes(),
                        put[0]);
        records.put(url, record);
        return record.found(medium);
    }

    private FoundMedium described(WebRecord record) throws IOException {
        ObjectRef ref = record.ref();
        media.stores().keep(ref);
        return record.found(describe(modality, media.stores().open(ref), () -> ref));
    }

    @SuppressWarnings("unchecked") // a value has its type's attributes
    private <T extends MediaValue> RowData describe(
            Modality<T> kind, ObjectHandle object, Modality.Referred referred) throws IOException {
        T value = kind.describe(media, object, referred);
        return ((MultimodalType<T>) value.type()).toRowData(value);
    }
}
