// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.pipeline;

import io.multimodal.store.StoreConfig;
import io.multimodal.store.runtime.StoreRuntime;
import io.multimodal.types.MediaFile;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.types.Row;

/** Counts what comes out, and reads it where it is told to. */
final class Arrive extends RichMapFunction<Row, Long> {
    private static final long serialVersionUID = 1L;

    private final StoreConfig read;
    private transient StoreRuntime stores;

    /**
     * @param read where to read every object from; null to leave them there
     */
    Arrive(StoreConfig read) {
        this.read = read;
    }

    @Override
    public void open(OpenContext context) throws Exception {
        stores = read == null ? null : StoreRuntime.acquire(read);
    }

    @Override
    public Long map(Row changed) throws Exception {
        Object content = changed.getField("content");
        long bytes =
                content instanceof MediaFile file
                        ? stores == null ? 0 : stores.read(file.reference(), Long.MAX_VALUE).length
                        : ((byte[]) content).length;
        RunProgress.row();
        return bytes;
    }

    @Override
    public void close() throws Exception {
        if (stores != null) {
            stores.close();
        }
    }
}
