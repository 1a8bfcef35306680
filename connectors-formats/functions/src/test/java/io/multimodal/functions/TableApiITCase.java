// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions;

import static io.multimodal.functions.MultimodalFunctions.imageCrop;
import static io.multimodal.functions.MultimodalFunctions.imageResize;
import static io.multimodal.functions.MultimodalFunctions.metadata;
import static org.apache.flink.table.api.Expressions.$;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableApiITCase {
    @TempDir private Path folder;

    @Test
    void callsFunctionsAsMethods() throws Exception {
        TableEnvironment env = Samples.session(folder);
        Table result =
                env.from("samples")
                        .select(
                                metadata(imageResize($("img"), 64, 32)).at("program"),
                                metadata(imageCrop($("img"), 1, 2, 30, 40)).at("program"),
                                metadata(imageResize($("img"), 50, 50, "cover")).at("program"));
        try (CloseableIterator<Row> rows = result.execute().collect()) {
            assertThat(rows.next())
                    .isEqualTo(Row.of("resize(64x32)", "crop(1,2,30x40)", "cover(50x50)"));
        }
    }

    @Test
    void takesArgumentsByNameAndAnyKindOfPicture() throws Exception {
        TableEnvironment env = Samples.session(folder);
        String sql =
                """
                SELECT METADATA(IMAGE_ROTATE(degrees => 90, img => img))['program'],
                       (IMAGE_ROTATE(CAST(img AS IMAGE('RGB', 75, 101)), 90)).width,
                       IMAGE_RESIZE(NULL, 10, 10) IS NULL,
                       IMAGE_RESIZE(img, NULL, 10) IS NULL,
                       METADATA(IMAGE_RESIZE(img, 10, CAST(10 AS SMALLINT), NULL))['program'],
                       OBJECT_URI(NULL) IS NULL
                FROM samples""";
        try (CloseableIterator<Row> rows = env.executeSql(sql).collect()) {
            assertThat(rows.next())
                    .isEqualTo(Row.of("rotate(90°)", 75, true, true, "resize(10x10)", true));
        }
    }
}
