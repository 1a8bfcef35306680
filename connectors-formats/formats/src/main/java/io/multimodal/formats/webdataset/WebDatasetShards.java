// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.webdataset;

import io.multimodal.formats.shards.NamedShards;
import io.multimodal.formats.spi.SampleInput;
import java.io.IOException;
import java.util.List;

/**
 * Names shards {@code shard-000000.tar} and writes an {@code index.json} that the Python package
 * {@code wids} reads, by which samples are read in any order.
 */
public final class WebDatasetShards extends NamedShards {
    /** Called by Flink. */
    public WebDatasetShards() {
        super("shard-", 6, ".tar");
    }

    @Override
    protected String entry(Shard shard, SampleInput file) throws IOException {
        TarSamples samples = new TarSamples(new TarMembers(file));
        long count = 0;
        while (samples.next() != null) {
            count++;
        }
        return "{\"url\": \"%s\", \"nsamples\": %d, \"filesize\": %d}"
                .formatted(shard.name(), count, shard.sizeBytes());
    }

    @Override
    protected String index(List<String> entries) {
        return "{\"wids_version\": 1, \"shardlist\": [%s]}".formatted(String.join(", ", entries));
    }
}
