// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.planner.MultimodalSql;
import io.multimodal.store.ref.ContentId;
import io.multimodal.types.text.TypeText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.Schema.UnresolvedPhysicalColumn;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.catalog.ObjectPath;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Statements of sessions that share a catalog. No job runs. */
class SessionsITCase {
    private static final Path SOFTMAX =
            Path.of("../models/src/test/resources/onnx/softmax.onnx").toAbsolutePath().normalize();
    private static final Path SIGMOID = SOFTMAX.resolveSibling("sigmoid.onnx");

    @TempDir Path folder;

    @Test
    void keepsTablesWithTheTypesOfTheirColumns() throws Exception {
        TableEnvironment one = session();
        one.executeSql(
                """
                CREATE TABLE photos (
                    img IMAGE NOT NULL,
                    crops ARRAY<IMAGE('RGB', 224, 224)> COMMENT 'each 224 x 224',
                    box ROW<`image` INT, t TENSOR('float32', 3, -1)>,
                    `file` FILE,
                    size_kb AS `file`.`size` / 1000,
                    taken TIMESTAMP_LTZ(3),
                    name STRING,
                    WATERMARK FOR taken AS taken - INTERVAL '5' SECOND,
                    PRIMARY KEY (name) NOT ENFORCED
                ) COMMENT 'with ''quotes'' and IMAGE'
                PARTITIONED BY (name)
                WITH ('connector' = 'blackhole', 'note' = 'IMAGE(1)')
                """);
        one.executeSql(
                """
                CREATE TABLE topic (v VIDEO, `key` STRING METADATA FROM 'k' VIRTUAL COMMENT 'of the record')
                DISTRIBUTED INTO 4 BUCKETS WITH ('connector' = 'kafka')
                """);
        one.executeSql("CREATE VIEW wide AS SELECT CAST(NULL AS IMAGE) AS img, 'a' AS name");

        TableEnvironment other = session();
        assertThat(rows(other, "SHOW TABLES")).containsExactly("photos", "topic", "wide");
        assertThat(rows(other, "SHOW VIEWS")).containsExactly("wide");
        for (String statement :
                List.of(
                        "SHOW CREATE TABLE photos",
                        "SHOW CREATE TABLE topic",
                        "SHOW CREATE VIEW wide")) {
            assertThat(rows(other, statement)).isEqualTo(rows(one, statement));
        }
        assertThat(types(other, "photos"))
                .contains(
                        "IMAGE NOT NULL",
                        "ARRAY<IMAGE('RGB', 224, 224)>",
                        "ROW<`image` INT, `t` TENSOR('float32', 3, -1)>",
                        "FILE");
    }

    @Test
    void altersRenamesAndDropsTables() throws Exception {
        TableEnvironment one = session();
        TableEnvironment other = session();
        one.executeSql("CREATE TABLE a (img IMAGE) WITH ('connector' = 'blackhole')");
        other.executeSql("ALTER TABLE a ADD (t TENSOR('uint8', 2))");
        one.executeSql("ALTER TABLE a RENAME TO b");
        assertThat(types(other, "b")).containsExactly("IMAGE", "TENSOR('uint8', 2)");
        other.executeSql("CREATE TABLE IF NOT EXISTS b (x INT) WITH ('connector' = 'blackhole')");
        assertThatThrownBy(
                        () -> one.executeSql("CREATE TABLE b (x INT) WITH ('connector' = 'print')"))
                .hasStackTraceContaining("b already exists");
        one.executeSql("DROP TABLE b");
        assertThat(rows(other, "SHOW TABLES")).isEmpty();
        other.executeSql("DROP TABLE IF EXISTS b");
        assertThatThrownBy(() -> other.executeSql("DROP TABLE b")).hasMessageContaining("b");
    }

    @Test
    void keepsDatabasesAndFunctions() throws Exception {
        TableEnvironment one = session();
        one.executeSql("CREATE DATABASE media COMMENT 'all of it' WITH ('owner' = 'us')");
        one.executeSql("CREATE FUNCTION media.twice AS 'org.example.Twice'");
        TableEnvironment other = session();
        assertThat(rows(other, "SHOW DATABASES")).containsExactly("default", "media");
        assertThat(other.getCatalog("shared").orElseThrow().getDatabase("media").getProperties())
                .containsEntry("owner", "us");
        other.executeSql("USE media");
        assertThat(rows(other, "SHOW USER FUNCTIONS")).containsExactly("twice");
        assertThatThrownBy(() -> one.executeSql("DROP DATABASE media"))
                .hasStackTraceContaining("media in catalog shared is not empty");
        one.executeSql("DROP DATABASE media CASCADE");
        assertThat(rows(other, "SHOW DATABASES")).containsExactly("default");
        assertThatThrownBy(() -> other.executeSql("DROP DATABASE `default`"))
                .hasStackTraceContaining("default");
    }

