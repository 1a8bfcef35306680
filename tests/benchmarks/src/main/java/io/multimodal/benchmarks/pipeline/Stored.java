// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.pipeline;

import io.multimodal.types.MediaFile;
import java.util.List;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.java.tuple.Tuple2;

/** Objects that are in the store. */
final class Stored implements MapFunction<Long, Tuple2<Long, MediaFile>> {
    private static final long serialVersionUID = 1L;

    private final List<byte[]> references;

    Stored(List<byte[]> references) {
        this.references = references;
    }

    @Override
    public Tuple2<Long, MediaFile> map(Long id) {
        RunProgress.begin();
        return Tuple2.of(id, new MediaFile(references.get(id.intValue()), null, null));
    }
}
