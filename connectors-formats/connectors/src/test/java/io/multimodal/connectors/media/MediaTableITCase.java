// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.planner.MultimodalSql;
import io.multimodal.store.StoreConfig;
import io.multimodal.store.StoreStatistics;
import io.multimodal.store.ref.ExternalRef;
import io.multimodal.store.runtime.StoreRuntime;
import io.multimodal.types.Audio;
import io.multimodal.types.Image;
import io.multimodal.types.config.MultimodalConfig;
import io.multimodal.types.config.MultimodalOptions;
import io.multimodal.types.failure.DeadLetters;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class MediaTableITCase {
    /** For all jobs, each of which would start one of its own. */
    @RegisterExtension static final MiniClusterExtension CLUSTER = new MiniClusterExtension();

    private static final int LARGE = 120;
    private static final int MANY = 500;

    @TempDir private Path temp;
    private Path photos;
    private Path store;

    @BeforeEach
    void takeTwoPhotos() throws Exception {
        photos = temp.resolve("it's photos");
        store = temp.resolve("store");
        TestImages.write(photos.resolve("one.png"), LARGE, 80, 0x336699);
        TestImages.write(photos.resolve("sub/two.png"), LARGE, 90, 0x996633);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void readsEachImageWithItsHeaderAndItsMetadata(boolean streaming) throws Exception {
        TableEnvironment env = environment(streaming);
        createTable(
                env,
                "img IMAGE, n STRING METADATA FROM 'name', uri STRING METADATA, size BIGINT METADATA, modified TIMESTAMP_LTZ(3) METADATA",
                "");

        List<Row> rows =
                rows(
                        env,
                        "SELECT n, img.width, img.height, img.content_type, img.mode, img.size = size, uri, modified FROM photos");

        assertThat(rows)
                .extracting(row -> Row.project(row, new int[] {0, 1, 2, 3, 4, 5}))
                .containsExactlyInAnyOrder(
                        Row.of("one.png", LARGE, 80, "image/png", "RGB", true),
                        Row.of("two.png", LARGE, 90, "image/png", "RGB", true));
        assertThat(rows)
                .extracting(row -> row.<String>getFieldAs(6))
                .allMatch(uri -> uri.startsWith("file:/"));
        assertThat(rows).extracting(row -> row.getField(7)).doesNotContainNull();
    }

    @Test
    void putsTheBytesIntoTheStoreWhereTheReferenceFindsThem() throws Exception {
        TableEnvironment env = environment(true);
        createTable(env, "img IMAGE, name STRING METADATA", "");

        List<Row> rows = rows(env, "SELECT name, img FROM photos WHERE name = 'one.png'");

        Image image = rows.get(0).getFieldAs(1);
        try (StoreRuntime stores = StoreRuntime.acquire(StoreConfig.of(store.toUri().toString()))) {
            assertThat(stores.read(image.reference(), 1 << 20))
                    .isEqualTo(Files.readAllBytes(photos.resolve("one.png")));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void opensNoFileWhereOnlyTheListingIsAskedFor(boolean streaming) throws Exception {
        Files.write(photos.resolve("letter.jpg"), "Dear Sir".getBytes(StandardCharsets.UTF_8));
        TableEnvironment env = environment(streaming);
        createTable(env, "name STRING METADATA, size BIGINT METADATA, img IMAGE", "");

        assertThat(rows(env, "SELECT size, UPPER(name) FROM photos WHERE size < 10"))
                .containsExactly(Row.of(8L, "LETTER.JPG"));
        List<Row> counts = rows(env, "SELECT COUNT(name) FROM photos");
        assertThat(counts.get(counts.size() - 1).getField(0)).isEqualTo(3L);
        counts = rows(env, "SELECT COUNT(*) FROM photos");
        assertThat(counts.get(counts.size() - 1).getField(0)).isEqualTo(3L);
        assertThat(rows(env, "SELECT 'a file' FROM photos")).hasSize(3);
        env.executeSql("DROP TABLE photos");
        createTable(env, "img IMAGE NOT NULL", "");
        counts = rows(env, "SELECT COUNT(*), MAX(7) FROM (SELECT img, 1 FROM photos)");
        assertThat(counts.get(counts.size() - 1).getField(0)).isEqualTo(3L);
        try (StoreRuntime stores = StoreRuntime.acquire(StoreConfig.of(store.toUri().toString()))) {
            assertThat(StoreStatistics.of(stores.main()).objects()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void leavesFilesWhereTheyAreIfAskedTo(boolean streaming) throws Exception {
        Files.move(photos.resolve("one.png"), photos.resolve("Süßes 100% #1?.png"));
        Files.write(photos.resolve("letter.jpg"), "Dear Sir".getBytes(StandardCharsets.UTF_8));
        TableEnvironment env = environment(streaming);
        env.getConfig().set("multimodal.on-error", "null");
        env.getConfig().set("multimodal.external.mine.prefix", "file://" + photos + "/");
        createTable(env, "img IMAGE, name STRING METADATA", ", 'in-place' = 'true'");

        List<Row> rows = rows(env, "SELECT name, img, img.height FROM photos");

        assertThat(rows)
                .extracting(row -> Row.project(row, new int[] {0, 2}))
                .containsExactlyInAnyOrder(
                        Row.of("Süßes 100% #1?.png", 80),
                        Row.of("two.png", 90),
                        Row.of("letter.jpg", null));
        MultimodalConfig config = MultimodalOptions.resolve(env.getConfig());
        try (StoreRuntime stores = StoreRuntime.acquire(config.store())) {
            for (Row row : rows) {
                Image image = row.getFieldAs(1);
                if (image != null) {
                    assertThat(image.reference()).isInstanceOf(ExternalRef.class);
                    assertThat(stores.read(image.reference(), 1 << 20))
                            .hasSize(image.size().intValue());
                }
            }
            assertThat(StoreStatistics.of(stores.main()).objects()).isZero();
        }
    }

    @Test
    void saysWhichOptionIsMissingWhereFilesAreToStayButMayNotBeRead() {
        TableEnvironment env = environment(true);
        createTable(env, "img IMAGE", ", 'in-place' = 'true'");

        assertThatThrownBy(() -> rows(env, "SELECT img FROM photos"))
                .rootCause()
                .hasMessageContaining("'multimodal.external.<name>.prefix'");
    }

    @Test
    void storesTheSameImageOnceAndGivesItTheSameReference() throws Exception {
        Files.copy(photos.resolve("one.png"), photos.resolve("copy.png"));
        TableEnvironment env = environment(false);
        createTable(env, "img IMAGE", "");

        assertThat(rows(env, "SELECT COUNT(*), COUNT(DISTINCT img) FROM photos"))
                .containsExactly(Row.of(3L, 2L));
    }

    @Test
    void stopsTheJobAtABrokenImageAndNamesIt() throws Exception {
        Files.write(photos.resolve("letter.jpg"), "Dear Sir".getBytes(StandardCharsets.UTF_8));
        TableEnvironment env = environment(true);
        createTable(env, "img IMAGE", "");

        assertThatThrownBy(() -> rows(env, "SELECT img FROM photos"))
                .hasStackTraceContaining("media failed for")
                .hasStackTraceContaining("letter.jpg")
                .rootCause()
                .hasMessageContaining("text/plain");
    }

    @Test
    void goesOnWithNullWhereTheOptionSaysSo() throws Exception {
        Files.write(photos.resolve("letter.jpg"), "Dear Sir".getBytes(StandardCharsets.UTF_8));
        TableEnvironment env = environment(true);
        env.getConfig().set("multimodal.on-error", "null");
        createTable(env, "img IMAGE, name STRING METADATA", "");

        assertThat(rows(env, "SELECT name FROM photos WHERE img IS NULL"))
                .containsExactly(Row.of("letter.jpg"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void opensNoFileThatTheListingShowsToBeNoRow(boolean streaming) throws Exception {
        Files.createFile(photos.resolve("empty.png"));
        TableEnvironment env = environment(streaming);
        createTable(
                env,
                "img IMAGE, len BIGINT METADATA FROM 'size', name STRING METADATA, modified TIMESTAMP_LTZ(3) METADATA",
                "");

        for (String where :
                List.of(
                        "len > 1000",
                        "1000 < len AND img.width > 1",
                        "name LIKE '%o%' OR name <> 'empty.png' AND len IN (1, 2)",
                        "NOT (name = 'empty.png' OR modified < TO_TIMESTAMP_LTZ(0, 3))")) {
            assertThat(rows(env, "SELECT name, img FROM photos WHERE " + where))
                    .as(where)
                    .extracting(row -> row.getField(0))
                    .containsExactlyInAnyOrder("one.png", "two.png");
        }
    }

    @Test
    void leavesADeadLetterWithTheNamesOfFileAndJobAndNoRowWhereThatIsAskedFor() throws Exception {
        Files.write(photos.resolve("letter.jpg"), "Dear Sir".getBytes(StandardCharsets.UTF_8));
        TableEnvironment env = environment(true);
        env.getConfig().set("multimodal.on-error", "dead-letter");
        createTable(env, "img IMAGE, name STRING METADATA", ", 'skip-failed-files' = 'true'");

        assertThat(rows(env, "SELECT name, img FROM photos"))
                .extracting(row -> row.getField(0))
                .containsExactlyInAnyOrder("one.png", "two.png");
        try (StoreRuntime stores = StoreRuntime.acquire(StoreConfig.of(store.toUri().toString()))) {
            assertThat(new DeadLetters(stores.main().records()).readAll())
                    .singleElement()
                    .satisfies(letter -> assertThat(letter.object()).endsWith("/letter.jpg"))
                    .satisfies(letter -> assertThat(letter.job()).isNotEqualTo("unnamed job"));
        }
    }

    @Test
    void readsManyFilesOnceEach() throws Exception {
        for (int i = 0; i < MANY; i++) {
            Files.createLink(photos.resolve("link-" + i + ".png"), photos.resolve("one.png"));
        }
        TableEnvironment env = environment(false);
        createTable(env, "img IMAGE, name STRING METADATA", "");

        assertThat(rows(env, "SELECT COUNT(*), COUNT(DISTINCT name), MIN(img.width) FROM photos"))
                .containsExactly(Row.of(MANY + 2L, MANY + 2L, LARGE));
    }

    @Test
    void findsNewImagesWhileItRuns() throws Exception {
        TableEnvironment env = environment(true);
        createTable(
                env,
                "img IMAGE, name STRING METADATA",
                ", 'source.monitor-interval' = '200ms', 'source.settle-time' = '50ms'");

        try (CloseableIterator<Row> rows = env.executeSql("SELECT name FROM photos").collect()) {
            assertThat(List.of(rows.next().getField(0), rows.next().getField(0)))
                    .containsExactlyInAnyOrder("one.png", "two.png");
            Path late = TestImages.write(temp.resolve("late.png"), LARGE, 10, 0x112233);
            Files.move(late, photos.resolve("late.png"));
            assertThat(rows.next().getField(0)).isEqualTo("late.png");
            // A file that changed is read again.
            Path whole = TestImages.write(temp.resolve("whole.png"), LARGE, 50, 0x112233);
            Files.move(whole, photos.resolve("late.png"), StandardCopyOption.REPLACE_EXISTING);
            assertThat(rows.next().getField(0)).isEqualTo("late.png");
        }
    }

    @Test
    void namesAFolderThatIsNotThere() {
        photos = temp.resolve("nothing here");
        TableEnvironment env = environment(true);
        createTable(env, "img IMAGE", "");

        assertThatThrownBy(() -> rows(env, "SELECT img FROM photos"))
                .rootCause()
                .hasMessageContaining("nothing here");
    }

    @Test
    void refusesATableWithoutAnImageAndSaysWhatItMayHave() {
        TableEnvironment env = environment(true);
        createTable(env, "name STRING, img BYTES", "");

        assertThatThrownBy(() -> env.explainSql("SELECT * FROM photos"))
                .rootCause()
                .hasMessageContaining("one column of type IMAGE")
                .hasMessageContaining("name STRING")
                .hasMessageContaining("[name, uri, size, modified]");
    }

    @Test
    void readsSoundVideoAndFilesByTheTypeOfTheColumn() throws Exception {
        copyOfResource("tones.flac");
        copyOfResource("film.mp4");
        TableEnvironment env = environment(true);

        createTable(env, "snd AUDIO, name STRING METADATA", "");
        assertThat(
                        rows(
                                env,
                                "SELECT name, snd.sample_rate, snd.channels, snd.duration, snd.codec FROM photos"))
                .containsExactly(Row.of("tones.flac", 8000, 2, 2.0, "flac"));
        env.executeSql("DROP TABLE photos");

        createTable(env, "vid VIDEO, name STRING METADATA", "");
        assertThat(
                        rows(
                                env,
                                "SELECT name, vid.width, vid.height, vid.frame_rate, vid.duration, vid.codec FROM photos"))
                .containsExactly(Row.of("film.mp4", 160, 96, 25.0, 3.0, "h264"));
        env.executeSql("DROP TABLE photos");

        createTable(env, "f FILE", "");
        assertThat(rows(env, "SELECT f.content_type FROM photos"))
                .containsExactlyInAnyOrder(
                        Row.of("image/png"),
                        Row.of("image/png"),
                        Row.of("audio/x-flac"),
                        Row.of("video/mp4"));
        env.executeSql("DROP TABLE photos");

        // The audio of a video is sound, where its name is asked for.
        createTable(env, "snd AUDIO", ", 'glob' = '*.mp4'");
        assertThat(rows(env, "SELECT snd.content_type, snd.codec FROM photos"))
                .containsExactly(Row.of("video/mp4", "aac"));
    }

    private void copyOfResource(String name) throws Exception {
        try (InputStream in = MediaTableITCase.class.getResourceAsStream("/media/" + name)) {
            Files.copy(in, photos.resolve(name));
        }
    }

    @Test
    void givesTheSameFilesToADataStream() throws Exception {
        Configuration options = new Configuration();
        options.setString("multimodal.stores.test.uri", store.toUri().toString());
        MultimodalConfig config = MultimodalOptions.resolve(options);
        options.set(PipelineOptions.GENERIC_TYPES, false);
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(options);

        List<MediaRecord> files =
                env.fromSource(
                                MediaSource.files(config, photos.toString()),
                                WatermarkStrategy.noWatermarks(),
                                "photos")
                        .executeAndCollect(10);

        assertThat(files)
                .extracting(MediaRecord::name)
                .containsExactlyInAnyOrder("one.png", "two.png");
        assertThat(files).extracting(file -> file.image().width()).containsOnly(LARGE);
    }

    @Test
    void givesAnyKindOfFilesToADataStream() throws Exception {
        copyOfResource("tones.flac");
        Configuration options = new Configuration();
        options.setString("multimodal.stores.test.uri", store.toUri().toString());
        MultimodalConfig config = MultimodalOptions.resolve(options);
        MediaSourceBuilder<Audio> sounds = MediaSource.of(Audio.class, config, photos.toString());
        MediaSourceBuilder.RecordOf<Audio, String> line =
                file -> file.name() + " " + file.value().codec();

        assertThat(
                        StreamExecutionEnvironment.getExecutionEnvironment(options)
                                .fromSource(
                                        sounds.build(line, Types.STRING),
                                        WatermarkStrategy.noWatermarks(),
                                        "sounds")
                                .executeAndCollect(2))
                .containsExactly("tones.flac flac");
        assertThat(
                        sounds.monitored(Duration.ofSeconds(1))
                                .build(line, Types.STRING)
                                .getBoundedness())
                .isEqualTo(Boundedness.CONTINUOUS_UNBOUNDED);
    }

    private TableEnvironment environment(boolean streaming) {
        EnvironmentSettings settings =
                streaming
                        ? EnvironmentSettings.inStreamingMode()
                        : EnvironmentSettings.inBatchMode();
        TableEnvironment env = TableEnvironment.create(settings);
        env.getConfig().set("multimodal.stores.test.uri", store.toUri().toString());
        MultimodalSql.install(env);
        return env;
    }

    private void createTable(TableEnvironment env, String columns, String options) {
        env.executeSql(
                "CREATE TABLE photos (%s) WITH ('connector' = 'media', 'path' = '%s'%s)"
                        .formatted(columns, photos.toString().replace("'", "''"), options));
    }

    private static List<Row> rows(TableEnvironment env, String query) throws Exception {
        List<Row> rows = new ArrayList<>();
        try (CloseableIterator<Row> all = env.executeSql(query).collect()) {
            all.forEachRemaining(rows::add);
        }
        return rows;
    }
}
