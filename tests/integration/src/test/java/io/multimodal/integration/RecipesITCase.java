// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.planner.SqlScript;
import io.multimodal.support.Clusters;
import io.multimodal.types.Tensor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.apache.flink.table.api.ResultKind;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.TableResult;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Follows docs/recipes.md in one session, section by section. */
@Timeout(180)
class RecipesITCase {
    /** For all jobs, each of which would start one of its own. */
    @RegisterExtension static final MiniClusterExtension CLUSTER = Clusters.shared();

    private static final Path SAMPLES =
            Path.of("../../connectors-formats/media/src/test/resources");

    @TempDir private Path temp;
    private final Set<String> sections = new TreeSet<>();
    private SqlPage page;
    private TableEnvironment env;

    @BeforeEach
    void startASession() throws Exception {
        Path media = Files.createDirectory(temp.resolve("media"));
        makeFiles(media);
        page =
                SqlPage.read("recipes.md")
                        .with("/data/media", media.toString())
                        .with("/data/out", temp.resolve("out").toString());
        env = FormatJobs.session("batch", temp.resolve("store"));
        env.getConfig().set("table.dml-sync", "true");
        run("Start a session");
    }

    private static void makeFiles(Path folder) throws Exception {
        byte[] night = FormatJobs.png(1440, 960, 1);
        Files.write(folder.resolve("night.png"), night);
        Files.write(folder.resolve("half.png"), Arrays.copyOf(night, night.length / 2));
        Files.writeString(folder.resolve("letter.jpg"), "Dear Sir");
        Files.copy(SAMPLES.resolve("golden/444.jpg"), folder.resolve("photo.jpg"));
        Files.copy(SAMPLES.resolve("golden/444.jpg"), folder.resolve("copy.jpg"));
        Files.copy(SAMPLES.resolve("golden/420.jpg"), folder.resolve("smaller file.jpg"));
        Files.copy(SAMPLES.resolve("av/sync.mp4"), folder.resolve("sync.mp4"));
        byte[] tones = tones();
        Files.write(folder.resolve("tones.wav"), tones);
        Files.write(folder.resolve("half.wav"), Arrays.copyOf(tones, tones.length / 2));
    }

    /** A second of a tone, a second of silence, a second of the tone, in stereo. */
    private static byte[] tones() throws Exception {
        AudioFormat format = new AudioFormat(8000, 16, 2, true, false);
        ByteBuffer samples = ByteBuffer.allocate(3 * 8000 * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 3 * 8000; i++) {
            double value = i / 8000 == 1 ? 0 : Math.sin(i * 2 * Math.PI * 440 / 8000);
            samples.putShort((short) (value * 16_000)).putShort((short) (value * 8_000));
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        AudioSystem.write(
                new AudioInputStream(new ByteArrayInputStream(samples.array()), format, 3 * 8000),
                AudioFileFormat.Type.WAVE,
                file);
        return file.toByteArray();
    }

    /** In one test: the page's sections follow each other, and each leaves dead letters. */
    @Test
    void solvesEachTaskAsThePageSays() throws Exception {
        findsFilesByTheirHeaders();
        writesFiles();
        comparesImages();
        derivesImagesAndTensors();
        namesWhatIsBroken();
        dividesAudioAndVideo();
        keepsRows();

        assertThat(page.sections()).hasSize(21).containsExactlyInAnyOrderElementsOf(sections);
    }

    private void findsFilesByTheirHeaders() throws Exception {
        assertThat(run("Count files without opening them"))
                .singleElement()
                .satisfies(row -> assertThat(row.getField(0)).isEqualTo(6L));
        assertThat(run("Find images by size and type"))
                .contains(Row.of("night.png", "image/png", 1440, 960))
                .noneMatch(row -> row.getField(0).equals("photo.jpg"));
    }

    private void writesFiles() throws Exception {
        run("Make thumbnails");
        run("Convert images to another format");
        run("Prepare audio for a speech model");
        run("Take the audio out of a video");

        assertThat(files("thumbnails"))
                .containsExactly(
                        "copy.jpg.webp",
                        "night.png.webp",
                        "photo.jpg.webp",
                        "smaller file.jpg.webp");
        assertThat(files("converted")).containsExactly("night.png.jpg");
        assertThat(files("speech")).contains("tones.wav.flac");
        assertThat(files("soundtracks")).containsExactly("sync.mp4.opus");
    }

    private void comparesImages() throws Exception {
        assertThat(run("Find exact copies")).containsExactly(Row.of("copy.jpg", 2L));
        assertThat(run("Find similar images"))
                .extracting(row -> row.getField(1))
                .containsExactly(3L);
        assertThat(run("Find blurred images"))
                .hasSize(3)
                .noneMatch(row -> row.getField(0).equals("night.png"));
    }

    private void derivesImagesAndTensors() throws Exception {
        assertThat(run("Cut images into tiles"))
                .hasSize(4)
                .contains(Row.of("night.png", 1, 1, 720, 480));
        assertThat(run("Make tensors for a model of your own"))
                .isNotEmpty()
                .allSatisfy(
                        row -> {
                            assertThat(row.getField(1)).isEqualTo("float32");
                            assertThat((Object[]) row.getField(2)).containsExactly(3L, 224L, 224L);
                        });
    }

    private void namesWhatIsBroken() throws Exception {
        assertThat(run("Find broken files"))
                .contains(Row.of("half.png", "TRUNCATED"))
                .noneMatch(row -> row.getField(0).equals("night.png"));
        assertThat(run("List what was skipped, and why"))
                .extracting(row -> row.getField(1))
                .contains("UNSUPPORTED");
    }

    private void dividesAudioAndVideo() throws Exception {
        assertThat(run("Cut audio where it is silent"))
                .filteredOn(row -> row.getField(0).equals("tones.wav"))
                .hasSize(2);
        assertThat(run("Make spectrograms"))
                .isNotEmpty()
                .allMatch(row -> row.<Tensor>getFieldAs(1).dtype().equals("float32"));
        assertThat(run("Take one frame of each second of a video"))
                .isNotEmpty()
                .allMatch(row -> row.getField(0).equals("sync.mp4"));
        assertThat(run("Cut a video at its scenes")).isNotEmpty();
    }

    private void keepsRows() throws Exception {
        assertThat(run("Keep rows with media in files or topics"))
                .contains(Row.of("night.png", 1440));
        assertThat(run("Write training shards"))
                .hasSize(3)
                .allMatch(row -> row.getField(1).equals(224))
                .anyMatch(row -> "night.png".equals(row.getField(2)))
                .anyMatch(row -> "copy.jpg".equals(row.getField(2)));
        assertThat(run("Turn bytes into images"))
                .containsExactlyInAnyOrder(Row.of(1, "image/png"), Row.of(2, null));
    }

    /** The rows of the section's queries. */
    private List<Row> run(String section) throws Exception {
        sections.add(section);
        List<Row> rows = new ArrayList<>();
        for (String statement : page.statements(section)) {
            TableResult result = SqlScript.run(env, statement);
            if (statement.startsWith("SELECT")) {
                assertThat(result.getResultKind()).isEqualTo(ResultKind.SUCCESS_WITH_CONTENT);
                try (CloseableIterator<Row> all = result.collect()) {
                    all.forEachRemaining(rows::add);
                }
            }
        }
        return rows;
    }

    private List<String> files(String folder) throws Exception {
        try (Stream<Path> files = Files.list(temp.resolve("out").resolve(folder))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .collect(Collectors.toList());
        }
    }
}
