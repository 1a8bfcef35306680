// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.planner.MultimodalSql;
import io.multimodal.store.StoreConfig;
import io.multimodal.store.StoreStatistics;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.ref.ExternalRef;
import io.multimodal.store.runtime.StoreRuntime;
import io.multimodal.support.Clusters;
import io.multimodal.support.Rows;
import io.multimodal.types.Audio;
import io.multimodal.types.Image;
import io.multimodal.types.MediaFile;
import io.multimodal.types.config.MultimodalConfig;
import io.multimodal.types.config.MultimodalOptions;
import io.multimodal.types.failure.DeadLetters;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
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
    @RegisterExtension static final MiniClusterExtension CLUSTER = Clusters.shared();

    private static final int LARGE = 120;
    private static final int MANY = 500;

    /** The head of a file of NumPy's with 2 times 3 float32. */
    private static final String NPY =
            "\u0093NUMPY\u0001\u0000v\u0000{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }";

    private static final AtomicBoolean FAILED_ONCE = new AtomicBoolean();

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
                Rows.of(
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

        List<Row> rows = Rows.of(env, "SELECT name, img FROM photos WHERE name = 'one.png'");

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

        assertThat(Rows.of(env, "SELECT size, UPPER(name) FROM photos WHERE size < 10"))
                .containsExactly(Row.of(8L, "LETTER.JPG"));
        List<Row> counts = Rows.of(env, "SELECT COUNT(name) FROM photos");
        assertThat(counts.get(counts.size() - 1).getField(0)).isEqualTo(3L);
        counts = Rows.of(env, "SELECT COUNT(*) FROM photos");
        assertThat(counts.get(counts.size() - 1).getField(0)).isEqualTo(3L);
        assertThat(Rows.of(env, "SELECT 'a file' FROM photos")).hasSize(3);
        env.executeSql("DROP TABLE photos");
        createTable(env, "img IMAGE NOT NULL", "");
        counts = Rows.of(env, "SELECT COUNT(*), MAX(7) FROM (SELECT img, 1 FROM photos)");
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

        List<Row> rows = Rows.of(env, "SELECT name, img, img.height FROM photos");

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

        assertThatThrownBy(() -> Rows.of(env, "SELECT img FROM photos"))
                .rootCause()
                .hasMessageContaining("'multimodal.external.<name>.prefix'");
    }

    @Test
    void storesTheSameImageOnceAndGivesItTheSameReference() throws Exception {
        Files.copy(photos.resolve("one.png"), photos.resolve("copy.png"));
        TableEnvironment env = environment(false);
        createTable(env, "img IMAGE", "");

        assertThat(Rows.of(env, "SELECT COUNT(*), COUNT(DISTINCT img) FROM photos"))
                .containsExactly(Row.of(3L, 2L));
    }

    @Test
    void stopsTheJobAtABrokenImageAndNamesIt() throws Exception {
        Files.write(photos.resolve("letter.jpg"), "Dear Sir".getBytes(StandardCharsets.UTF_8));
        TableEnvironment env = environment(true);
        createTable(env, "img IMAGE", "");

        assertThatThrownBy(() -> Rows.of(env, "SELECT img FROM photos"))
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

        assertThat(Rows.of(env, "SELECT name FROM photos WHERE img IS NULL"))
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
            assertThat(Rows.of(env, "SELECT name, img FROM photos WHERE " + where))
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

        assertThat(Rows.of(env, "SELECT name, img FROM photos"))
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

        assertThat(
                        Rows.of(
                                env,
                                "SELECT COUNT(*), COUNT(DISTINCT name), MIN(img.width) FROM photos"))
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

        assertThatThrownBy(() -> Rows.of(env, "SELECT img FROM photos"))
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
                .hasMessageContaining("[name, uri, size, modified, etag, content_type]");
    }

    @Test
    void readsAudioVideoAndFilesByTheTypeOfTheColumn() throws Exception {
        copyOfResource("tones.flac");
        copyOfResource("video.mp4");
        TableEnvironment env = environment(true);

        createTable(env, "snd AUDIO, name STRING METADATA", "");
        assertThat(
                        Rows.of(
                                env,
                                "SELECT name, snd.sample_rate, snd.channels, snd.duration, snd.codec FROM photos"))
                .containsExactly(Row.of("tones.flac", 8000, 2, 2.0, "flac"));
        env.executeSql("DROP TABLE photos");

        createTable(env, "vid VIDEO, name STRING METADATA", "");
        assertThat(
                        Rows.of(
                                env,
                                "SELECT name, vid.width, vid.height, vid.frame_rate, vid.duration, vid.codec FROM photos"))
                .containsExactly(Row.of("video.mp4", 160, 96, 25.0, 3.0, "h264"));
        env.executeSql("DROP TABLE photos");

        createTable(env, "f FILE", "");
        assertThat(Rows.of(env, "SELECT f.content_type FROM photos"))
                .containsExactlyInAnyOrder(
                        Row.of("image/png"),
                        Row.of("image/png"),
                        Row.of("audio/x-flac"),
                        Row.of("video/mp4"));
        env.executeSql("DROP TABLE photos");

        // A pattern may name videos: their audio is read.
        createTable(env, "snd AUDIO", ", 'glob' = '*.mp4'");
        assertThat(Rows.of(env, "SELECT snd.content_type, snd.codec FROM photos"))
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
        MediaSourceBuilder<Audio> audioFiles =
                MediaSource.of(Audio.class, config, photos.toString());
        MediaSourceBuilder.RecordOf<Audio, String> line =
                file -> file.name() + " " + file.value().codec();

        assertThat(
                        StreamExecutionEnvironment.getExecutionEnvironment(options)
                                .fromSource(
                                        audioFiles.build(line, Types.STRING),
                                        WatermarkStrategy.noWatermarks(),
                                        "audio")
                                .executeAndCollect(2))
                .containsExactly("tones.flac flac");
        assertThat(
                        audioFiles
                                .monitored(Duration.ofSeconds(1))
                                .build(line, Types.STRING)
                                .getBoundedness())
                .isEqualTo(Boundedness.CONTINUOUS_UNBOUNDED);
    }

    private static void putIntoBucket(String key, Path file) throws IOException {
        MapBucket.OBJECTS.put(key, Files.readAllBytes(file));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void readsABucketAsItReadsAFolder(boolean streaming) throws Exception {
        MapBucket.clear();
        Path one = photos.resolve("one.png");
        putIntoBucket("in/one.png", one);
        putIntoBucket("in/sub/a b%20ü?.png", photos.resolve("sub/two.png"));
        MapBucket.OBJECTS.put("in/folder/", new byte[0]);
        MapBucket.OBJECTS.put("in/.hidden/x.png", new byte[1]);
        MapBucket.OBJECTS.put("in/letter.txt", new byte[1]);
        MapBucket.OBJECTS.put("other/x.png", new byte[1]);
        TableEnvironment env = environment(streaming);
        String columns =
                "img IMAGE, name STRING METADATA, uri STRING METADATA, size BIGINT METADATA, etag STRING METADATA, content_type STRING METADATA, modified TIMESTAMP_LTZ(3) METADATA";
        bucketTable(env, columns, "map://bucket/in/", "");
        Row[] expected = {
            Row.of("one.png", "map://bucket/in/one.png", Files.size(one), true, "image/png", 80),
            Row.of(
                    "a b%20ü?.png",
                    "map://bucket/in/sub/a%20b%2520ü%3F.png",
                    Files.size(photos.resolve("sub/two.png")),
                    true,
                    "image/png",
                    90)
        };
        String query =
                "SELECT name, uri, size, etag LIKE '\"%\"' AND modified = TO_TIMESTAMP_LTZ(1000000, 3), content_type, img.height FROM photos";

        assertThat(Rows.of(env, query)).containsExactlyInAnyOrder(expected);
        // Each came whole with the first request.
        assertThat(MapBucket.REQUESTS.stream().filter(request -> request.startsWith("GET")))
                .hasSize(2);
        assertThat(Rows.of(env, "SELECT content_type FROM photos WHERE name = 'one.png'"))
                .containsExactly(Row.of("image/png"));
        env.executeSql("DROP TABLE photos");
        env.getConfig().set("multimodal.external.mine.prefix", "map://bucket/in/?any=option");
        bucketTable(env, columns, "map://bucket/in/", ", 'in-place' = 'true'");
        assertThat(Rows.of(env, query)).containsExactlyInAnyOrder(expected);
    }

    /** A medium of 1 MB, of which the first bytes tell all that these queries ask for. */
    @Test
    void readsNoMoreOfAnObjectThanItsHeadForItsMetadata() throws Exception {
        MapBucket.clear();
        byte[] head = Files.readAllBytes(photos.resolve("one.png"));
        for (int i = 0; i < 5; i++) {
            MapBucket.OBJECTS.put("in/%d.png".formatted(i), Arrays.copyOf(head, 1_000_000 + i));
        }
        TableEnvironment env = environment(false);
        env.getConfig().set("multimodal.external.map.prefix", "map://bucket/in/");
        bucketTable(
                env,
                "img IMAGE, name STRING METADATA, size BIGINT METADATA, etag STRING METADATA, content_type STRING METADATA",
                "map://bucket/in/",
                ", 'in-place' = 'true'");

        Rows.of(env, "SELECT name, size, etag FROM photos");
        assertThat(MapBucket.READ_BYTES).as("the listing tells it").isEmpty();
        Rows.of(env, "SELECT name, content_type FROM photos");
        assertThat(MapBucket.READ_BYTES).hasSize(5).values().allMatch(read -> read <= 64 << 10);
        MapBucket.READ_BYTES.clear();
        assertThat(Rows.of(env, "SELECT img.width, img.size, content_type, size FROM photos"))
                .contains(Row.of(LARGE, 1_000_004L, "image/png", 1_000_004L));
        assertThat(MapBucket.READ_BYTES)
                .as("the orientation of a PNG may lie behind its pixels")
                .hasSize(5)
                .values()
                .containsOnly((64 << 10) + (16 << 10));
        env.executeSql("DROP TABLE photos");
        bucketTable(env, "img IMAGE", "map://bucket/in/", "");
        Rows.of(env, "SELECT img.width FROM photos");
        assertThat(MapBucket.READ_BYTES).values().as("counted").allMatch(read -> read > 1_000_000);
    }

    @Test
    void jumpsOverFoldersOfABucketThatNobodyAsksFor() throws Exception {
        MapBucket.clear();
        for (int i = 0; i < 3_000; i++) {
            MapBucket.OBJECTS.put("in/2025/%04d.dat".formatted(i), new byte[1]);
        }
        MapBucket.OBJECTS.put("in/2026/a.dat", new byte[1]);
        MapBucket.OBJECTS.put("in/20260.dat", new byte[1]);
        TableEnvironment env = environment(false);
        bucketTable(env, "f FILE, name STRING METADATA", "map://bucket/in/2026/*", "");
        assertThat(Rows.of(env, "SELECT name FROM photos")).containsExactly(Row.of("a.dat"));
        assertThat(MapBucket.REQUESTS).hasSizeLessThan(10);
        env.executeSql("DROP TABLE photos");
        MapBucket.REQUESTS.clear();
        bucketTable(env, "f FILE, name STRING METADATA", "map://bucket/in/*6*/*", "");
        assertThat(Rows.of(env, "SELECT name FROM photos")).containsExactly(Row.of("a.dat"));
        // Once to infer the parallelism, once to read; without a jump, more than 400 pages each.
        assertThat(MapBucket.REQUESTS).hasSizeLessThan(500);
    }

    /** Each object is a row or a failure that is named, whatever its key. */
    @Test
    void losesNoObjectHoweverItIsNamedOrChangesUnderTheReader() throws Exception {
        MapBucket.clear();
        Path one = photos.resolve("one.png");
        List<String> good =
                List.of(
                        "a b.png",
                        "100%.png",
                        "ü+&=#.png",
                        "x".repeat(1_000) + ".png",
                        "gone0.png");
        List<String> bad =
                List.of("c//d.png", "line\nbreak.png", "gone.png", "not.png", "denied.png");
        for (String name : good) {
            putIntoBucket("in/" + name, one);
        }
        for (String name : bad) {
            putIntoBucket("in/" + name, one);
        }
        putIntoBucket("in/changed.png", one);
        putIntoBucket("in/a/../hidden.png", one);
        MapBucket.OBJECTS.put("in/not.png", new byte[] {1, 2, 3});
        byte[] two = Files.readAllBytes(photos.resolve("sub/two.png"));
        MapBucket.beforeGet =
                key -> {
                    MapBucket.OBJECTS.remove("in/gone.png");
                    MapBucket.OBJECTS.put("in/changed.png", two);
                    if (key.equals("in/denied.png")) {
                        throw new CompletionException(
                                new RefusedException("access denied (HTTP 403)"));
                    }
                };
        TableEnvironment env = environment(true);
        bucketTable(
                env,
                "img IMAGE, name STRING METADATA, size BIGINT METADATA, etag STRING METADATA",
                "map://bucket/in/",
                ", 'on-error' = 'null'");

        List<Row> rows = Rows.of(env, "SELECT name, img.height, size, etag FROM photos");

        assertThat(rows).hasSize(good.size() + bad.size() + 1);
        assertThat(rows.stream().filter(row -> row.getField(1) == null))
                .extracting(row -> row.getField(0))
                .containsExactlyInAnyOrder(
                        "d.png", "line\nbreak.png", "gone.png", "not.png", "denied.png");
        // What the row says of the object is what was read.
        assertThat(rows)
                .filteredOn(row -> "changed.png".equals(row.getField(0)))
                .containsExactly(Row.of("changed.png", 90, (long) two.length, MapBucket.etag(two)));
    }

    /** Each file is a row or a failure that is named, whatever its name. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void losesNoFileHoweverItIsNamed(boolean inPlace) throws Exception {
        byte[] one = Files.readAllBytes(photos.resolve("one.png"));
        Path deep = photos;
        for (int i = 0; i < 5; i++) {
            deep = Files.createDirectories(deep.resolve("x".repeat(200)));
        }
        List<String> good =
                List.of(
                        "a b.png",
                        "100%.png",
                        "%2e%2e.png",
                        "ü+&=#?.png",
                        "line\nbreak.png",
                        "a..b.png");
        for (String name : good) {
            Files.write(photos.resolve(name), one);
        }
        Files.write(deep.resolve("deep.png"), one);
        Files.write(photos.resolve("cut.png"), Arrays.copyOf(one, 20));
        Files.createSymbolicLink(photos.resolve("gone.png"), photos.resolve("nowhere"));
        TableEnvironment env = environment(true);
        env.getConfig().set("multimodal.external.mine.prefix", photos.toUri().toString());
        createTable(
                env,
                "img IMAGE, name STRING METADATA",
                ", 'on-error' = 'null', 'in-place' = '" + inPlace + "'");

        List<Row> rows = Rows.of(env, "SELECT name, img.width IS NOT NULL FROM photos");

        List<Row> expected = new ArrayList<>();
        good.forEach(name -> expected.add(Row.of(name, true)));
        List.of("one.png", "two.png", "deep.png").forEach(name -> expected.add(Row.of(name, true)));
        List.of("cut.png", "gone.png").forEach(name -> expected.add(Row.of(name, false)));
        assertThat(rows).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void readsPartitionColumnsFromPathsAndPassesOverOtherPartitions() throws Exception {
        Path first = photos.resolve("year=2026/label=a%2Fb");
        Path second = photos.resolve("year=2026/label=__NULL__");
        TestImages.write(first.resolve("x.png"), LARGE, 10, 0x112233);
        TestImages.write(second.resolve("y.png"), LARGE, 20, 0x112233);
        Path broken = Files.createDirectories(photos.resolve("year=2025/label=c"));
        Files.write(broken.resolve("z.png"), new byte[3]);
        Files.delete(photos.resolve("one.png"));
        Files.delete(photos.resolve("sub/two.png"));
        TableEnvironment env = environment(false);
        env.executeSql(
                "CREATE TABLE photos (label STRING, img IMAGE, `year` INT, name STRING METADATA) PARTITIONED BY (`year`, label) WITH ('connector' = 'media', 'path' = '%s', 'partition.default-name' = '__NULL__')"
                        .formatted(photos.toString().replace("'", "''")));

        assertThat(
                        Rows.of(
                                env,
                                "SELECT name, label, `year`, img.height FROM photos WHERE `year` > 2025"))
                .containsExactlyInAnyOrder(
                        Row.of("x.png", "a/b", 2026, 10), Row.of("y.png", null, 2026, 20));
        assertThat(Rows.of(env, "SELECT img.height, `year` FROM photos WHERE label = 'a/b'"))
                .containsExactly(Row.of(10, 2026));
        assertThat(Rows.of(env, "SELECT `year`, COUNT(*) FROM photos GROUP BY `year`"))
                .containsExactlyInAnyOrder(Row.of(2025, 1L), Row.of(2026, 2L));
        Files.createDirectories(photos.resolve("year=next/label=a"));
        Files.copy(first.resolve("x.png"), photos.resolve("year=next/label=a/w.png"));
        assertThatThrownBy(() -> Rows.of(env, "SELECT `year` FROM photos"))
                .hasStackTraceContaining("w.png")
                .hasStackTraceContaining("'next' in its path is not of type INT");
    }

    @Test
    void listsNoMoreFilesThanALimitAsksFor() throws Exception {
        Files.createFile(photos.resolve("zzz.png")); // Would fail the job.
        TableEnvironment env = environment(false);
        createTable(env, "img IMAGE, name STRING METADATA", ", 'scan.parallelism' = '1'");

        String query = "SELECT img.width FROM photos LIMIT 1";
        assertThat(env.explainSql(query)).contains("limit=[1]");
        assertThat(Rows.of(env, query)).containsExactly(Row.of(LARGE));
        assertThat(Rows.of(env, "SELECT name FROM photos LIMIT 2"))
                .containsExactlyInAnyOrder(Row.of("one.png"), Row.of("two.png"));
    }

    @Test
    void readsTensorsAndMakesWatermarksOfTheTimeOfModification() throws Exception {
        byte[] npy = NPY.getBytes(StandardCharsets.ISO_8859_1);
        byte[] tensor = Arrays.copyOf(npy, 128 + 24);
        Arrays.fill(tensor, npy.length, 127, (byte) ' ');
        tensor[127] = '\n';
        Files.write(photos.resolve("t.npy"), tensor);
        TableEnvironment env = environment(true);
        createTable(
                env,
                "t TENSOR, name STRING METADATA, modified TIMESTAMP_LTZ(3) METADATA, WATERMARK FOR modified AS modified",
                "");

        assertThat(Rows.of(env, "SELECT name, t.dtype, t.shape FROM photos"))
                .containsExactly(Row.of("t.npy", "float32", new Long[] {2L, 3L}));
        assertThat(
                        Rows.of(
                                env,
                                "SELECT COUNT(*) FROM TUMBLE(TABLE photos, DESCRIPTOR(modified), INTERVAL '1' HOUR) GROUP BY window_start, window_end"))
                .containsExactly(Row.of(1L));
    }

    /** The job fails on the way; then new and changed objects come. */
    @Test
    void givesEachObjectOfABucketExactlyOnceThoughTheJobFails() throws Exception {
        MapBucket.clear();
        Set<String> expected = new TreeSet<>();
        for (int i = 0; i < MANY; i++) {
            String name = "%03d.dat".formatted(i);
            MapBucket.OBJECTS.put(
                    "in/" + i % 7 + "/" + name, name.getBytes(StandardCharsets.UTF_8));
            expected.add(name + " " + name.length());
        }
        Configuration options = new Configuration();
        options.setString("multimodal.stores.test.uri", store.toUri().toString());
        MultimodalConfig config = MultimodalOptions.resolve(options);
        options.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        options.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ZERO);
        MediaSourceBuilder.RecordOf<MediaFile, String> line =
                file -> file.name() + " " + file.value().size();
        MediaSourceBuilder<MediaFile> files =
                MediaSource.of(MediaFile.class, config, "map://bucket/in/");
        for (boolean monitored : new boolean[] {false, true}) {
            FAILED_ONCE.set(false);
            StreamExecutionEnvironment env =
                    StreamExecutionEnvironment.getExecutionEnvironment(options)
                            .enableCheckpointing(20)
                            .setParallelism(1);
            if (monitored) {
                files.monitored(Duration.ofMillis(100));
            }
            DataStream<String> lines =
                    env.fromSource(
                                    files.build(line, Types.STRING),
                                    WatermarkStrategy.noWatermarks(),
                                    "files")
                            .map(
                                    text -> {
                                        Thread.sleep(1);
                                        if (text.startsWith("400")
                                                && !FAILED_ONCE.getAndSet(true)) {
                                            throw new IOException("once");
                                        }
                                        return text;
                                    });
            List<String> found = new ArrayList<>();
            try (CloseableIterator<String> all = lines.executeAndCollect()) {
                while (found.size() < MANY) {
                    found.add(all.next());
                }
                if (monitored) {
                    MapBucket.OBJECTS.put("in/3/new.dat", new byte[9]);
                    assertThat(all.next()).isEqualTo("new.dat 9");
                    MapBucket.OBJECTS.put("in/0/000.dat", new byte[1]);
                    assertThat(all.next()).isEqualTo("000.dat 1");
                } else {
                    assertThat(all.hasNext()).isFalse();
                }
            }
            assertThat(FAILED_ONCE).isTrue();
            assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    private static void bucketTable(
            TableEnvironment env, String columns, String path, String options) {
        env.executeSql(
                "CREATE TABLE photos (%s) WITH ('connector' = 'media', 'path' = '%s'%s)"
                        .formatted(columns, path, options));
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
}
