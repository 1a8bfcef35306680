// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.webdataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.multimodal.formats.coco.CocoFormatFactory;
import io.multimodal.formats.spi.SampleColumn;
import io.multimodal.formats.spi.SampleValues;
import io.multimodal.formats.spi.SampleWriter;
import io.multimodal.media.content.ArrayHandle;
import io.multimodal.media.tensor.TensorData;
import io.multimodal.media.tensor.file.FileTensor;
import io.multimodal.media.tensor.file.NpzFile;
import io.multimodal.media.tensor.file.SafetensorsFile;
import io.multimodal.media.tensor.file.SafetensorsWriter;
import io.multimodal.store.ObjectHandle;
import io.multimodal.store.external.ExternalObjects;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.ExternalRef;
import io.multimodal.store.ref.InlineRef;
import io.multimodal.types.DType;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.VarBinaryType;
import org.apache.flink.table.types.logical.VarCharType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files of outside tools are read here, and files that are written here are read by the tools: both
 * sides name the same tensors and members, with the same digests.
 */
class OutsideToolsITCase {
    private static final String LONG_NAME = "n".repeat(150);

    @TempDir private Path folder;

    @Test
    void numpySafetensorsAndWebdatasetAgreeOnFilesOfBothSides() throws Exception {
        PythonPackages.install();
        Path script = script();
        PythonPackages.run(script, "write", folder.toString());
        writeOurs();
        int facts = 0;
        for (String file :
                List.of(
                        "theirs.npy",
                        "theirs.npz",
                        "theirs-deflated.npz",
                        "theirs.safetensors",
                        "theirs.tar",
                        "ours.npy",
                        "ours.safetensors",
                        "ours.tar")) {
            String tool = PythonPackages.run(script, "facts", folder.resolve(file).toString());
            assertThat(facts(file)).as(file).isEqualTo(tool.lines().toList()).isNotEmpty();
            facts += facts(file).size();
        }
        assertThat(facts).as("tensors and members of all files").isEqualTo(112);
    }

    @Test
    void pycocotoolsReadsAndEvaluatesDocumentsThatAreWrittenHere() throws Exception {
        PythonPackages.install();
        Path script = script();
        List<SampleColumn> columns =
                List.of(
                        new SampleColumn("image", new VarCharType(VarCharType.MAX_LENGTH)),
                        new SampleColumn(
                                "annotations",
                                DataTypes.ARRAY(
                                                DataTypes.ROW(
                                                        DataTypes.FIELD(
                                                                "category", DataTypes.STRING()),
                                                        DataTypes.FIELD(
                                                                "bbox",
                                                                DataTypes.ARRAY(
                                                                        DataTypes.DOUBLE())),
                                                        DataTypes.FIELD(
                                                                "iscrowd", DataTypes.BOOLEAN())))
                                        .getLogicalType()));
        Path document = folder.resolve("ours.json");
        try (OutputStream out = Files.newOutputStream(document)) {
            SampleWriter writer =
                    new CocoFormatFactory().format(new Configuration()).writer(out, columns);
            for (String image : List.of("größe 1.jpg", "b/2.jpg")) {
                writer.write(
                        new SampleValues(
                                columns,
                                List.of(
                                        StringData.fromString(image),
                                        new GenericArrayData(
                                                new Object[] {
                                                    box("dog", null, 10, 20, 30, 40.5),
                                                    box("cat", false, 0, 0, 8, 8),
                                                    box("cat", true, 100, 100, 50, 50)
                                                }))));
            }
            writer.finish();
        }

        assertThat(PythonPackages.run(script, "facts", document.toString()))
                .isEqualTo(
                        """
                        größe 1.jpg\t2\tdog\t[10.0, 20.0, 30.0, 40.5]\t1215.0\t0
                        größe 1.jpg\t1\tcat\t[0.0, 0.0, 8.0, 8.0]\t64.0\t0
                        größe 1.jpg\t1\tcat\t[100.0, 100.0, 50.0, 50.0]\t2500.0\t1
                        b/2.jpg\t2\tdog\t[10.0, 20.0, 30.0, 40.5]\t1215.0\t0
                        b/2.jpg\t1\tcat\t[0.0, 0.0, 8.0, 8.0]\t64.0\t0
                        b/2.jpg\t1\tcat\t[100.0, 100.0, 50.0, 50.0]\t2500.0\t1
                        precision\t1.000
                        """);
    }

