// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.pipeline;

import io.multimodal.store.Payload;
import io.multimodal.store.StoreConfig;
import io.multimodal.store.runtime.StoreRuntime;
import io.multimodal.types.MediaFile;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;

/** Puts each object into the store; the row goes on when it is durable. */
final class PutObjects extends RichAsyncFunction<Long, Tuple2<Long, MediaFile>> {
    private static final long serialVersionUID = 1L;

    private final StoreConfig config;
    private final Contents contents;
    private transient StoreRuntime stores;

    PutObjects(StoreConfig config, Contents contents) {
        this.config = config;
        this.contents = contents;
    }

    @Override
    public void open(OpenContext context) throws Exception {
        stores = StoreRuntime.acquire(config);
    }

    @Override
    public void asyncInvoke(Long id, ResultFuture<Tuple2<Long, MediaFile>> result) {
        RunProgress.begin();
        stores.main()
                .put(Payload.of(contents.of(id)))
                .whenComplete(
                        (ref, failure) -> {
                            if (failure != null) {
                                result.completeExceptionally(failure);
                            } else {
                                result.complete(List.of(Tuple2.of(id, MediaFile.of(ref))));
                            }
                        });
    }

    @Override
    public void close() throws Exception {
        if (stores != null) {
            stores.close();
        }
    }
}