    @Test
    void keepsModels() {
        TableEnvironment one = session();
        one.executeSql(
                """
                CREATE MODEL IF NOT EXISTS reader INPUT (line IMAGE('RGB')) OUTPUT (text STRING, score FLOAT)
                COMMENT 'reads a line'
                WITH ('provider' = 'onnx', 'task' = 'text-recognition', 'path' = '/models/r.onnx',
                      'api-secret' = 'do-not-print')
                """);
        TableEnvironment other = session();
        assertThat(rows(other, "SHOW MODELS")).containsExactly("reader");
        assertThat(rows(other, "SHOW MODELS LIKE 'x%'")).isEmpty();
        assertThat(rows(other, "DESCRIBE MODEL reader"))
                .isEqualTo(rows(one, "DESCRIBE MODEL reader"));
        assertThat(rows(other, "SHOW CREATE MODEL reader").toString())
                .contains("text-recognition", "reads a line");
        other.executeSql("ALTER MODEL reader SET ('path' = '/models/s.onnx')");
        other.executeSql("ALTER MODEL reader RESET ('api-secret')");
        other.executeSql("ALTER MODEL IF EXISTS reader RENAME TO line_reader");
        assertThat(rows(one, "SHOW MODELS FROM shared.`default`")).containsExactly("line_reader");
        assertThat(rows(one, "SHOW CREATE MODEL line_reader").toString())
                .contains("/models/s.onnx")
                .doesNotContain("api-secret");
        other.executeSql("ALTER MODEL IF EXISTS reader RENAME TO x");
        one.executeSql("DROP MODEL line_reader");
        one.executeSql("DROP MODEL IF EXISTS line_reader");
        assertThat(rows(other, "SHOW MODELS")).isEmpty();
    }

    @Test
    void putsTheFilesOfModelsIntoTheStore() throws Exception {
        Path file = Files.copy(SOFTMAX, folder.resolve("m.onnx"));
        TableEnvironment one = session("store");
        one.executeSql(classifier("m", file, ", 'card.licence' = 'MIT', 'card.tags' = 'a, b'"));
        String digest = ContentId.hash(Files.readAllBytes(file)).toString();
        String created = rows(one, "SHOW CREATE MODEL m").get(0);
        assertThat(created)
                .contains("'path' = 'inl:1:", "'digest' = '" + digest + "'")
                .contains("'card.licence' = 'MIT'", "'card.source' = '" + file + "'");
        Files.delete(file);

        TableEnvironment other = session("store");
        other.executeSql(
                "CREATE MODEL IF NOT EXISTS m WITH ('provider' = 'onnx', 'path' = 'gone')");
        assertThat(rows(other, "SHOW CREATE MODEL m")).containsExactly(created);
        assertThat(plan(other)).contains("MLPredict");

        Files.write(file, new byte[] {1, 2, 3});
        other.executeSql("ALTER MODEL m SET ('path' = '%s')".formatted(file));
        assertThat(rows(one, "SHOW CREATE MODEL m").get(0))
                .contains("'path' = 'inl:1:", ContentId.hash(new byte[] {1, 2, 3}).toString())
                .doesNotContain(digest);
    }

    @Test
    void namesBothDigestsOfAFileThatHasChanged() throws Exception {
        Path file = Files.copy(SOFTMAX, folder.resolve("m.onnx"));
        TableEnvironment session = session("pin");
        session.executeSql(classifier("m", file, ""));
        String pinned = ContentId.hash(Files.readAllBytes(file)).toString();
        assertThat(plan(session)).contains("MLPredict");
        Files.copy(SIGMOID, file, StandardCopyOption.REPLACE_EXISTING);
        String now = ContentId.hash(Files.readAllBytes(file)).toString();
        assertThatThrownBy(() -> plan(session))
                .hasStackTraceContaining(
                        "the digest of '%s' is %s, and 'digest' is %s"
                                .formatted(file, now, pinned));
        // What only says something else of the model does not read the file.
        session.executeSql("ALTER MODEL m SET ('card.tags' = 'old')");
        assertThat(rows(session, "SHOW CREATE MODEL m").get(0)).contains(pinned);
        session.executeSql("ALTER MODEL m RESET ('digest')");
        assertThat(rows(session, "SHOW CREATE MODEL m").get(0)).contains(now);
        assertThat(plan(session)).contains("MLPredict");
    }