    private static RowData box(String category, Boolean crowd, double... numbers) {
        return GenericRowData.of(
                StringData.fromString(category), new GenericArrayData(numbers), crowd);
    }

    private Path script() throws IOException {
        Path script = folder.resolve("outside_tools.py");
        try (InputStream in = getClass().getResourceAsStream("outside_tools.py")) {
            Files.copy(in, script);
        }
        return script;
    }

    @ParameterizedTest
    @ValueSource(strings = {"gnu", "pax", "ustar"})
    void readsTheShardsOfGnuTar(String format) throws Exception {
        assumeGnuTar();
        Path files = Files.createDirectories(folder.resolve("files/a b/ü"));
        Map<String, String> expected = new TreeMap<>();
        for (String name : List.of("x.txt", "x.y.cls", "z.bin")) {
            Files.writeString(files.resolve(name), format + name.repeat(200));
            expected.put("a b/ü/" + name, sha256(Files.readAllBytes(files.resolve(name))));
        }
        Path shard = folder.resolve("theirs.tar");
        tar("--format=" + format, "--sort=name", "-C", folder.resolve("files").toString(), "-cf")
                .apply(shard, "a b");

        assertThat(members(shard)).isEqualTo(expected);
    }

    @Test
    void gnuTarReadsShardsThatAreWrittenHere() throws Exception {
        assumeGnuTar();
        writeOurs();
        Path out = Files.createDirectory(folder.resolve("out"));

        tar("-C", out.toString(), "-xf").apply(folder.resolve("ours.tar"));

        Map<String, String> extracted = new TreeMap<>();
        try (var files = Files.walk(out)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                extracted.put(out.relativize(file).toString(), sha256(Files.readAllBytes(file)));
            }
        }
        assertThat(extracted).isEqualTo(members(folder.resolve("ours.tar"))).hasSize(8);
    }

    private void writeOurs() throws IOException {
        TensorData floats = TensorData.of(new float[] {1, -2.5f, 3, 4, 5, 6}, 2, 3);
        Files.write(folder.resolve("ours.npy"), floats.object());
        SafetensorsWriter tensors = new SafetensorsWriter();
        for (DType type : DType.values()) {
            // The package reads bfloat16 with torch alone.
            if (type != DType.BFLOAT16) {
                tensors.add(
                        "größe." + type, new ArrayHandle(TensorData.zeros(type, 2, 0, 3).object()));
            }
        }
        tensors.add("floats", new ArrayHandle(floats.object()));
        try (OutputStream out = Files.newOutputStream(folder.resolve("ours.safetensors"))) {
            tensors.writeTo(out);
        }
        List<SampleColumn> columns =
                List.of(
                        new SampleColumn("__key__", new VarCharType(VarCharType.MAX_LENGTH)),
                        new SampleColumn("bin", new VarBinaryType(VarBinaryType.MAX_LENGTH)),
                        new SampleColumn("seg.txt", new VarCharType(VarCharType.MAX_LENGTH)));
        try (OutputStream out = Files.newOutputStream(folder.resolve("ours.tar"))) {
            SampleWriter shard = new WebDatasetFormat(Map.of()).writer(out, columns);
            Random random = new Random(1);
            for (String key : List.of("a b/ü/0", "plain/1", LONG_NAME, "z/" + LONG_NAME + "/3")) {
                byte[] content = new byte[random.nextInt(5000)];
                random.nextBytes(content);
                List<Object> values = new ArrayList<>();
                values.add(StringData.fromString(key));
                values.add(content);
                values.add(StringData.fromString("größe of " + key));
                shard.write(new SampleValues(columns, values));
            }
            shard.finish();
        }
    }

    /** What the script prints of a file, as it is read here. */
    private List<String> facts(String name) throws IOException {
        Path path = folder.resolve(name);
        if (name.endsWith(".tar")) {
            List<String> facts = new ArrayList<>();
            byte[] shard = Files.readAllBytes(path);
            for (TarSample sample : Shards.samples(shard, 0)) {
                new TreeMap<>(sample.members())
                        .forEach(
                                (suffix, member) ->
                                        facts.add(
                                                sample.key()
                                                        + "\t"
                                                        + suffix
                                                        + "\t"
                                                        + sha256(content(shard, member))));
            }
            return facts;
        }
        ObjectHandle file = new ArrayHandle(Files.readAllBytes(path));
        List<FileTensor> tensors =
                name.endsWith(".npy")
                        ? List.of(new FileTensor("", () -> file))
                        : name.endsWith(".npz") ? NpzFile.read(file) : SafetensorsFile.read(file);
        Map<String, String> facts = new TreeMap<>();
        for (FileTensor tensor : tensors) {
            ObjectHandle npy = inPlace(path, tensor);
            TensorData data = TensorData.read(npy.read(0, (int) npy.sizeBytes()));
            ByteBuffer elements = data.elements();
            byte[] bytes = new byte[elements.remaining()];
            elements.get(bytes);
            facts.put(
                    tensor.name(),
                    String.join(
                            "\t",
                            tensor.name(),
                            data.dtype().toString(),
                            Arrays.stream(data.shape())
                                    .mapToObj(Long::toString)
                                    .collect(Collectors.joining(",")),
                            sha256(bytes)));
        }
        return List.copyOf(facts.values());
    }

    /** The object of a reference to where the tensor lies, if it does not have to be unpacked. */
    private ObjectHandle inPlace(Path file, FileTensor tensor) throws IOException {
        if (tensor.place().isEmpty()) {
            return tensor.open();
        }
        FileTensor.Place place = tensor.place().get();
        ExternalObjects externals = ExternalObjects.under(List.of(folder.toUri().toString()));
        ExternalRef range =
                externals.refer(file.toUri().toString(), place.offset(), place.sizeBytes());
        return externals.open(
                place.prefix().length == 0 ? range : range.after(new InlineRef(place.prefix())));
    }

    /** The digests of the members of a shard, by their names. */
    private static Map<String, String> members(Path path) throws IOException {
        byte[] shard = Files.readAllBytes(path);
        Map<String, String> members = new TreeMap<>();
        for (TarSample sample : Shards.samples(shard, 0)) {
            sample.members()
                    .forEach(
                            (suffix, member) ->
                                    members.put(
                                            sample.key() + "." + suffix,
                                            sha256(content(shard, member))));
        }
        return members;
    }

    private static byte[] content(byte[] shard, TarMember member) {
        int from = (int) member.offset();
        return Arrays.copyOfRange(shard, from, from + (int) member.sizeBytes());
    }

    private static String sha256(byte[] bytes) {
        return ContentId.hash(bytes).hex();
    }

    private static void assumeGnuTar() throws Exception {
        assumeTrue(
                PythonPackages.output(List.of("tar", "--version"), Map.of()).contains("GNU tar"),
                "the program tar of this machine is not GNU tar");
    }

    private static Tar tar(String... options) {
        return (shard, more) -> {
            List<String> command = new ArrayList<>(List.of("tar"));
            command.addAll(List.of(options));
            command.add(shard.toString());
            command.addAll(List.of(more));
            PythonPackages.output(command, Map.of("LC_ALL", "C.UTF-8"));
        };
    }

    /** A program that is run on a shard. */
    @FunctionalInterface
    private interface Tar {
        void apply(Path shard, String... more) throws Exception;
    }
}
