// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.webdataset;

import io.multimodal.formats.shards.NamedShards;
import io.multimodal.formats.spi.SampleInput;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.flink.core.fs.FileStatus;

/**
 * Names shards {@code shard-000000.tar} and writes an {@code index.json} that the Python package
 * {@code wids} reads, by which samples are read in any order, and for each shard an index of its
 * samples, by which a query finds those whose keys it names.
 */
public final class WebDatasetShards extends NamedShards {
    /** Called by Flink. */
    public WebDatasetShards() {
        super("shard-", 6, ".tar");
    }

    @Override
    protected String entry(Shard shard, SampleInput file) throws IOException {
        FileStatus status = shard.status();
        Optional<MemberIndex> known =
                MemberIndex.read(status.getPath(), status.getLen(), key -> false);
        long count = known.isPresent() ? known.get().samples() : MemberIndex.write(status, file);
        return "{\"url\": \"%s\", \"nsamples\": %d, \"filesize\": %d}"
                .formatted(shard.name(), count, shard.sizeBytes());
    }

    @Override
    protected String index(List<String> entries) {
        return "{\"wids_version\": 1, \"shardlist\": [%s]}".formatted(String.join(", ", entries));
    }
}