    @Test
    void refusesModelsWhoseFilesItCannotKeep() {
        TableEnvironment session = session("store");
        Path gone = folder.resolve("gone.onnx");
        assertThatThrownBy(() -> session.executeSql(classifier("m", gone, "")))
                .rootCause()
                .hasMessageContaining("Cannot keep the model m: There is no model at '" + gone);
        String other = ", 'digest' = 'sha256:" + "0".repeat(64) + "'";
        assertThatThrownBy(() -> session.executeSql(classifier("m", SOFTMAX, other)))
                .rootCause()
                .hasMessageContaining("and 'digest' is sha256:0000");
        Path external = SOFTMAX.resolveSibling("external.onnx");
        assertThatThrownBy(() -> session.executeSql(classifier("m", external, "")))
                .rootCause()
                .hasMessageContaining("has its weights in other files");
        assertThat(rows(session, "SHOW MODELS")).isEmpty();
    }

    private static String classifier(String name, Path file, String more) {
        return "CREATE MODEL %s INPUT (img IMAGE) OUTPUT (label STRING, score FLOAT) COMMENT 'of tests' WITH ('provider' = 'onnx', 'task' = 'classification', 'path' = '%s'%s)"
                .formatted(name, file, more);
    }

    private static String plan(TableEnvironment session) {
        return session.explainSql(
                "SELECT * FROM ML_PREDICT((SELECT CAST(NULL AS IMAGE) AS img), MODEL m, DESCRIPTOR(img))");
    }

    private TableEnvironment session(String modelFiles) {
        TableEnvironment session = newSession();
        session.getConfig()
                .set("multimodal.stores.default.uri", folder.resolve("store").toUri().toString());
        session.executeSql(
                "CREATE CATALOG shared WITH ('type' = 'multimodal', 'uri' = '%s', 'model-files' = '%s')"
                        .formatted(folder.resolve("catalog").toUri(), modelFiles));
        session.executeSql("USE CATALOG shared");
        return session;
    }

    @Test
    void refusesOptionsThatItDoesNotHave() {
        TableEnvironment session = newSession();
        String create = "CREATE CATALOG c WITH ('type' = 'multimodal'%s)";
        assertThatThrownBy(() -> session.executeSql(create.formatted(", 'uri' = '/tmp/x'")))
                .hasStackTraceContaining("such as file:///data/catalog");
        assertThatThrownBy(() -> session.executeSql(create.formatted(", 'uri' = 'ftp://x/y'")))
                .hasStackTraceContaining("Cannot keep a catalog in ftp://x");
        assertThatThrownBy(() -> session.executeSql(create.formatted("")))
                .hasStackTraceContaining("uri");
        assertThat(Files.exists(folder.resolve("catalog"))).isFalse();
    }

    private TableEnvironment session() {
        TableEnvironment session = newSession();
        session.executeSql(
                "CREATE CATALOG shared WITH ('type' = 'multimodal', 'uri' = '%s')"
                        .formatted(folder.resolve("catalog").toUri()));
        session.executeSql("USE CATALOG shared");
        return session;
    }

    private static List<String> types(TableEnvironment session, String table) throws Exception {
        return session
                .getCatalog("shared")
                .orElseThrow()
                .getTable(new ObjectPath("default", table))
                .getUnresolvedSchema()
                .getColumns()
                .stream()
                .flatMap(
                        column ->
                                column instanceof UnresolvedPhysicalColumn physical
                                        ? Stream.of((DataType) physical.getDataType())
                                        : Stream.empty())
                .map(DataType::getLogicalType)
                .map(type -> TypeText.print(type, LogicalType::asSerializableString))
                .toList();
    }

    private static TableEnvironment newSession() {
        TableEnvironment session = TableEnvironment.create(EnvironmentSettings.inBatchMode());
        MultimodalSql.install(session);
        return session;
    }

    private static List<String> rows(TableEnvironment session, String statement) {
        List<String> rows = new ArrayList<>();
        try (CloseableIterator<Row> all = session.executeSql(statement).collect()) {
            all.forEachRemaining(
                    row -> rows.add(row.getArity() == 1 ? "" + row.getField(0) : row.toString()));
        } catch (Exception e) {
            throw new AssertionError(statement, e);
        }
        return rows;
    }
}
