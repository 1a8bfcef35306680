// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.integration;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.examples.browse.Browse;
import io.multimodal.examples.command.Arguments;
import io.multimodal.examples.command.Example;
import io.multimodal.examples.media.SampleMedia;
import io.multimodal.store.StoreConfig;
import io.multimodal.store.StoreStatistics;
import io.multimodal.store.runtime.StoreRuntime;
import io.multimodal.support.Clusters;
import io.multimodal.types.Image;
import io.multimodal.types.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The whole script {@code examples/browse.sql}, as {@code bin/browse} runs it. */
@Timeout(300)
class BrowseITCase {
    private static final Path HOME = Path.of("../..").toAbsolutePath().normalize();

    /** For all jobs, each of which would start one of its own. */
    @RegisterExtension static final MiniClusterExtension CLUSTER = Clusters.shared();

    @TempDir private static Path temp;
    private static Path folder;
    private static List<Browse.Answer> answers;

    @BeforeAll
    static void browse() throws Exception {
        folder = temp.resolve("meine Medien & mehr");
        SampleMedia.makeIn(folder);
        Files.createSymbolicLink(folder.resolve("images/loop"), folder);
        answers =
                Browse.run(
                        Arguments.parse(
                                Example.BROWSE,
                                HOME,
                                "--output",
                                temp.resolve("out").toString(),
                                folder.toString()),
                        answer -> {});
    }

    @Test
    void listsWhatThereIsByEndingWithItsSize() throws Exception {
        Map<Object, Object> files =
                answer(0).rows().stream()
                        .collect(
                                toMap(row -> row.getField("ending"), row -> row.getField("files")));
        long bytes = answer(0).rows().stream().mapToLong(row -> row.<Long>getFieldAs("size")).sum();

        // The loop is a name in the folder, too.
        assertThat(files)
                .isEqualTo(
                        Map.of(
                                "jpg", 6L, "png", 3L, "webp", 2L, "flac", 2L, "opus", 1L, "wav", 1L,
                                "mp4", 3L, "webm", 1L, "loop", 1L));
        try (Stream<Path> all = Files.walk(folder)) {
            assertThat(bytes)
                    .isEqualTo(
                            all.filter(file -> Files.isRegularFile(file, NOFOLLOW_LINKS))
                                    .mapToLong(file -> file.toFile().length())
                                    .sum());
        }
    }

    @Test
    void readsTheFactsOfEachKindFromItsHead() {
        assertThat(answer(2).rows())
                .hasSize(9)
                .extracting(row -> Row.project(row, new int[] {0, 1, 2, 3}))
                .contains(
                        Row.of("Mittag über den Hügeln.jpg", "image/jpeg", 1440, 960),
                        Row.of("Soirée.webp", "image/webp", 1440, 960),
                        Row.of("Dawn (from a chat).jpg", "image/jpeg", 640, 427));
        assertThat(answer(3).rows())
                .containsExactly(
                        Row.of("Blackbird.opus", "opus", 6.0, 48_000, 1),
                        Row.of("Half a kalimba.flac", "flac", 6.0, 22_050, 1),
                        Row.of("Kalimba.flac", "flac", 6.0, 22_050, 1),
                        Row.of("Siren & horn.wav", "pcm_s16le", 6.0, 22_050, 1));
        assertThat(answer(4).rows())
                .containsExactly(
                        Row.of("A day at the lake.mp4", "h264", 5.0, 640, 360),
                        Row.of("Evening, über Land.webm", "vp8", 3.0, 640, 360));
    }

    @Test
    void takesAFrameOfEachSecondOfEachVideo() {
        assertThat(answer(6).rows())
                .extracting(row -> List.of(row.getField("name"), row.getField("seconds")))
                .containsExactly(
                        List.of("A day at the lake.mp4", 0.0),
                        List.of("A day at the lake.mp4", 1.0),
                        List.of("A day at the lake.mp4", 2.0),
                        List.of("A day at the lake.mp4", 3.0),
                        List.of("A day at the lake.mp4", 4.0),
                        List.of("Evening, über Land.webm", 0.0),
                        List.of("Evening, über Land.webm", 1.0),
                        List.of("Evening, über Land.webm", 2.0));
        assertThat(answer(6).rows()).allMatch(row -> row.<Image>getFieldAs("frame").width() == 240);
    }

