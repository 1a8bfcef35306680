// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.integration;

import static io.multimodal.integration.FormatJobs.png;
import static io.multimodal.integration.FormatJobs.session;
import static io.multimodal.integration.FormatJobs.sha256;
import static io.multimodal.integration.FormatJobs.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.integration.FormatMatrix.Cell;
import io.multimodal.support.Clusters;
import io.multimodal.support.Rows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.table.api.StatementSet;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.TableResult;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.apache.flink.types.RowKind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The format {@code multimodal} and the formats of whole files in Flink's own connectors. */
class FormatsITCase {
    @RegisterExtension static final MiniClusterExtension CLUSTER = Clusters.shared();

    private static final Path PAGE = Path.of("../../docs/formats.md");
    private static final int WIDTH = 64;

    @TempDir private static Path folder;
    private static ServerProcess broker;
    private static final List<byte[]> IMAGES = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        broker =
                ServerProcess.start(
                        "broker", "io.multimodal.broker.KafkaBroker", folder.resolve("broker"));
        IMAGES.add(png(WIDTH, 40, 1));
        IMAGES.add(png(2 * WIDTH, 48, 2));
    }

    @AfterAll
    static void stop() throws Exception {
        broker.close();
    }

    /** All cells of a mode in one job that writes and one that reads. */
    @ParameterizedTest
    @ValueSource(strings = {"batch", "streaming"})
    void everyCellGivesBackWhatWasWritten(String mode) throws Exception {
        TableEnvironment env = session(mode, store());
        createImages(env);
        StatementSet writes = env.createStatementSet();
        List<Cell> read = new ArrayList<>();
        for (Cell cell : Cell.of(mode)) {
            env.executeSql(cell.create(broker.address(), folder.toUri().toString()));
            if (cell.isWritten()) {
                writes.addInsertSql(cell.insert());
            } else {
                assertCannot(env, cell, cell.insert());
            }
            if (cell.limit().isEmpty()) {
                read.add(cell);
            } else {
                assertCannot(env, cell, cell.select());
            }
        }
        writes.execute().await();

        List<Row> expected = new ArrayList<>();
        for (Cell cell : read) {
            for (int i = 0; i < IMAGES.size(); i++) {
                String digest = sha256(IMAGES.get(i));
                int width = WIDTH * (i + 1);
                expected.add(Row.of(cell.table(), i + 1, digest, digest, digest, width));
            }
            if (cell.holdsNull()) {
                expected.add(Row.of(cell.table(), IMAGES.size() + 1, null, null, null, null));
            }
        }
        String query = read.stream().map(Cell::select).collect(Collectors.joining(" UNION ALL "));
        assertThat(Rows.first(env, query, expected.size()))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    private static void assertCannot(TableEnvironment env, Cell cell, String statement) {
        assertThatThrownBy(() -> env.explainSql(statement))
                .as("the page says that %s cannot be", cell)
                .hasStackTraceContaining(cell.limit().orElseThrow().message());
    }

    @Test
    void thePageHasTheMatrix() throws Exception {
        String page = Files.readString(PAGE);
        String begin = "<!-- matrix -->\n";
        int from = page.indexOf(begin) + begin.length();
        int to = page.indexOf("<!-- end -->", from);
        String expected = page.substring(0, from) + FormatMatrix.markdown() + page.substring(to);
        if (Boolean.getBoolean("multimodal.generate")) {
            Files.writeString(PAGE, expected);
            return;
        }
        assertThat(page).isEqualTo(expected);
    }

    /** A registry holds the schema; a record holds its id and the values. */
    @Test
    void avroConfluentKeepsTheSchemaOfMediaInARegistry() throws Exception {
        try (SchemaRegistry registry = SchemaRegistry.start()) {
            TableEnvironment writing = session("streaming", store());
            createImages(writing);
            writing.executeSql(confluentTable(registry, ""));
            writing.executeSql("INSERT INTO confluent SELECT id, img, ARRAY[img] FROM images")
                    .await();

            assertThat(registry.schema("images-value"))
                    .contains("content_type")
                    .doesNotContain("IMAGE");
            for (String mode : List.of("streaming", "batch")) {
                TableEnvironment reading = session(mode, store());
                reading.executeSql(
                        confluentTable(
                                registry,
                                mode.equals("batch")
                                        ? ", 'scan.bounded.mode' = 'latest-offset'"
                                        : ""));
                assertThat(
                                Rows.first(
                                        reading,
                                        "SELECT id, CHECKSUM(img), CHECKSUM(pages[1]), img.width FROM confluent",
                                        3))
                        .as(mode)
                        .containsExactlyInAnyOrder(
                                Row.of(1, digest(0), digest(0), WIDTH),
                                Row.of(2, digest(1), digest(1), 2 * WIDTH),
                                Row.of(3, null, null, null));
            }
        }
    }

    private static String confluentTable(SchemaRegistry registry, String more) {
        return "CREATE TABLE confluent (id INT NOT NULL, img IMAGE, pages ARRAY<IMAGE>) WITH ('connector' = 'kafka', 'topic' = 'confluent', 'properties.bootstrap.servers' = '%s', 'scan.startup.mode' = 'earliest-offset', 'format' = 'multimodal', 'multimodal.format' = 'avro-confluent', 'multimodal.avro-confluent.url' = '%s', 'multimodal.avro-confluent.subject' = 'images-value'%s)"
                .formatted(broker.address(), registry.url(), more);
    }

    private static String digest(int image) throws Exception {
        return sha256(IMAGES.get(image));
    }

    /** 5 MB in records of less than 1 MB; by value the same row is refused. */
    @Test
    void aLargeImageGoesThroughATopicByReference() throws Exception {
        byte[] large = png(1400, 1200, 3);
        assertThat(large).hasSizeGreaterThan(5_000_000);
        Path file = Files.createDirectories(folder.resolve("large")).resolve("large.png");
        Files.write(file, large);
        TableEnvironment env = session("streaming", store());
        env.executeSql(
                "CREATE TABLE big (img IMAGE) WITH ('connector' = 'filesystem', 'format' = 'image', 'path' = '%s')"
                        .formatted(file.getParent().toUri()));
        env.executeSql(photos("photo_log"));
        env.executeSql(
                "CREATE TABLE by_value (photo BYTES) WITH ('connector' = 'kafka', 'topic' = 'by-value', 'properties.bootstrap.servers' = '%s', 'format' = 'json')"
                        .formatted(broker.address()));

        assertThatThrownBy(
                        () ->
                                env.executeSql("INSERT INTO by_value SELECT CONTENT(img) FROM big")
                                        .await())
                .hasStackTraceContaining("RecordTooLarge");
        env.executeSql("INSERT INTO photo_log SELECT CAST(1 AS BIGINT), img FROM big").await();
        assertThat(Rows.first(env, "SELECT id, CHECKSUM(img), img.width FROM photo_log", 1))
                .containsExactly(Row.of(1L, sha256(large), 1400));
    }

    @Test
    void aSignedReferenceIsVerifiedInBothForms() throws Exception {
        Path keys =
                Files.writeString(
                        Files.createFile(
                                folder.resolve("keys"),
                                PosixFilePermissions.asFileAttribute(
                                        PosixFilePermissions.fromString("rw-------"))),
                        "01 " + "11".repeat(32) + "\n");
        for (String form : List.of("struct", "text")) {
            TableEnvironment unsigned = session("batch", store());
            createImages(unsigned);
            unsigned.executeSql(signedTable("unsigned_" + form, form));
            unsigned.executeSql("INSERT INTO unsigned_" + form + " SELECT id, img FROM images")
                    .await();

            TableEnvironment env = session("batch", store());
            createImages(env);
            env.getConfig().set("multimodal.store.signing-keys", keys.toString());
            env.getConfig().set("multimodal.store.require-signatures", "true");
            env.executeSql(signedTable("signed_" + form, form));
            env.executeSql("INSERT INTO signed_" + form + " SELECT id, img FROM images").await();
            assertThat(Rows.first(env, "SELECT id, CHECKSUM(img) FROM signed_" + form, 3))
                    .contains(Row.of(1, sha256(IMAGES.get(0))), Row.of(3, null));
            if (form.equals("text")) {
                try (Stream<Path> files = Files.list(folder.resolve("signed_text"))) {
                    assertThat(Files.readString(files.findFirst().orElseThrow()))
                            .contains(":sig:01:");
                }
            }

            env.executeSql(signedTable("unsigned_" + form, form));
            String query = "SELECT id, CHECKSUM(img) FROM unsigned_" + form;
            assertThatThrownBy(() -> Rows.first(env, query, 3))
                    .hasStackTraceContaining("not signed, and only signed ones are let in");
            env.getConfig().set("multimodal.on-error", "null");
            assertThat(Rows.first(env, query, 3))
                    .containsExactlyInAnyOrder(Row.of(1, null), Row.of(2, null), Row.of(3, null));
        }
    }

    private static String signedTable(String name, String form) {
        return "CREATE TABLE %s (id INT, img IMAGE) WITH ('connector' = 'filesystem', 'path' = '%s', 'format' = 'multimodal', 'multimodal.format' = 'json', 'multimodal.reference' = '%s')"
                .formatted(name, folder.resolve(name).toUri(), form);
    }

    /** What is written as IMAGE is read as the ROW of docs/adopting.md, and the other way round. */
    @Test
    void aStructIsTheRowThatTopicsHoldAlready() throws Exception {
        TableEnvironment env = session("batch", store());
        createImages(env);
        String options =
                " WITH ('connector' = 'filesystem', 'path' = '%s', %s)"
                        .formatted(folder.resolve("rows").toUri(), "%s");
        env.executeSql(
                "CREATE TABLE as_image (id INT, img IMAGE)"
                        + options.formatted(
                                "'format' = 'multimodal', 'multimodal.format' = 'json'"));
        env.executeSql(
                "CREATE TABLE as_row (id INT, img ROW<object BYTES, content_type STRING, size BIGINT, width INT, height INT, mode STRING>)"
                        + options.formatted("'format' = 'json'"));
        env.executeSql("INSERT INTO as_image SELECT id, img FROM images").await();
        env.executeSql("INSERT INTO as_row SELECT id, img FROM images").await();
        List<Row> twice = Rows.first(env, "SELECT id, CHECKSUM(img) FROM as_image", 6);
        assertThat(twice)
                .containsExactlyInAnyOrderElementsOf(
                        Rows.first(env, "SELECT id, CHECKSUM(CAST(img AS IMAGE)) FROM as_row", 6));
        try (Stream<Path> files = Files.list(folder.resolve("rows"))) {
            assertThat(files.map(FormatJobs::text).distinct()).hasSize(1);
        }
    }

    @Test
    void keysMetadataChangesAndOptionsOfTheWrappedFormatPassThrough() throws Exception {
        TableEnvironment env = session("streaming", store());
        String kafka =
                "'connector' = 'kafka', 'topic' = 'passed', 'properties.bootstrap.servers' = '%s', 'scan.startup.mode' = 'earliest-offset', "
                        .formatted(broker.address());
        env.executeSql("CREATE TABLE raw_lines (line STRING) WITH (" + kafka + "'format' = 'raw')");
        env.executeSql(
                        """
                        INSERT INTO raw_lines VALUES
                        ('{"before":null,"after":{"id":1,"img":"inl:1:AQADAQID"},"source":{"ts_ms":1589362330000},"ts_ms":1589362330904,"op":"c"}'),
                        ('no JSON'),
                        ('{"before":{"id":1,"img":"inl:1:AQADAQID"},"after":null,"source":{"ts_ms":1589362330000},"ts_ms":1589362330904,"op":"d"}')""")
                .await();
        env.executeSql(
                "CREATE TABLE changes (id INT, img IMAGE, ingested TIMESTAMP_LTZ(3) METADATA FROM 'value.ingestion-timestamp' VIRTUAL) WITH ("
                        + kafka
                        + "'value.format' = 'multimodal', 'value.multimodal.format' = 'debezium-json', 'value.multimodal.reference' = 'text', 'value.multimodal.debezium-json.ignore-parse-errors' = 'true')");
        List<Row> changes = Rows.first(env, "SELECT ingested, OBJECT_URI(img), id FROM changes", 2);
        assertThat(changes)
                .extracting(Row::getKind)
                .containsExactly(RowKind.INSERT, RowKind.DELETE);
        assertThat(changes)
                .extracting(row -> row.getField(0) + " " + row.getField(1))
                .containsOnly("2020-05-13T09:32:10.904Z inl:1:AQADAQID");

        env.executeSql(photos("photos"));
        TableResult deleting =
                env.executeSql(
                        "INSERT INTO photos SELECT CAST(id AS BIGINT), img FROM changes ON CONFLICT DO DEDUPLICATE");
        List<String> values = values(broker.address(), "photos", 2);
        deleting.getJobClient().orElseThrow().cancel().join();
        assertThat(values.get(0)).contains("\"object\":\"AQADAQID\"");
        assertThat(values.get(1)).as("the tombstone of what was deleted").isNull();

        createImages(env);
        env.executeSql(
                "CREATE TABLE keyed (id INT, img IMAGE, note STRING) WITH ("
                        + kafka.replace("passed", "keyed")
                        + "'key.format' = 'raw', 'key.fields' = 'note', 'value.format' = 'multimodal', 'value.multimodal.format' = 'json', 'value.fields-include' = 'EXCEPT_KEY')");
        env.executeSql("INSERT INTO keyed SELECT id, img, 'k' FROM images WHERE id = 1").await();
        assertThat(Rows.first(env, "SELECT note, CHECKSUM(img) FROM keyed", 1))
                .containsExactly(Row.of("k", sha256(IMAGES.get(0))));
    }

    @Test
    void readsWholeFilesWithPartitionsAndMetadata() throws Exception {
        Path scans = Files.createDirectories(folder.resolve("scans/year=2026"));
        Files.write(scans.resolve("one file.png"), IMAGES.get(0));
        Files.write(scans.resolve("two.png"), IMAGES.get(1));
        Files.writeString(scans.resolve("broken.png"), "no image");
        SqlPage page = SqlPage.read("formats.md").with("file:///data", folder.toUri().toString());
        List<String> statements = page.statements("Whole files");
        TableEnvironment env = session("batch", store());
        env.executeSql(statements.get(0));

        assertThat(Rows.first(env, "SELECT COUNT(*) FROM scans", 1))
                .as("without the column no file is opened, not even the broken one")
                .containsExactly(Row.of(3L));
        assertThatThrownBy(() -> Rows.first(env, statements.get(1), 3))
                .hasStackTraceContaining("the format image failed for")
                .hasStackTraceContaining("broken.png");
        env.getConfig().set("multimodal.on-error", "null");
        assertThat(Rows.first(env, statements.get(1), 3))
                .containsExactlyInAnyOrder(
                        Row.of(2026, "one file.png", WIDTH),
                        Row.of(2026, "two.png", 2 * WIDTH),
                        Row.of(2026, "broken.png", null));
        assertThat(Rows.first(env, "SELECT CHECKSUM(img) FROM scans WHERE `file.size` > 10", 2))
                .containsExactlyInAnyOrder(
                        Row.of(sha256(IMAGES.get(0))), Row.of(sha256(IMAGES.get(1))));

        assertThatThrownBy(() -> env.explainSql("INSERT INTO scans SELECT img, `year` FROM scans"))
                .hasStackTraceContaining("'connector' = 'media'");
        env.executeSql(
                "CREATE TABLE wrong (img IMAGE, clip VIDEO) WITH ('connector' = 'filesystem', 'path' = '%s', 'format' = 'video')"
                        .formatted(folder.toUri()));
        assertThatThrownBy(() -> env.explainSql("SELECT * FROM wrong"))
                .hasStackTraceContaining(
                        "A table of the format 'video' has one column of type VIDEO")
                .hasStackTraceContaining("(img IMAGE, clip VIDEO)");
    }

    /** The statements of the page's first part, as they are. */
    @Test
    void thePageRuns() throws Exception {
        TableEnvironment env = session("batch", store());
        List<String> statements =
                SqlPage.read("formats.md")
                        .with("file:///data", folder.toUri().toString())
                        .statements("Media columns in any format");
        env.executeSql(statements.get(0));
        env.executeSql(statements.get(1)).await();
        assertThat(Rows.first(env, statements.get(2), 1)).containsExactly(Row.of(1, 1, 2, 2));
    }

    /** The statements of two more parts, as they are. */
    @Test
    void thePagesOfLinksAndOfCocoRun() throws Exception {
        SqlPage page = SqlPage.read("formats.md").with("file:///data/", folder.toUri().toString());
        TableEnvironment env = session("batch", store());
        Path captions = Files.createDirectories(folder.resolve("captions/images"));
        Files.write(captions.resolve("0001.png"), IMAGES.get(0));
        Files.writeString(
                folder.resolve("captions/metadata.jsonl"),
                "{\"image\": \"images/0001.png\", \"caption\": \"a cat\"}\n");
        List<String> links = page.statements("JSON lines with links");
        set(env, links.get(0));
        env.executeSql(links.get(1));
        assertThat(Rows.first(env, links.get(2), 1)).containsExactly(Row.of("a cat", WIDTH));

        Path images = Files.createDirectories(folder.resolve("coco/images"));
        Path annotations = Files.createDirectories(folder.resolve("coco/annotations"));
        Files.write(images.resolve("7.png"), IMAGES.get(1));
        String document =
                "{\"images\": [{\"id\": 7, \"file_name\": \"7.png\", \"width\": 2}], \"categories\": [{\"id\": 1, \"name\": \"cat\"}], \"annotations\": [{\"id\": 1, \"image_id\": 7, \"category_id\": 1, \"iscrowd\": 0, \"bbox\": [0, 0, 1.5, 1], \"caption\": \"a cat\"}]}";
        Files.writeString(annotations.resolve("instances.json"), document);
        Files.writeString(annotations.resolve("captions.json"), document);
        List<String> coco = page.statements("COCO");
        set(env, coco.get(0));
        env.executeSql(coco.get(1));
        assertThat(Rows.first(env, "SELECT category, cut.width FROM (" + coco.get(2) + ")", 1))
                .containsExactly(Row.of("cat", 1));
        env.executeSql(coco.get(3));
        assertThat(Rows.first(env, coco.get(4), 1)).containsExactly(Row.of("7.png", "a cat"));
        env.executeSql(coco.get(5));
        env.executeSql(coco.get(6)).await();
        assertThat(
                        Rows.first(
                                env,
                                "SELECT image, width, annotations[1].category, annotations[1].bbox[4] FROM boxes",
                                1))
                .containsExactly(Row.of("a/1.jpg", 640, "dog", 40.0));
    }

    private static void set(TableEnvironment env, String statement) {
        String[] parts = statement.split("'", -1);
        env.getConfig().set(parts[1], parts[3]);
    }

    @Test
    void aLineOfTextIsAReference() throws Exception {
        TableEnvironment env = session("batch", store());
        createImages(env);
        env.executeSql(
                "CREATE TABLE uris (img IMAGE) WITH ('connector' = 'filesystem', 'path' = '%s', 'format' = 'multimodal', 'multimodal.format' = 'raw', 'multimodal.reference' = 'text')"
                        .formatted(folder.resolve("uris").toUri()));
        env.executeSql("INSERT INTO uris SELECT img FROM images WHERE id < 3").await();
        assertThat(Rows.first(env, "SELECT CHECKSUM(img), img.width FROM uris", 2))
                .containsExactlyInAnyOrder(
                        Row.of(sha256(IMAGES.get(0)), null), Row.of(sha256(IMAGES.get(1)), null));
        assertThat(Rows.first(env, "SELECT COUNT(*) FROM uris", 1)).containsExactly(Row.of(2L));
    }

    @Test
    void refusesWhatCannotBeWrappedAndSaysWhatCan() throws Exception {
        TableEnvironment env = session("batch", store());
        assertRefused(
                env,
                "'connector' = 'filesystem', 'path' = '/x'",
                "'multimodal.format' to one of [avro, avro-confluent, canal-json, coco, csv, debezium");
        assertRefused(
                env,
                "'connector' = 'filesystem', 'path' = '/x', 'multimodal.format' = 'jason'",
                "cannot wrap 'jason'; set 'multimodal.format' to one of [avro, avro-confluent, canal-json, coco, csv");
        assertRefused(
                env,
                "'connector' = 'filesystem', 'path' = '/x', 'multimodal.format' = 'multimodal'",
                "cannot wrap 'multimodal'");
        assertRefused(
                env,
                "'connector' = 'filesystem', 'path' = '/x', 'multimodal.format' = 'json', 'multimodal.referense' = 'text'",
                "has no option 'multimodal.referense'");
        assertRefused(
                env,
                "'connector' = 'filesystem', 'path' = '/x', 'multimodal.format' = 'json', 'multimodal.json.ignore' = 'true'",
                "Unsupported options found for 'json'");
        assertRefused(
                env,
                "'connector' = 'kafka', 'topic' = 'x', 'properties.bootstrap.servers' = 'x:1', 'multimodal.format' = 'parquet'",
                "cannot read single rows with 'parquet'");
    }

    private static void assertRefused(TableEnvironment env, String options, String message) {
        env.executeSql("DROP TABLE IF EXISTS refused");
        env.executeSql(
                "CREATE TABLE refused (img IMAGE) WITH (%s, 'format' = 'multimodal')"
                        .formatted(options));
        assertThatThrownBy(() -> env.explainSql("SELECT * FROM refused"))
                .hasStackTraceContaining(message);
    }

    /** The statement of the page that makes a table. */
    private static String photos(String table) throws Exception {
        return SqlPage.read("formats.md")
                .with("localhost:9092", broker.address())
                .statements("Kafka: large media in small records")
                .stream()
                .filter(statement -> statement.startsWith("CREATE TABLE " + table + " "))
                .findFirst()
                .orElseThrow();
    }

    private static Path store() {
        return folder.resolve("store");
    }

    private static void createImages(TableEnvironment env) {
        env.executeSql(
                "CREATE TEMPORARY VIEW images AS SELECT id, TO_IMAGE(png) AS img FROM (VALUES (1, X'%s'), (2, X'%s'), (3, CAST(NULL AS BYTES))) AS v (id, png)"
                        .formatted(
                                HexFormat.of().formatHex(IMAGES.get(0)),
                                HexFormat.of().formatHex(IMAGES.get(1))));
    }
}
