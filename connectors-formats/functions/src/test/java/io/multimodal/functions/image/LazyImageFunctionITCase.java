// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.functions.MultimodalModule;
import io.multimodal.planner.MultimodalSql;
import io.multimodal.store.StoreConfig;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.StoredRef;
import io.multimodal.store.runtime.StoreRuntime;
import io.multimodal.support.Clusters;
import io.multimodal.types.Image;
import io.multimodal.types.failure.DeadLetters;
import io.multimodal.types.program.ImageProgram;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class LazyImageFunctionITCase {
    /** For all jobs, each of which would start one of its own. */
    @RegisterExtension static final MiniClusterExtension CLUSTER = Clusters.shared();

    private static final StoredRef REF =
            new StoredRef(7, ContentId.hash("nowhere"), 5_000, Optional.empty());
    private static final Image PHOTO = Image.of(REF, "image/jpeg", 5_000L, 640, 480, "RGB");

    @TempDir private Path store;
    private TableEnvironment env;

    @BeforeEach
    void offerOnePhoto() {
        env = TableEnvironment.create(EnvironmentSettings.inStreamingMode());
        env.loadModule(MultimodalModule.NAME, new MultimodalModule());
        env.getConfig().set("multimodal.stores.test.uri", store.toUri().toString());
        env.getConfig().set("parallelism.default", "1");
        MultimodalSql.install(env);
        env.executeSql(
                """
                CREATE TEMPORARY VIEW photos AS SELECT CAST(ROW(
                  X'%s', 'image/jpeg', CAST(5000 AS BIGINT), 640, 480, 'RGB') AS IMAGE) AS img"""
                        .formatted(HexFormat.of().formatHex(REF.toBytes())));
    }

    @Test
    void appendsToTheProgramWithoutReadingTheImage() throws Exception {
        Image line = image("IMAGE_ROTATE(IMAGE_CROP(img, 10, 20, 300, 48, 1.5), 180)");

        assertThat(ImageProgram.of(line.reference()))
                .hasToString("crop(10,20,300x48 @ 1.5°) | rotate(180°)");
        assertThat(line)
                .extracting(Image::width, Image::height, Image::mode)
                .containsExactly(300, 48, "RGB");
        assertThat(line).extracting(Image::contentType, Image::size).containsOnlyNulls();
    }

    @Test
    void turnsWidthAndHeightWithTheImage() throws Exception {
        assertThat(image("IMAGE_ROTATE(img, -90)"))
                .extracting(Image::width, Image::height)
                .containsExactly(480, 640);
        assertThat(image("IMAGE_RESIZE(img, 224, 112)"))
                .extracting(Image::width, Image::height)
                .containsExactly(224, 112);
    }

    @Test
    void clipsAnUprightBoxToTheImage() throws Exception {
        assertThat(image("IMAGE_CROP(img, 600, 400, 100, 100)"))
                .extracting(Image::width, Image::height)
                .containsExactly(40, 80);
    }

    @Test
    void givesTheImageItselfWhereNothingChanges() throws Exception {
        assertThat(image("IMAGE_ROTATE(img, 360)")).isEqualTo(PHOTO);
        assertThat(image("IMAGE_CROP(img, 0, 0, 640, 480)")).isEqualTo(PHOTO);
        assertThat(image("IMAGE_RESIZE(img, 640, 480)")).isEqualTo(PHOTO);
    }

    @Test
    void givesNullForNull() throws Exception {
        assertThat(image("IMAGE_CROP(img, 0, 0, 10, CAST(NULL AS INT))")).isNull();
        assertThat(image("IMAGE_ROTATE(TRY_IMAGE_CROP(img, 0, 0, 5 - img.height, 10), 90)"))
                .isNull();
    }

    @Test
    void stopsTheJobForAnArgumentOutOfRangeAndNamesIt() {
        assertThatThrownBy(() -> image("IMAGE_CROP(img, 0, 0, -5, 10)"))
                .rootCause()
                .hasMessageContaining("-5");
        assertThatThrownBy(() -> image("IMAGE_ROTATE(img, 45)"))
                .rootCause()
                .hasMessageContaining("degrees is 45; it is a multiple of 90");
    }

    @Test
    void triesAndGivesNull() throws Exception {
        assertThat(image("TRY_IMAGE_CROP(img, 0, 0, 5 - img.height, 10)")).isNull();
        assertThat(
                        ImageProgram.of(image("TRY_IMAGE_CROP(img, 1, 2, 3, 4)").reference())
                                .nullOnError())
                .isTrue();
    }

    @Test
    void failsTheJobForAnArgumentOutOfRangeWhateverOnErrorSays() throws Exception {
        env.getConfig().set("multimodal.on-error", "dead-letter");
        env.getConfig().set("pipeline.name", "job 1");

        assertThatThrownBy(() -> image("IMAGE_ROTATE(img, img.height - 435)"))
                .rootCause()
                .hasMessageContaining("45");

        try (StoreRuntime stores = StoreRuntime.acquire(StoreConfig.of(store.toUri().toString()))) {
            assertThat(new DeadLetters(stores.main().records()).readAll()).isEmpty();
        }
    }

    private Image image(String expression) throws Exception {
        try (CloseableIterator<Row> rows =
                env.executeSql("SELECT " + expression + " FROM photos").collect()) {
            return rows.next().getFieldAs(0);
        }
    }
}