    @Test
    void computesASpectrogramOfEachAudioFileAndPutsNothingElseIntoTheStore() throws Exception {
        Map<String, Tensor> spectrograms =
                answer(7).rows().stream()
                        .collect(
                                toMap(row -> row.getFieldAs("name"), row -> row.getFieldAs("mel")));

        assertThat(spectrograms)
                .containsOnlyKeys(
                        "A day at the lake.mp4",
                        "Blackbird.opus",
                        "Kalimba.flac",
                        "Siren & horn.wav");
        assertThat(spectrograms.get("Kalimba.flac").dtype()).isEqualTo("float32");
        // 6 s at 16,000 Hz, a window each 256 samples and one at 0.
        assertThat(spectrograms.get("Kalimba.flac").shape()).containsExactly(96L, 376L);
        try (StoreRuntime stores =
                StoreRuntime.acquire(StoreConfig.of(store().toUri().toString()))) {
            assertThat(StoreStatistics.of(stores.main()).objects()).isEqualTo(4);
        }
    }

    @Test
    void findsCopiesAtAnotherSizeInAnotherFormatAndUnderAnotherName() {
        assertThat(answer(8).rows())
                .extracting(row -> Set.of(row.getField("name"), row.getField("looks_like")))
                .containsExactlyInAnyOrder(
                        Set.of("Night.png", "Copy of Night.png"),
                        Set.of("Dawn at the lake.jpg", "Dawn (from a chat).jpg"),
                        Set.of("Dawn at the lake.jpg", "Dawn, warmer.webp"),
                        Set.of("Dawn (from a chat).jpg", "Dawn, warmer.webp"));
        assertThat(answer(8).rows().get(0).getField("bits_differ")).isEqualTo(0);
    }

    @Test
    void putsCopiesOfCopiesIntoOneGroup() {
        assertThat(answer(9).rows())
                .extracting(row -> Set.of(row.<String>getFieldAs("names").split(" / ")))
                .containsExactly(
                        Set.of("Night.png", "Copy of Night.png"),
                        Set.of(
                                "Dawn at the lake.jpg",
                                "Dawn (from a chat).jpg",
                                "Dawn, warmer.webp"));
    }

    @Test
    void saysWhatIsWrongWithEachBrokenFile() {
        assertThat(answer(10).rows())
                .containsExactly(
                        Row.of("Half a kalimba.flac", "TRUNCATED"),
                        Row.of("Half a valley.jpg", "TRUNCATED"));
        Map<Object, Object> codes =
                answer(11).rows().stream()
                        .filter(row -> !row.getField("name").equals("loop"))
                        .collect(toMap(row -> row.getField("name"), row -> row.getField("code")));
        assertThat(codes)
                .isEqualTo(
                        Map.of(
                                "A letter.jpg", "UNSUPPORTED",
                                "Nothing.png", "TRUNCATED",
                                "Nothing.mp4", "TRUNCATED",
                                "Half a day.mp4", "TRUNCATED",
                                "Half a kalimba.flac", "TRUNCATED",
                                "Half a valley.jpg", "TRUNCATED",
                                "Evening, über Land.webm", "UNSUPPORTED"));
        assertThat(answer(11).rows())
                .extracting(row -> row.<String>getFieldAs("message"))
                .allMatch(message -> !message.contains("Ref[") && message.length() < 400);
    }

    @Test
    void showsAllOfItOnThePage() throws Exception {
        String page = Files.readString(temp.resolve("out/index.html"));

        assertThat(page)
                .contains(
                        "What it sounds like", "data:image/jpeg;base64,", "data:image/png;base64,")
                .contains("Siren &amp; horn.wav", "meine Medien &amp; mehr");
        assertThat(page.split("class=\"broken\"", -1))
                .as("one image cannot be shown: that which is cut")
                .hasSize(2);
    }

    private static Browse.Answer answer(int query) {
        return answers.get(query);
    }

    private static Path store() {
        return temp.resolve("out/store");
    }
}
