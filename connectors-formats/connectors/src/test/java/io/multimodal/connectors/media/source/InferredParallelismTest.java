// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.connectors.media.source.listing.FileFilter;
import io.multimodal.connectors.media.source.listing.FolderListing;
import io.multimodal.connectors.media.source.listing.LinkRule;
import io.multimodal.connectors.media.source.listing.MediaPath;
import io.multimodal.connectors.media.source.listing.NameRule;
import io.multimodal.store.StoreConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.DynamicFilteringInfo;
import org.apache.flink.api.connector.source.DynamicParallelismInference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many readers a batch job gets where nobody says it. */
class InferredParallelismTest {
    @TempDir private Path folder;

    @Test
    void thereAreNoMoreReadersThanFilesNorThanTheJobAllows() throws Exception {
        assertThat(readers(8, Long.MAX_VALUE)).as("an empty folder").isEqualTo(1);
        for (int i = 0; i < 5; i++) {
            Files.writeString(folder.resolve("%d.dat".formatted(i)), "x");
        }
        assertThat(readers(8, Long.MAX_VALUE)).isEqualTo(5);
        assertThat(readers(3, Long.MAX_VALUE)).isEqualTo(3);
        assertThat(readers(8, 2)).as("LIMIT 2").isEqualTo(2);
    }

    private int readers(int most, long limit) {
        FolderSource<String> source =
                new FolderSource<>(
                        new FolderListing(
                                new MediaPath(folder.toString()),
                                NameRule.given("*"),
                                LinkRule.WITHIN_FOLDER,
                                FileFilter.ALL,
                                List.of(),
                                false),
                        Optional.empty(),
                        StoreConfig.of("memory:parallelism"),
                        limit,
                        metrics -> {
                            throw new IllegalStateException("Nothing is read");
                        },
                        Types.STRING);
        return source.inferParallelism(new UpTo(most));
    }

    private record UpTo(int getParallelismInferenceUpperBound)
            implements DynamicParallelismInference.Context {
        @Override
        public Optional<DynamicFilteringInfo> getDynamicFilteringInfo() {
            return Optional.empty();
        }

        @Override
        public long getDataVolumePerTask() {
            return 1 << 20;
        }
    }
}
