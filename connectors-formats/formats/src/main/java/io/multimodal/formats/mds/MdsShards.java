// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.mds;

import io.multimodal.formats.shards.NamedShards;
import io.multimodal.formats.spi.SampleInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Names shards {@code shard.00000.mds} and writes the {@code index.json} of the Python package. */
public final class MdsShards extends NamedShards {
    /** Called by Flink. */
    public MdsShards() {
        super(pattern("shard.", ".mds"));
    }

    @Override
    protected String name(int number) {
        return "shard.%05d.mds".formatted(number);
    }

    @Override
    protected String index(List<Shard> shards, Opener opener) throws IOException {
        List<String> entries = new ArrayList<>();
        for (Shard shard : shards) {
            try (SampleInput file = opener.open(shard)) {
                MdsHead head = MdsHead.read(file);
                String description = head.columns().json();
                entries.add(
                        "%s, \"raw_data\": {\"basename\": %s, \"bytes\": %d, \"hashes\": {}}, \"samples\": %d, \"zip_data\": null}"
                                .formatted(
                                        description.substring(0, description.length() - 1),
                                        MdsJson.quoted(shard.name()),
                                        shard.sizeBytes(),
                                        head.samples()));
            }
        }
        return "{\"shards\": %s, \"version\": 2}".formatted(MdsJson.list(entries.stream()));
    }
}
