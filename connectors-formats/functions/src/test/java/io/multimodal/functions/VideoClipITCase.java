// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VideoClipITCase {
    @TempDir private Path folder;

    @Test
    void aClipOfAVideoBecomesAnObjectWhoseFramesAreThoseOfTheClip() throws Exception {
        TableEnvironment env = Samples.session(folder);
        String sql =
                """
                SELECT made.content_type, made.codec = codec, made.duration,
                    IMAGE_HASH(VIDEO_FRAME(made, 0.3)) = IMAGE_HASH(VIDEO_FRAME(clip, 0.3)),
                    METADATA(made)['rotation']
                FROM (SELECT MATERIALIZE(clip) AS made, clip, codec
                      FROM (SELECT VIDEO_CLIP(vid, 0.52, 1.5) AS clip, vid.codec AS codec FROM samples))
                """;
        try (CloseableIterator<Row> rows = env.executeSql(sql).collect()) {
            Row row = rows.next();
            assertThat(row.getField(0)).isEqualTo("video/mp4");
            assertThat(row.getField(1)).isEqualTo(true);
            assertThat((Double) row.getField(2)).isBetween(0.97, 1.05);
            assertThat(row.getField(3)).isEqualTo(true);
            assertThat(row.getField(4)).isEqualTo("0");
            assertThat(rows.hasNext()).isFalse();
        }
    }
}
