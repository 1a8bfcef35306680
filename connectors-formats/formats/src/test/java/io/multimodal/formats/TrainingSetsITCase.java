// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.planner.MultimodalSql;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
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

/** Files of the Python packages of training sets as tables; make.py beside each made it. */
@Timeout(120)
class TrainingSetsITCase {
    @RegisterExtension static final MiniClusterExtension CLUSTER = new MiniClusterExtension();

    private static final String TENSORS = "name STRING, tensor TENSOR";

    @TempDir private Path temp;
    private Path files;
    private TableEnvironment env;

    @BeforeEach
    void start() throws Exception {
        files = Files.createDirectory(temp.resolve("files"));
        env = environment();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tensors.safetensors", "tensors.npz", "deflated.npz"})
    void readsEachTensorAsARow(String file) throws Exception {
        String format = file.substring(file.indexOf('.') + 1);
        copy("tensors/" + file);
        table("tensors", files, TENSORS, format, "");

        assertThat(
                        rows(
                                "SELECT name, tensor.dtype, CARDINALITY(tensor.shape), TENSOR_MEAN(tensor) FROM tensors"))
                .containsExactlyInAnyOrder(
                        Row.of("encoder.weight", "float32", 2, 2.5),
                        Row.of("encoder.bias", "int64", 1, 0.0),
                        Row.of("name with %20, ünicode\nand ..", "uint8", 0, 7.0));
        assertThat(rows("SELECT COUNT(*) FROM tensors")).containsExactly(Row.of(3L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"safetensors", "npz"})
    void writesTensorsThatReadAsWritten(String format) throws Exception {
        copy("tensors/tensors." + format);
        table("tensors", files, TENSORS, format, "");
        table("written", temp.resolve("written"), "tensor TENSOR, name STRING", format, "");
        String named = " FROM tensors WHERE name LIKE 'encoder%'";

        env.executeSql("INSERT INTO written SELECT tensor, name" + named).await();

        assertThat(rows("SELECT name, CHECKSUM(tensor) FROM written"))
                .hasSize(2)
                .containsExactlyInAnyOrderElementsOf(rows("SELECT name, CHECKSUM(tensor)" + named));
    }

    @Test
    void writesTheBytesThatThePackageWrites() throws Exception {
        copy("tensors/tensors.safetensors");
        table("tensors", files, TENSORS, "safetensors", "");
        Path folder = temp.resolve("written");
        table("written", folder, TENSORS, "safetensors", ", 'sink.parallelism' = '1'");

        env.executeSql("INSERT INTO written SELECT * FROM tensors").await();

        assertThat(Files.readAllBytes(written(folder).get(0)))
                .isEqualTo(resource("tensors/tensors.safetensors"));
    }

    @Test
    void refersToArraysInPlaceUnlessTheyAreCompressed() throws Exception {
        copy("tensors/tensors.npz");
        table("copied", files, TENSORS, "npz", "");
        table("in_place", files, TENSORS, "npz", ", 'npz.in-place' = 'true'");

        assertThat(rows("SELECT COUNT(*) FROM in_place WHERE OBJECT_URI(tensor) LIKE 'ext:%'"))
                .containsExactly(Row.of(3L));
        assertThat(rows("SELECT CHECKSUM(tensor) FROM in_place"))
                .hasSize(3)
                .containsExactlyInAnyOrderElementsOf(rows("SELECT CHECKSUM(tensor) FROM copied"));
        copy("tensors/deflated.npz");
        assertThatThrownBy(() -> rows("SELECT tensor FROM in_place"))
                .hasStackTraceContaining("it cannot be read in place");
    }

    /** The other tensor is damaged. */
    @Test
    void readsOnlyTheTensorsThatAreNamed() throws Exception {
        byte[] npz = resource("tensors/deflated.npz");
        int second = new String(npz, ISO_8859_1).indexOf("bias");
        Arrays.fill(npz, second + 20, second + 60, (byte) 0);
        Files.write(files.resolve("damaged.npz"), npz);
        table("tensors", files, TENSORS, "npz", "");

        assertThat(
                        rows(
                                "SELECT TENSOR_MEAN(tensor) FROM tensors WHERE name IN ('encoder.weight', 'none')"))
                .containsExactly(Row.of(2.5));
        assertThatThrownBy(() -> rows("SELECT TENSOR_MEAN(tensor) FROM tensors"))
                .hasStackTraceContaining("npz failed for")
                .hasStackTraceContaining("damaged.npz#encoder.bias (tensor)");
        onError("null");
        assertThat(rows("SELECT name FROM tensors WHERE tensor IS NULL"))
                .containsExactly(Row.of("encoder.bias"));
    }

    @Test
    void leavesOutTheRestOfADamagedFile() throws Exception {
        byte[] whole = resource("tensors/tensors.safetensors");
        Files.write(files.resolve("cut"), Arrays.copyOf(whole, whole.length - 1));
        copy("tensors/tensors.safetensors");
        table("tensors", files, TENSORS, "safetensors", "");

        assertThatThrownBy(() -> rows("SELECT name FROM tensors"))
                .hasStackTraceContaining("safetensors failed for")
                .hasStackTraceContaining("bytes of elements; its header says");
        onError("null");
        assertThat(rows("SELECT name FROM tensors")).hasSize(3);
    }

    @Test
    void refusesRowsThatAFileOfTensorsCannotHold() throws Exception {
        copy("tensors/tensors.npz");
        table("tensors", files, TENSORS, "npz", "");
        table("written", temp.resolve("written"), TENSORS, "npz", ", 'sink.parallelism' = '1'");
        String insert =
                "INSERT INTO written SELECT v.name, tensor FROM tensors CROSS JOIN (VALUES ('a'), ('a'), ('../b'), (CAST(NULL AS STRING))) AS v (name) WHERE tensors.name = 'encoder.bias'";

        assertThatThrownBy(() -> env.executeSql(insert).await())
                .hasStackTraceContaining("npz failed for a row");
        onError("null");
        env.executeSql(insert).await();
        assertThat(rows("SELECT name FROM written")).containsExactly(Row.of("a"));

        table("wrong", files, "name STRING, n INT", "npz", "");
        assertThatThrownBy(() -> rows("SELECT * FROM wrong"))
                .hasStackTraceContaining("A table of the format 'npz' has one column TENSOR");
    }

    @Test
    void readsWhatThePackageDatasetsWrites() throws Exception {
        copy("huggingface/images.parquet");
        embedded("images", files, "image IMAGE, label INT");

        assertThatThrownBy(() -> rows("SELECT image.width, label FROM images"))
                .hasStackTraceContaining("the format multimodal failed for the column image");
        onError("null");
        assertThat(rows("SELECT image.width, image.content_type, label FROM images"))
                .containsExactly(
                        Row.of(8, "image/png", 0),
                        Row.of(9, "image/png", 1),
                        Row.of(null, null, 2),
                        Row.of(null, null, 3));
        assertThat(rows("SELECT label FROM images WHERE label > 1")).hasSize(2);
    }

    @Test
    void writesWhatThePackageDatasetsReads() throws Exception {
        copy("huggingface/images.parquet");
        onError("null");
        embedded("images", files, "image IMAGE, label INT");
        Path folder = temp.resolve("written");
        embedded("written", folder, "id BIGINT, image IMAGE, small ARRAY<IMAGE>, text STRING");

        env.executeSql(
                        "INSERT INTO written SELECT label, image, ARRAY[IMAGE_RESIZE(image, 4, 4)], 'a' FROM images WHERE label < 2")
                .await();

        assertThat(rows("SELECT id, CHECKSUM(image), small[1].width, text FROM written"))
                .hasSize(2)
                .containsExactlyInAnyOrderElementsOf(
                        rows(
                                "SELECT CAST(label AS BIGINT), CHECKSUM(image), 4, 'a' FROM images WHERE label < 2"));
        for (Path file : written(folder)) {
            assertThat(new String(Files.readAllBytes(file), ISO_8859_1))
                    .contains(
                            "{\"info\":{\"features\":{\"id\":{\"dtype\":\"int64\",\"_type\":\"Value\"},\"image\":{\"_type\":\"Image\"},\"small\":{\"feature\":{\"_type\":\"Image\"},\"_type\":\"List\"},\"text\":{\"dtype\":\"string\",\"_type\":\"Value\"}}}}");
        }
        table("plain", folder, "id BIGINT, image ROW<`bytes` BYTES, `path` STRING>", "parquet", "");
        assertThat(rows("SELECT CHECKSUM(TO_IMAGE(image.`bytes`)) FROM plain"))
                .containsExactlyInAnyOrderElementsOf(rows("SELECT CHECKSUM(image) FROM written"));
    }

    /** The statements of docs/formats.md, as they are. */
    @Test
    void thePageOfHuggingFaceRuns() throws Exception {
        Path train = Files.createDirectory(temp.resolve("train"));
        copy("huggingface/images.parquet");
        embedded("images", files, "image IMAGE, label INT");
        onError("null");
        List<String> statements = statements("## Hugging Face");
        env.executeSql(statements.get(0));
        env.executeSql(statements.get(1));
        env.executeSql("INSERT INTO train SELECT image, label FROM images").await();
        assertThat(written(train)).isNotEmpty();
        env.executeSql(statements.get(2)).await();
        assertThat(rows("SELECT image.width, label FROM small"))
                .containsExactlyInAnyOrder(Row.of(4, 0L), Row.of(4, 1L));
    }

    private void embedded(String name, Path folder, String columns) {
        table(
                name,
                folder,
                columns,
                "multimodal",
                ", 'multimodal.format' = 'parquet', 'multimodal.reference' = 'huggingface'");
    }

    /** The statements of docs/formats.md, as they are. */
    @Test
    void thePageOfTensorsRuns() throws Exception {
        Path weights = Files.createDirectory(temp.resolve("weights"));
        Files.write(weights.resolve("0.safetensors"), resource("tensors/tensors.safetensors"));
        List<String> statements = statements("## Tensors in");
        env.executeSql(statements.get(0));

        assertThat(rows(statements.get(1)))
                .containsExactlyInAnyOrder(
                        Row.of("encoder.weight", "float32", new Long[] {2L, 3L}),
                        Row.of("encoder.bias", "int64", new Long[] {2L}));
        env.executeSql(statements.get(2));
        env.executeSql(statements.get(3)).await();
        assertThat(rows("SELECT name, TENSOR_MEAN(weight) FROM arrays"))
                .containsExactlyInAnyOrder(
                        Row.of("encoder.weight", 1.0), Row.of("encoder.bias", 1.0));
    }

    private List<String> statements(String heading) throws Exception {
        String page = Files.readString(Path.of("../../docs/formats.md"));
        String part = page.substring(page.indexOf(heading));
        String block = part.substring(part.indexOf("```sql") + 6);
        return Pattern.compile(";\\s*\n")
                .splitAsStream(
                        block.substring(0, block.indexOf("```"))
                                .replace("file:///data", temp.toUri().toString()))
                .toList();
    }

    private void copy(String resource) throws Exception {
        Files.write(
                files.resolve(resource.substring(resource.lastIndexOf('/') + 1)),
                resource(resource));
    }

    private static byte[] resource(String name) throws Exception {
        try (InputStream in = TrainingSetsITCase.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    private static List<Path> written(Path folder) throws Exception {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private void table(String name, Path folder, String columns, String format, String more) {
        env.executeSql(
                "CREATE TABLE %s (%s) WITH ('connector' = 'filesystem', 'path' = '%s', 'format' = '%s'%s)"
                        .formatted(name, columns, folder.toUri(), format, more));
    }

    private void onError(String policy) {
        env.getConfig().set("multimodal.on-error", policy);
    }

    private TableEnvironment environment() {
        Configuration options = new Configuration();
        options.setString("multimodal.stores.test.uri", temp.resolve("store").toUri().toString());
        options.setString("multimodal.external.files.prefix", files.toUri().toString());
        TableEnvironment created =
                TableEnvironment.create(
                        EnvironmentSettings.newInstance()
                                .inBatchMode()
                                .withConfiguration(options)
                                .build());
        MultimodalSql.install(created);
        created.executeSql("LOAD MODULE multimodal");
        return created;
    }

    private List<Row> rows(String query) throws Exception {
        List<Row> rows = new ArrayList<>();
        try (CloseableIterator<Row> all = env.executeSql(query).collect()) {
            all.forEachRemaining(rows::add);
        }
        return rows;
    }
}
