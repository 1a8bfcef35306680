// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.mds;

import io.multimodal.formats.shards.NamedShards;
import io.multimodal.formats.spi.SampleInput;
import java.io.IOException;
import java.util.List;

/** Names shards {@code shard.00000.mds} and writes the {@code index.json} of the Python package. */
public final class MdsShards extends NamedShards {
    /** Called by Flink. */
    public MdsShards() {
        super("shard.", 5, ".mds");
    }

    @Override
    protected String entry(Shard shard, SampleInput file) throws IOException {
        MdsHead head = MdsHead.read(file);
        String description = head.columns().json();
        return "%s, \"raw_data\": {\"basename\": %s, \"bytes\": %d, \"hashes\": {}}, \"samples\": %d, \"zip_data\": null}"
                .formatted(
                        description.substring(0, description.length() - 1),
                        MdsJson.quoted(shard.name()),
                        shard.sizeBytes(),
                        head.samples());
    }

    @Override
    protected String index(List<String> entries) {
        return "{\"shards\": %s, \"version\": 2}".formatted(MdsJson.list(entries.stream()));
    }
}
