// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.webdataset;

import io.multimodal.formats.shards.NamedShards;
import io.multimodal.formats.spi.SampleInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Names shards {@code shard-000000.tar} and writes an {@code index.json} that the Python package
 * {@code wids} reads, by which samples are read in any order.
 */
public final class WebDatasetShards extends NamedShards {
    /** Called by Flink. */
    public WebDatasetShards() {
        super(pattern("shard-", ".tar"));
    }

    @Override
    protected String name(int number) {
        return "shard-%06d.tar".formatted(number);
    }

    @Override
    protected String index(List<Shard> shards, Opener opener) throws IOException {
        List<String> entries = new ArrayList<>();
        for (Shard shard : shards) {
            try (SampleInput file = opener.open(shard)) {
                TarSamples samples = new TarSamples(new TarMembers(file));
                long count = 0;
                while (samples.next() != null) {
                    count++;
                }
                entries.add(
                        "{\"url\": \"%s\", \"nsamples\": %d, \"filesize\": %d}"
                                .formatted(shard.name(), count, shard.sizeBytes()));
            }
        }
        return "{\"wids_version\": 1, \"shardlist\": [%s]}".formatted(String.join(", ", entries));
    }
}
