// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.integration;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.examples.command.Arguments;
import io.multimodal.examples.command.Example;
import io.multimodal.examples.images.SampleImage;
import io.multimodal.examples.images.SampleImages;
import io.multimodal.examples.text.ReadImage;
import io.multimodal.examples.text.TextInImages;
import io.multimodal.types.failure.DeadLetter;
import io.multimodal.types.failure.ErrorCode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole script of the demo, as {@code bin/demo} runs it: real images, real models, a
 * MiniCluster.
 */
class TextInImagesITCase {
    private static final Path HOME = Path.of("../..").toAbsolutePath().normalize();

    @TempDir private Path temp;

    @Test
    void readsWhatIsWrittenInEveryImageWhicheverWayItIsTurned() throws Exception {
        SampleImages.drawInto(images());

        TextInImages.Result result = run();

        Map<String, String> expected =
                SampleImages.ALL.stream().collect(toMap(SampleImage::name, SampleImage::text));
        assertThat(texts(result)).isEqualTo(expected);
        assertThat(result.letters()).isEmpty();
        assertThat(Files.readString(temp.resolve("out/index.html")))
                .contains("Summer Festival", "data:image/jpeg;base64,");
    }

    @Test
    void aSecondRunStoresAndInfersOnlyWhatIsNew() throws Exception {
        draw("sign.jpg", "plate.png", "note.webp");
        TextInImages.Result first = run();
        Files.copy(images().resolve("sign.jpg"), images().resolve("copy of sign.jpg"));
        Files.move(images().resolve("plate.png"), images().resolve("renamed.png"));
        draw("sale.jpg");

        TextInImages.Result second = run();

        assertThat(first.summary().newObjects()).isEqualTo(3);
        assertThat(second.summary().newObjects()).isEqualTo(1);
        assertThat(second.summary().duplicates()).isEqualTo(1);
        assertThat(second.summary().store().objects()).isEqualTo(4);
        // The new image is looked at once, and each of its lines by two models.
        assertThat(second.summary().computed()).isEqualTo(1 + 2L * linesOf(second, "sale.jpg"));
        assertThat(texts(second))
                .containsEntry("copy of sign.jpg", "EXIT 42")
                .containsEntry("renamed.png", "KA 4711")
                .containsEntry("sale.jpg", "SALE 30 percent");
    }

    @Test
    void goesOnWithTheGoodImagesAndSaysWhatIsWrongWithEachBadOne() throws Exception {
        draw("sign.jpg", "poster.jpg");
        byte[] poster = Files.readAllBytes(images().resolve("poster.jpg"));
        write("cut.jpg", Arrays.copyOf(poster, poster.length / 2));
        write("empty.png", new byte[0]);
        write(
                "text.jpg",
                "no image at all, but a text".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        write("bomb.png", PngBomb.header(30_000, 30_000));
        Files.createSymbolicLink(images().resolve("nowhere.jpg"), Path.of("missing.jpg"));
        Files.createSymbolicLink(images().resolve("loop"), images());
        corrupt("plate.png");

        TextInImages.Result result = run();

        assertThat(texts(result))
                .isEqualTo(
                        Map.of(
                                "sign.jpg",
                                "EXIT 42",
                                "poster.jpg",
                                "Summer Festival Free entrance"));
        Map<String, ErrorCode> codes = codesByFile(result);
        assertThat(codes)
                .containsEntry("cut.jpg", ErrorCode.TRUNCATED)
                .containsEntry("empty.png", ErrorCode.TRUNCATED)
                .containsEntry("text.jpg", ErrorCode.UNSUPPORTED)
                .containsEntry("bomb.png", ErrorCode.TOO_MANY_PIXELS)
                .containsEntry("nowhere.jpg", ErrorCode.NOT_FOUND)
                .containsEntry("loop", ErrorCode.REFUSED)
                .containsEntry("plate.png", ErrorCode.CORRUPT)
                .hasSize(7);
        assertThat(result.letters()).extracting(DeadLetter::message).allMatch(m -> !m.isBlank());
    }

    private Path images() {
        return temp.resolve("images");
    }

    private void draw(String... names) throws IOException {
        Path drawn = temp.resolve("drawn");
        SampleImages.drawInto(drawn);
        Files.createDirectories(images());
        for (String name : names) {
            Files.copy(drawn.resolve(name), images().resolve(name));
        }
    }

    private void write(String name, byte[] content) throws IOException {
        Files.write(images().resolve(name), content);
    }

    /** Overwrites the middle of an image. */
    private void corrupt(String name) throws IOException {
        draw(name);
        try (RandomAccessFile file = new RandomAccessFile(images().resolve(name).toFile(), "rw")) {
            file.seek(file.length() / 2);
            file.write(new byte[64]);
        }
    }

    private TextInImages.Result run() throws Exception {
        Arguments arguments =
                Arguments.parse(
                        Example.DEMO,
                        HOME,
                        "--output",
                        temp.resolve("out").toString(),
                        images().toString());
        return TextInImages.run(arguments, image -> {});
    }

    private Map<String, String> texts(TextInImages.Result result) {
        return result.images().stream()
                .filter(ReadImage::isUsable)
                .collect(toMap(image -> fileName(image.uri()), ReadImage::text));
    }

    private static long linesOf(TextInImages.Result result, String name) {
        return result.images().stream()
                .filter(image -> fileName(image.uri()).equals(name))
                .mapToLong(image -> image.lines().size())
                .sum();
    }

    private Map<String, ErrorCode> codesByFile(TextInImages.Result result) {
        List<ReadImage> images = List.copyOf(result.images());
        return result.letters().stream()
                .collect(toMap(letter -> fileOf(letter, images), DeadLetter::code));
    }

    /** A letter of the source names the file, one of a model the reference. */
    private static String fileOf(DeadLetter letter, List<ReadImage> images) {
        return images.stream()
                .filter(p -> p.image() != null && p.image().toString().contains(letter.object()))
                .map(ReadImage::uri)
                .findFirst()
                .map(TextInImagesITCase::fileName)
                .orElseGet(() -> fileName(letter.object()));
    }

    private static String fileName(String uri) {
        return Path.of(java.net.URI.create(uri)).getFileName().toString();
    }
}
