// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.functions.Samples;
import io.multimodal.support.Clusters;
import java.nio.file.Path;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class InteropITCase {
    @RegisterExtension static final MiniClusterExtension CLUSTER = Clusters.shared();

    private static final String HUDI =
            "ROW<type STRING, data BYTES, reference ROW<external_path STRING, `offset` BIGINT, length BIGINT, managed BOOLEAN>>";

    @TempDir private Path folder;
    private TableEnvironment env;

    @BeforeEach
    void open() throws Exception {
        env = Samples.session(folder);
    }

    @Test
    void aImageOfAnotherSystemIsReadWhereItLies() throws Exception {
        Row row =
                select(
                        "AS_IMAGE(FROM_PAIMON_BLOB(TO_PAIMON_BLOB(outside))).width",
                        "MEDIA_ERROR(AS_IMAGE(FROM_FILE_STRUCT(TO_FILE_STRUCT(outside))))");
        assertThat(row).isEqualTo(Row.of(101, null));
    }

    @Test
    void bytesInAStructArePutIntoTheStore() throws Exception {
        Row row =
                select(
                        "CONTENT(FROM_HUDI_BLOB(CAST(ROW('INLINE', png, CAST(NULL AS ROW<a STRING, b BIGINT, c BIGINT, d BOOLEAN>)) AS "
                                + HUDI
                                + "))) = png",
                        "CONTENT(FROM_HUGGING_FACE(ROW(png, 'a.png'))) = png",
                        "CONTENT(FROM_HUGGING_FACE(ROW(CAST(NULL AS BYTES), uri))) = png");
        assertThat(row).isEqualTo(Row.of(true, true, true));
    }

    @Test
    void whatLiesInAStoreIsRefusedBecauseOthersCannotReadIt() throws Exception {
        assertThat(select("TRY_TO_PAIMON_BLOB(img)", "TRY_TO_LANCE_BLOB(img)"))
                .isEqualTo(Row.of(null, null));
        assertThatThrownBy(() -> select("TO_PAIMON_BLOB(img)"))
                .hasStackTraceContaining("only objects outside every store have a URI");
    }

    @Test
    void aPlaceUnderNoConfiguredPrefixIsNotRead() {
        assertThatThrownBy(
                        () ->
                                select(
                                        "CONTENT(FROM_BIGQUERY_OBJECT_REF('{\"uri\":\"file:///etc/hostname\"}'))"))
                .hasStackTraceContaining("multimodal.external");
    }

    @Test
    void anObjectOfGooglesCloudIsNotReadAndItsMessageSaysHowItIs() throws Exception {
        String image = "CONTENT(FROM_BIGQUERY_OBJECT_REF('{\"uri\":\"gs://photos/1.jpg\"}'))";
        assertThatThrownBy(() -> select(image))
                .hasStackTraceContaining("https://storage.googleapis.com/BUCKET/NAME");
        assertThat(select("TRY_" + image)).isEqualTo(Row.of((Object) null));
    }

    private Row select(String... expressions) throws Exception {
        String sql = "SELECT " + String.join(", ", expressions) + " FROM samples";
        try (CloseableIterator<Row> rows = env.executeSql(sql).collect()) {
            return rows.next();
        }
    }
}
