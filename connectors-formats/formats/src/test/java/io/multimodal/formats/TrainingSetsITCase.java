// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.planner.MultimodalSql;
import io.multimodal.support.Clusters;
import io.multimodal.support.Rows;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
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
    @RegisterExtension static final MiniClusterExtension CLUSTER = Clusters.shared();

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
                        Rows.of(
                                env,
                                "SELECT name, tensor.dtype, CARDINALITY(tensor.shape), TENSOR_MEAN(tensor) FROM tensors"))
                .containsExactlyInAnyOrder(
                        Row.of("encoder.weight", "float32", 2, 2.5),
                        Row.of("encoder.bias", "int64", 1, 0.0),
                        Row.of("name with %20, ünicode\nand ..", "uint8", 0, 7.0));
        assertThat(Rows.of(env, "SELECT COUNT(*) FROM tensors")).containsExactly(Row.of(3L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"safetensors", "npz"})
    void writesTensorsThatReadAsWritten(String format) throws Exception {
        copy("tensors/tensors." + format);
        table("tensors", files, TENSORS, format, "");
        table("written", temp.resolve("written"), "tensor TENSOR, name STRING", format, "");
        String named = " FROM tensors WHERE name LIKE 'encoder%'";

        env.executeSql("INSERT INTO written SELECT tensor, name" + named).await();

        assertThat(Rows.of(env, "SELECT name, CHECKSUM(tensor) FROM written"))
                .hasSize(2)
                .containsExactlyInAnyOrderElementsOf(
                        Rows.of(env, "SELECT name, CHECKSUM(tensor)" + named));
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

    @ParameterizedTest
    @ValueSource(strings = {"npz", "safetensors"})
    void refersToTensorsInPlace(String format) throws Exception {
        copy("tensors/tensors." + format);
        table("copied", files, TENSORS, format, "");
        table("in_place", files, TENSORS, format, ", '" + format + ".in-place' = 'true'");

        assertThat(
                        Rows.of(
                                env,
                                "SELECT COUNT(*) FROM in_place WHERE OBJECT_URI(tensor) LIKE 'ext:%'"))
                .containsExactly(Row.of(3L));
        assertThat(Rows.of(env, "SELECT CHECKSUM(tensor) FROM in_place"))
                .hasSize(3)
                .containsExactlyInAnyOrderElementsOf(
                        Rows.of(env, "SELECT CHECKSUM(tensor) FROM copied"));
        assertThat(
                        Rows.of(
                                env,
                                "SELECT TENSOR_MEAN(TENSOR_SLICE(tensor, ARRAY[1], ARRAY[2])) FROM in_place WHERE name = 'encoder.weight'"))
                .containsExactly(Row.of(4.0));
    }

    /** A row that refers to the file outlives it. */
    @Test
    void refusesATensorInPlaceOfAFileThatHasChangedSince() throws Exception {
        copy("tensors/tensors.safetensors");
        table("in_place", files, TENSORS, "safetensors", ", 'safetensors.in-place' = 'true'");
        table(
                "referred",
                temp.resolve("referred"),
                TENSORS,
                "multimodal",
                ", 'multimodal.format' = 'parquet'");
        env.executeSql("INSERT INTO referred SELECT * FROM in_place").await();
        String query = "SELECT TENSOR_MEAN(tensor) FROM referred WHERE name = 'encoder.weight'";
        assertThat(Rows.of(env, query)).containsExactly(Row.of(2.5));

        byte[] changed = resource("tensors/tensors.safetensors");
        changed[changed.length - 1] ^= 1;
        Files.write(files.resolve("tensors.safetensors"), changed);

        assertThatThrownBy(() -> Rows.of(env, query))
                .hasStackTraceContaining("ObjectChangedException")
                .hasStackTraceContaining("changed since it was referenced");
    }

    @Test
    void refusesCompressedArraysInPlace() throws Exception {
        copy("tensors/deflated.npz");
        table("in_place", files, TENSORS, "npz", ", 'npz.in-place' = 'true'");

        assertThatThrownBy(() -> Rows.of(env, "SELECT tensor FROM in_place"))
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
                        Rows.of(
                                env,
                                "SELECT TENSOR_MEAN(tensor) FROM tensors WHERE name IN ('encoder.weight', 'none')"))
                .containsExactly(Row.of(2.5));
        assertThatThrownBy(() -> Rows.of(env, "SELECT TENSOR_MEAN(tensor) FROM tensors"))
                .hasStackTraceContaining("npz failed for")
                .hasStackTraceContaining("damaged.npz#encoder.bias (tensor)");
        onError("null");
        assertThat(Rows.of(env, "SELECT name FROM tensors WHERE tensor IS NULL"))
                .containsExactly(Row.of("encoder.bias"));
    }

    @Test
    void leavesOutTheRestOfADamagedFile() throws Exception {
        byte[] whole = resource("tensors/tensors.safetensors");
        Files.write(files.resolve("cut"), Arrays.copyOf(whole, whole.length - 1));
        copy("tensors/tensors.safetensors");
        table("tensors", files, TENSORS, "safetensors", "");

        assertThatThrownBy(() -> Rows.of(env, "SELECT name FROM tensors"))
                .hasStackTraceContaining("safetensors failed for")
                .hasStackTraceContaining("bytes of elements; its header says");
        onError("null");
        assertThat(Rows.of(env, "SELECT name FROM tensors")).hasSize(3);
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
        assertThat(Rows.of(env, "SELECT name FROM written")).containsExactly(Row.of("a"));

        table("wrong", files, "name STRING, n INT", "npz", "");
        assertThatThrownBy(() -> Rows.of(env, "SELECT * FROM wrong"))
                .hasStackTraceContaining("A table of the format 'npz' has one column TENSOR");
    }

    @Test
    void readsWhatThePackageDatasetsWrites() throws Exception {
        copy("huggingface/images.parquet");
        embedded("images", files, "image IMAGE, label INT");

        assertThatThrownBy(() -> Rows.of(env, "SELECT image.width, label FROM images"))
                .hasStackTraceContaining("the format multimodal failed for the column image");
        onError("null");
        assertThat(Rows.of(env, "SELECT image.width, image.content_type, label FROM images"))
                .containsExactly(
                        Row.of(8, "image/png", 0),
                        Row.of(9, "image/png", 1),
                        Row.of(null, null, 2),
                        Row.of(null, null, 3));
        assertThat(Rows.of(env, "SELECT label FROM images WHERE label > 1")).hasSize(2);
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

        assertThat(Rows.of(env, "SELECT id, CHECKSUM(image), small[1].width, text FROM written"))
                .hasSize(2)
                .containsExactlyInAnyOrderElementsOf(
                        Rows.of(
                                env,
                                "SELECT CAST(label AS BIGINT), CHECKSUM(image), 4, 'a' FROM images WHERE label < 2"));
        for (Path file : written(folder)) {
            assertThat(new String(Files.readAllBytes(file), ISO_8859_1))
                    .contains(
                            "{\"info\":{\"features\":{\"id\":{\"dtype\":\"int64\",\"_type\":\"Value\"},\"image\":{\"_type\":\"Image\"},\"small\":{\"feature\":{\"_type\":\"Image\"},\"_type\":\"List\"},\"text\":{\"dtype\":\"string\",\"_type\":\"Value\"}}}}");
        }
        table("plain", folder, "id BIGINT, image ROW<`bytes` BYTES, `path` STRING>", "parquet", "");
        assertThat(Rows.of(env, "SELECT CHECKSUM(TO_IMAGE(image.`bytes`)) FROM plain"))
                .containsExactlyInAnyOrderElementsOf(
                        Rows.of(env, "SELECT CHECKSUM(image) FROM written"));
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
        assertThat(Rows.of(env, "SELECT image.width, label FROM small"))
                .containsExactlyInAnyOrder(Row.of(4, 0L), Row.of(4, 1L));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void readsMediaOfLinksAndWritesLinks(boolean inPlace) throws Exception {
        byte[] image = resource("links/a.png");
        Files.write(files.resolve("a b.png"), image);
        Files.write(files.resolve("x%20y.png"), image);
        Path lines = Files.createDirectory(temp.resolve("lines"));
        Files.writeString(
                lines.resolve("0.txt"),
                "a b.png\nx%20y.png\n"
                        + files.resolve("a b.png").toUri()
                        + "\nmissing.png\n../lines/0.txt\n");
        String base = ", 'multimodal.links.base' = '" + files.toUri() + "'";
        linked(
                "raw",
                "links",
                lines,
                "image IMAGE",
                base + ", 'multimodal.links.in-place' = '" + inPlace + "'");

        assertThatThrownBy(() -> Rows.of(env, "SELECT image FROM links"))
                .hasStackTraceContaining("the format multimodal failed for the column image");
        onError("null");
        assertThat(Rows.of(env, "SELECT image.width, OBJECT_URI(image) LIKE 'ext:%' FROM links"))
                .containsExactlyInAnyOrder(
                        Row.of(8, inPlace),
                        Row.of(8, inPlace),
                        Row.of(8, inPlace),
                        Row.of(null, null),
                        Row.of(null, null));
        linked("parquet", "written", temp.resolve("written"), "id INT, image IMAGE", base);
        env.executeSql("INSERT INTO written SELECT 1, image FROM links WHERE image IS NOT NULL")
                .await();
        table("texts", temp.resolve("written"), "id INT, image STRING", "parquet", "");
        String first = inPlace ? "a b.png" : null;
        assertThat(Rows.of(env, "SELECT image FROM texts"))
                .containsExactlyInAnyOrder(
                        Row.of(first), Row.of(first), Row.of(inPlace ? "x%20y.png" : null));
        linked("raw", "no_base", lines, "image IMAGE", ", 'multimodal.links.base' = 'files'");
        assertThatThrownBy(() -> Rows.of(env, "SELECT image FROM no_base"))
                .hasStackTraceContaining("'multimodal.links.base' is 'files'; it is the URI");
    }

    /** Links lead from the folder of their own file, and so do paths of Hugging Face. */
    @Test
    void readsLinksRelativeToTheFileThatHoldsThem() throws Exception {
        for (String name : List.of("one", "two")) {
            Path images = Files.createDirectories(files.resolve(name + " set/images"));
            Files.write(images.resolve(name + " 1.png"), resource("links/a.png"));
            Files.writeString(
                    files.resolve(name + " set/list.txt"), "images/" + name + " 1.png\n../x.png\n");
        }
        onError("null");

        linked(
                "raw",
                "sets",
                files,
                "image IMAGE",
                ", 'multimodal.links.in-place' = 'true', 'source.path.regex-pattern' = '.*/list.txt'");
        assertThat(Rows.of(env, "SELECT image.width, OBJECT_URI(image) LIKE 'ext:%' FROM sets"))
                .containsExactlyInAnyOrder(
                        Row.of(8, true), Row.of(8, true), Row.of(null, null), Row.of(null, null));

        Path rows = files.resolve("rows");
        Files.write(
                Files.createDirectory(files.resolve("base")).resolve("0.png"),
                resource("links/a.png"));
        table("paths", rows, "image ROW<`bytes` BYTES, `path` STRING>, id INT", "parquet", "");
        env.executeSql(
                        "INSERT INTO paths SELECT ROW(CAST(NULL AS BYTES), path), id FROM (VALUES ('0.png', 1), ('no.png', 2), ('/etc/passwd', 3), ('s3://other/x.png', 4)) AS t (path, id)")
                .await();
        table(
                "embedded",
                rows,
                "image IMAGE, id INT",
                "multimodal",
                ", 'multimodal.format' = 'parquet', 'multimodal.reference' = 'huggingface', 'multimodal.links.base' = '%s'"
                        .formatted(files.resolve("base").toUri()));
        assertThat(Rows.of(env, "SELECT id, image.width FROM embedded"))
                .containsExactlyInAnyOrder(
                        Row.of(1, 8), Row.of(2, null), Row.of(3, null), Row.of(4, null));
    }

    @Test
    void readsTheImagesOfACocoDocument() throws Exception {
        Files.write(
                Files.createDirectory(files.resolve("images")).resolve("a.png"),
                resource("links/a.png"));
        Path document = files.resolve("instances.json");
        Files.writeString(
                document,
                """
                {"annotations": [{"id": 1, "image_id": 7, "category_id": 2, "bbox": [1, 2, 4, 5.5]}, {"id": 2, "image_id": 99}],
                 "images": [{"id": 7, "file_name": "a.png"}, {"id": 8, "file_name": "missing.png"}],
                 "categories": [{"id": 2, "name": "cat"}]}
                """);
        linked(
                "coco",
                "instances",
                document,
                "image IMAGE, id BIGINT, annotations ARRAY<ROW<category STRING, bbox ROW<x DOUBLE, y DOUBLE, w DOUBLE, h DOUBLE>>>",
                ", 'multimodal.links.base' = '" + files.resolve("images").toUri() + "'");

        assertThatThrownBy(() -> Rows.of(env, "SELECT id, annotations FROM instances"))
                .hasStackTraceContaining("coco failed for")
                .hasStackTraceContaining("the document has no image 99");
        onError("null");
        assertThat(
                        Rows.of(
                                env,
                                "SELECT id, image.width, category, IMAGE_CROP(image, CAST(bbox.x AS INT), CAST(bbox.y AS INT), CAST(bbox.w AS INT), CAST(bbox.h AS INT)).height FROM instances CROSS JOIN UNNEST(annotations) AS a (category, bbox)"))
                .containsExactly(Row.of(7L, 8, "cat", 4));
        assertThat(
                        Rows.of(
                                env,
                                "SELECT id, image IS NULL, CARDINALITY(annotations) FROM instances"))
                .containsExactlyInAnyOrder(Row.of(7L, false, 1), Row.of(8L, true, 0));
    }

    private void linked(String format, String name, Path folder, String columns, String more) {
        table(
                name,
                folder,
                columns,
                "multimodal",
                ", 'multimodal.format' = '%s', 'multimodal.reference' = 'link'%s"
                        .formatted(format, more));
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

        assertThat(Rows.of(env, statements.get(1)))
                .containsExactlyInAnyOrder(
                        Row.of("encoder.weight", "float32", new Long[] {2L, 3L}),
                        Row.of("encoder.bias", "int64", new Long[] {2L}));
        env.executeSql(statements.get(2));
        env.executeSql(statements.get(3)).await();
        assertThat(Rows.of(env, "SELECT name, TENSOR_MEAN(weight) FROM arrays"))
                .containsExactlyInAnyOrder(
                        Row.of("encoder.weight", 1.0), Row.of("encoder.bias", 1.0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"train.tfrecord", "train.tfrecord.gz"})
    void readsExamplesOfThePackageTfrecord(String name) throws Exception {
        byte[] records = resource("tfrecord/train.tfrecord");
        try (OutputStream file = Files.newOutputStream(files.resolve(name));
                OutputStream out = name.endsWith(".gz") ? new GZIPOutputStream(file) : file) {
            out.write(records);
        }
        table(
                "train",
                files,
                "image IMAGE, label BIGINT, text STRING, weights ARRAY<FLOAT>, ids ARRAY<BIGINT>, absent INT",
                "tfrecord",
                "");

        assertThat(
                        Rows.of(
                                env,
                                "SELECT image.width, label, text, weights, ids[2], absent FROM train"))
                .containsExactlyInAnyOrder(
                        Row.of(8, -1L, "caption 0", new Float[] {0.5f, 0f}, 1L << 40, null),
                        Row.of(9, 0L, "caption 1", new Float[] {0.5f, 1f}, 1L << 40, null),
                        Row.of(10, 1L, "caption 2", new Float[] {0.5f, 2f}, 1L << 40, null));
    }

    @Test
    void leavesOutARecordWithAWrongChecksum() throws Exception {
        byte[] records = resource("tfrecord/train.tfrecord");
        records[40] ^= 1;
        Files.write(files.resolve("0.tfrecord"), records);
        table("train", files, "label INT, weights FLOAT", "tfrecord", "");

        assertThatThrownBy(() -> Rows.of(env, "SELECT label FROM train"))
                .hasStackTraceContaining("tfrecord failed for")
                .hasStackTraceContaining("its content has a wrong checksum");
        onError("null");
        assertThat(Rows.of(env, "SELECT label, weights FROM train"))
                .as("two weights are no FLOAT")
                .containsExactly(Row.of(0, null), Row.of(1, null));
    }

    /** Equal to what the package writes, with the columns in its order. */
    @Test
    void writesExamples() throws Exception {
        copy("tfrecord/train.tfrecord");
        String columns =
                "ids ARRAY<BIGINT>, label BIGINT, text STRING, weights ARRAY<FLOAT>, image IMAGE";
        table("train", files, columns, "tfrecord", "");
        Path folder = temp.resolve("written");
        table("written", folder, columns, "tfrecord", ", 'sink.parallelism' = '1'");

        env.executeSql("INSERT INTO written SELECT * FROM train").await();

        assertThat(Files.readAllBytes(written(folder).get(0)))
                .isEqualTo(resource("tfrecord/train.tfrecord"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain/shard.00000.mds", "zstd/shard.00000.mds.zstd"})
    void readsShardsOfThePackageStreaming(String shard) throws Exception {
        copy("mds/" + shard);
        copy("mds/plain/index.json");
        table(
                "train",
                files,
                "image IMAGE, label BIGINT, text STRING, price DECIMAL(5, 2), score DOUBLE, big DECIMAL(20, 0), `any` INT, doc STRING, grid BYTES",
                "mds",
                "");

        assertThat(
                        Rows.of(
                                env,
                                "SELECT image.width, label, text, price, score, big, `any`, JSON_VALUE(doc, '$.i'), CHAR_LENGTH(CAST(grid AS STRING)) FROM train WHERE label < 1"))
                .containsExactlyInAnyOrder(
                        mds(0, "9223372036854775808"), mds(1, "9223372036854775809"));
        table("grids", files, "grid DOUBLE", "mds", "");
        assertThatThrownBy(() -> Rows.of(env, "SELECT grid FROM grids"))
                .hasStackTraceContaining("the encoding 'ndarray:float32:2,2', which is not read");
        table("others", files, "other INT", "mds", "");
        assertThatThrownBy(() -> Rows.of(env, "SELECT other FROM others"))
                .hasStackTraceContaining("the shard has no column 'other'");
    }

    private static Row mds(int i, String big) {
        return Row.of(
                8 + i,
                i - 1L,
                "caption " + i,
                new BigDecimal("1.50"),
                0.5 + i,
                new BigDecimal(big),
                -i,
                Integer.toString(i),
                16);
    }

    @Test
    void writesNamedShardsWithTheIndexThatThePackagesRead() throws Exception {
        copy("mds/plain/shard.00000.mds");
        table("train", files, "image IMAGE, label INT, text STRING", "mds", "");
        String named =
                ", 'sink.parallelism' = '1', 'sink.partition-commit.policy.kind' = 'custom', 'sink.partition-commit.policy.class' = '%s'";
        Path mds = temp.resolve("mds");
        table(
                "mds",
                mds,
                "image IMAGE, label INT, text STRING",
                "mds",
                named.formatted("io.multimodal.formats.mds.MdsShards"));
        Path tars = temp.resolve("tars");
        table(
                "tars",
                tars,
                "__key__ STRING, png IMAGE",
                "webdataset",
                named.formatted("io.multimodal.formats.webdataset.WebDatasetShards"));

        for (int i = 0; i < 2; i++) {
            env.executeSql("INSERT INTO mds SELECT * FROM train").await();
            env.executeSql(
                            "INSERT INTO tars SELECT 'a/' || text, image FROM train WHERE label <> "
                                    + i)
                    .await();
        }

        assertThat(names(mds)).containsExactly("index.json", "shard.00000.mds", "shard.00001.mds");
        assertThat(Files.readString(mds.resolve("index.json")))
                .startsWith("{\"shards\": [{\"column_encodings\": [\"bytes\", \"int32\", \"str\"],")
                .contains("\"raw_data\": {\"basename\": \"shard.00001.mds\", \"bytes\": ")
                .endsWith("\"samples\": 3, \"zip_data\": null}], \"version\": 2}");
        assertThat(Rows.of(env, "SELECT COUNT(*), MIN(image.width) FROM mds"))
                .containsExactly(Row.of(6L, 8));
        assertThat(names(tars))
                .containsExactly(
                        "_shard-000000.tar.members",
                        "_shard-000001.tar.members",
                        "index.json",
                        "shard-000000.tar",
                        "shard-000001.tar");
        assertThat(Files.readString(tars.resolve("index.json")))
                .startsWith(
                        "{\"wids_version\": 1, \"shardlist\": [{\"url\": \"shard-000000.tar\", \"nsamples\": 2, \"filesize\": ");
        assertThat(Rows.of(env, "SELECT COUNT(png) FROM tars")).containsExactly(Row.of(4L));

        damageTheFirstHeader(tars.resolve("shard-000000.tar"));
        String second = "SELECT png.width FROM tars WHERE __key__ = 'a/caption 2'";
        assertThat(Rows.of(env, second)).as("by the index").containsExactly(Row.of(10));
        Files.delete(tars.resolve("_shard-000000.tar.members"));
        assertThatThrownBy(() -> Rows.of(env, second))
                .as("from the beginning")
                .hasStackTraceContaining("there is no whole tar header at byte 0");
    }

    /** At the time that the index names. */
    private static void damageTheFirstHeader(Path shard) throws Exception {
        FileTime modified = Files.getLastModifiedTime(shard);
        byte[] damaged = Files.readAllBytes(shard);
        damaged[130] = (byte) 0xff; // within the size
        Files.write(shard, damaged);
        Files.setLastModifiedTime(shard, modified);
    }

    /** The statements of docs/formats.md, as they are. */
    @Test
    void thePagesOfShardsRun() throws Exception {
        Path mds = Files.createDirectory(temp.resolve("mds"));
        Files.write(mds.resolve("0.mds"), resource("mds/plain/shard.00000.mds"));
        Path examples = Files.createDirectory(temp.resolve("examples"));
        Files.write(examples.resolve("0"), resource("tfrecord/train.tfrecord"));
        List<String> page = statements("## Mosaic MDS");
        env.executeSql(page.get(0));
        assertThat(Rows.of(env, page.get(1)))
                .containsExactlyInAnyOrder(Row.of(8, -1, "caption 0"), Row.of(9, 0, "caption 1"));
        env.executeSql(page.get(2));
        env.executeSql(page.get(3)).await();
        assertThat(Rows.of(env, "SELECT DISTINCT image.content_type FROM written"))
                .containsExactly(Row.of("image/jpeg"));

        page = statements("## TFRecord");
        env.executeSql(page.get(0));
        assertThat(Rows.of(env, page.get(1)))
                .hasSize(3)
                .contains(Row.of(9, 0L, new Float[] {0.5f, 1f}));
        env.executeSql(page.get(2));
        env.executeSql(page.get(3)).await();
        assertThat(Rows.of(env, "SELECT image.width, label FROM records"))
                .containsExactlyInAnyOrder(Row.of(4, -1L), Row.of(4, 0L), Row.of(4, 1L));
    }

    @Test
    void theExampleRuns() throws Exception {
        String script =
                Files.readString(Path.of("../../examples/training-sets.sql"))
                        .replaceAll("(?m)^--.*$", "")
                        .replace("${folder}", temp.resolve("example").toString());
        List<List<Row>> results = new ArrayList<>();
        for (String statement : Pattern.compile(";\\s*\n").splitAsStream(script.strip()).toList()) {
            if (statement.strip().startsWith("SELECT")) {
                results.add(Rows.of(env, statement));
            } else if (statement.strip().startsWith("INSERT")) {
                env.executeSql(statement).await();
            } else if (statement.strip().startsWith("SET")) {
                String[] parts = statement.split("'", -1);
                env.getConfig().set(parts[1], parts[3]);
            } else {
                env.executeSql(statement.replaceAll(";\\s*$", ""));
            }
        }
        assertThat(results.get(0)).containsExactly(Row.of("train/2", 16, "dog"));
        assertThat(results.get(1))
                .containsExactlyInAnyOrder(Row.of(8, "cat"), Row.of(16, "dog"), Row.of(24, "cat"));
        assertThat(results.get(2)).contains(Row.of(24, "cat", new Long[] {24L, 8L}));
        assertThat(results.get(3)).hasSize(3);
        assertThat(results.get(4)).containsExactly(Row.of("dog.2", new Long[] {3L, 8L, 16L}));
        assertThat(results.get(5))
                .containsExactlyInAnyOrder(
                        Row.of("cat.1.npy", "float32"),
                        Row.of("dog.2.npy", "float32"),
                        Row.of("cat.3.npy", "float32"));
        assertThat(results.get(6))
                .containsExactlyInAnyOrder(
                        Row.of(1, "cat", 24.0, 4),
                        Row.of(2, "dog", 48.0, 8),
                        Row.of(3, "cat", 72.0, 12));
    }

    private static List<String> names(Path folder) throws Exception {
        return written(folder).stream().map(file -> file.getFileName().toString()).toList();
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
}
