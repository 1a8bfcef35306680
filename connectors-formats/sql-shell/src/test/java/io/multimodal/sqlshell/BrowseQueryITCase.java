// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.sqlshell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/browse --query}: the process as users start it, asked by HTTP and by a browser. */
@Timeout(180)
class BrowseQueryITCase {
    private static final Path SAMPLES =
            Path.of("../functions/src/test/resources/samples").toAbsolutePath().normalize();
    private static final int IMAGES = 70;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static final String TABLES =
            """
            SET 'multimodal.external.mine.prefix' = 'file://${folder}/';
            SET 'multimodal.on-error' = 'dead-letter';
            CREATE TABLE images (name STRING METADATA, size BIGINT METADATA, img IMAGE)
            WITH ('connector' = 'media', 'path' = '${folder}', 'in-place' = 'true');
            CREATE TABLE recordings (name STRING METADATA, size BIGINT METADATA, snd AUDIO)
            WITH ('connector' = 'media', 'path' = '${folder}', 'in-place' = 'true');
            CREATE TABLE videos (name STRING METADATA, size BIGINT METADATA, vid VIDEO)
            WITH ('connector' = 'media', 'path' = '${folder}', 'in-place' = 'true');
            CREATE TABLE files (name STRING METADATA, size BIGINT METADATA, content FILE)
            WITH ('connector' = 'media', 'path' = '${folder}', 'in-place' = 'true', 'glob' = '*.pdf');
            CREATE VIEW cells AS SELECT *, CAST(NULL AS AUDIO) AS snd, CAST(NULL AS VIDEO) AS vid, CAST(NULL AS FILE) AS content FROM images;
            CREATE VIEW everything AS
            SELECT name, size, IMAGE_CROP(img, 1, 1, 8, 8) AS img, snd, vid, content, IMAGE_TO_TENSOR(IMAGE_RESIZE(img, 4, 2)) AS pixels,
              CASE WHEN img IS NOT NULL THEN ARRAY[CAST(ROW(1, 2, 3, 4, '<b>cat') AS ROW<x INT, y INT, width INT, height INT, label STRING>)] END AS boxes
            FROM (SELECT name, size, img, snd, vid, content FROM cells
              UNION ALL SELECT name, size, CAST(NULL AS IMAGE), snd, CAST(NULL AS VIDEO), CAST(NULL AS FILE) FROM recordings
              UNION ALL SELECT name, size, CAST(NULL AS IMAGE), CAST(NULL AS AUDIO), vid, CAST(NULL AS FILE) FROM videos
              UNION ALL SELECT name, size, CAST(NULL AS IMAGE), CAST(NULL AS AUDIO), CAST(NULL AS VIDEO), content FROM files);
            """;

    @TempDir private static Path temp;
    private static Process process;
    private static URI page;

    @BeforeAll
    static void start() throws Exception {
        Path folder = Files.createDirectory(temp.resolve("media"));
        for (int i = 0; i < IMAGES; i++) {
            Files.copy(SAMPLES.resolve("image.png"), folder.resolve("image-%03d.png".formatted(i)));
        }
        byte[] image = Files.readAllBytes(SAMPLES.resolve("image.png"));
        Files.write(folder.resolve("image-torn.png"), Arrays.copyOf(image, image.length / 2));
        Files.copy(SAMPLES.resolve("tones.flac"), folder.resolve("tones.flac"));
        Files.copy(SAMPLES.resolve("video.mp4"), folder.resolve("video.mp4"));
        Files.copy(SAMPLES.resolve("document.pdf"), folder.resolve("document.pdf"));
        process = browse("--query", "everything", "folder=" + folder);
        String line =
                new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))
                        .readLine();
        assertThat(line).as(Files.readString(temp.resolve("errors"))).isNotNull();
        page = URI.create(line);
    }

    @AfterAll
    static void end() {
        process.destroy();
    }

    private static Process browse(String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("shell")).resolveSibling("browse").toString());
        command.addAll(
                List.of("-i", Files.writeString(temp.resolve("tables.sql"), TABLES).toString()));
        command.add("-Dmultimodal.stores.default.uri=" + temp.resolve("store").toUri());
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(temp.resolve("errors").toFile());
        builder.environment().put("MULTIMODAL_BUILD", "skip");
        builder.environment().put("BROWSE_JAVA_OPTS", "-Xmx512m");
        return builder.start();
    }

    private static HttpResponse<byte[]> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(page.resolve(path));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static JsonNode json(String path) throws Exception {
        HttpResponse<byte[]> reply = get(path);
        assertThat(reply.statusCode()).as(new String(reply.body(), UTF_8)).isEqualTo(200);
        return JSON.readTree(reply.body());
    }

    /** The number of the row with this name. */
    private static int row(String name) throws Exception {
        JsonNode found = json("rows?f0=" + name).get("rows");
        assertThat(found).hasSize(1);
        return found.get(0).get("row").asInt();
    }

    @Test
    void saysWhichColumnsThereAre() throws Exception {
        JsonNode all = json("columns");
        assertThat(all.get("rows").asInt()).isEqualTo(IMAGES + 4);
        assertThat(all.get("leftOut").asText()).isEmpty();
        assertThat(all.get("query").asText()).isEqualTo("SELECT * FROM everything");
        assertThat(all.get("columns").findValuesAsText("kind"))
                .containsExactly(
                        "text", "number", "image", "audio", "video", "file", "tensor", "boxes");
    }

    @Test
    void sortsFiltersSearchesAndPages() throws Exception {
        JsonNode last = json("rows?sort=0&descending&count=3");
        assertThat(last.get("found").asInt()).isEqualTo(IMAGES + 4);
        assertThat(last.get("rows"))
                .extracting(row -> row.get("cells").get(0).asText())
                .containsExactly("video.mp4", "tones.flac", "image-torn.png");
        assertThat(json("rows?sort=0&from=10&count=1").at("/rows/0/cells/0").asText())
                .isEqualTo("image-009.png");
        long size = Files.size(SAMPLES.resolve("image.png"));
        assertThat(json("rows?f1=%3D" + size).get("found").asInt()).isEqualTo(IMAGES);
        assertThat(json("rows?f1=%3D" + size / 2).get("found").asInt()).isEqualTo(1);
        assertThat(json("rows?f3=!null").get("found").asInt()).isEqualTo(1);
        assertThat(json("rows?search=TONES").get("found").asInt()).isEqualTo(1);
        assertThat(json("rows?search=flac").get("found").asInt()).isEqualTo(1);
        assertThat(get("rows?sort=x").statusCode()).isEqualTo(400);
    }

    @Test
    void showsEachKindOfMedium() throws Exception {
        int image = row("image-000.png");
        assertThat(get("cell/%d/2/preview".formatted(image)).headers().firstValue("Content-Type"))
                .contains("image/jpeg");
        for (String cell : new String[] {image + "/6", row("tones") + "/3"}) {
            assertThat(get("cell/" + cell + "/preview").headers().firstValue("Content-Type"))
                    .contains("image/png");
        }
        assertThat(
                        get("cell/%d/4/preview".formatted(row("video")))
                                .headers()
                                .firstValue("Content-Type"))
                .contains("image/jpeg");
        JsonNode details = json("cell/%d/2/details".formatted(image));
        assertThat(details.get("program").asText()).isEqualTo("crop(1,1,8x8)");
        assertThat(details.get("made of").asText()).endsWith("image-000.png");
        assertThat(json("cell/%d/6/details".formatted(image)).get("shape").asText())
                .isEqualTo("[3, 2, 4]");
        assertThat(get("cell/%d/3/preview".formatted(image)).statusCode()).isEqualTo(404);
    }

    @Test
    void sendsTheBytesOrTheRangeThatAPlayerAsksFor() throws Exception {
        String content = "cell/%d/4/content".formatted(row("video"));
        byte[] video = Files.readAllBytes(SAMPLES.resolve("video.mp4"));
        assertThat(get(content).body()).isEqualTo(video);
        HttpResponse<byte[]> part = get(content, "Range", "bytes=100-199");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(video, 100, 200));
        assertThat(part.headers().firstValue("Content-Range"))
                .contains("bytes 100-199/" + video.length);
        assertThat(get(content, "Range", "bytes=-10").body())
                .isEqualTo(Arrays.copyOfRange(video, video.length - 10, video.length));
        assertThat(get(content, "Range", "bytes=" + video.length + "-").statusCode())
                .isEqualTo(416);
        HttpResponse<byte[]> file = get("cell/%d/5/content".formatted(row("document")));
        assertThat(file.headers().firstValue("Content-Type")).contains("application/octet-stream");
        assertThat(file.headers().firstValue("Content-Disposition")).contains("attachment");
        assertThat(file.body()).isEqualTo(Files.readAllBytes(SAMPLES.resolve("document.pdf")));
    }

    @Test
    void findsImagesThatLookAlike() throws Exception {
        JsonNode alike = json("alike/2");
        while (alike.get("done").asInt() < alike.get("all").asInt()) {
            Thread.sleep(50);
            alike = json("alike/2");
        }
        assertThat(alike.get("found").asInt()).isEqualTo(1);
        assertThat(alike.at("/groups/0/size").asInt()).isEqualTo(IMAGES);
        assertThat(alike.at("/groups/0/rows/0/cells/0").asText()).startsWith("image-0");
        assertThat(get("alike/3").statusCode()).isEqualTo(404);
    }

    @Test
    void saysWhyAMediumCannotBeShown() throws Exception {
        HttpResponse<byte[]> torn = get("cell/%d/2/preview".formatted(row("image-torn")));
        assertThat(torn.statusCode()).isEqualTo(422);
        assertThat(new String(torn.body(), UTF_8)).contains("TRUNCATED", "image-torn.png");
    }

    @Test
    void answersNobodyWithoutTheSecretAndRunsNoScriptOfAnother() throws Exception {
        for (String path :
                new String[] {"/", "/columns", "/0123456789abcdef0123456789abcdef/columns"}) {
            assertThat(get(path).statusCode()).isEqualTo(404);
        }
        HttpRequest post =
                HttpRequest.newBuilder(page).POST(HttpRequest.BodyPublishers.noBody()).build();
        assertThat(CLIENT.send(post, BodyHandlers.discarding()).statusCode()).isEqualTo(405);
        assertThat(get("").headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'; script-src 'self'");
        for (String path :
                new String[] {
                    "../x", "gallery.html", "cell/99999999/0/content", "cell/0/999/preview"
                }) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(404);
        }
    }

    @Test
    void saysWhatIsWrongWithAQuery() throws Exception {
        Process failed =
                browse(
                        "--query",
                        "SELECT nothing FROM everything",
                        "folder=" + temp.resolve("media"));
        assertThat(failed.waitFor(90, TimeUnit.SECONDS)).isTrue();
        assertThat(failed.exitValue()).isEqualTo(1);
        assertThat(Files.readString(temp.resolve("errors")))
                .contains("browse: ", "Column 'nothing' not found in any table");
    }

    @Test
    void canBeUsedWithTheKeyboardAndInANarrowWindow() throws Exception {
        assumeThat(Chromium.program()).as("a Chromium on the PATH").isPresent();
        try (Chromium browser = Chromium.start(Chromium.program().get(), temp.resolve("profile"))) {
            String rows = "document.querySelectorAll('[data-row]').length";
            browser.open(page, 1280, 900);
            browser.await(rows, "60");
            browser.press("ArrowRight");
            browser.await(rows, Integer.toString(IMAGES + 4 - 60));

            browser.press("/");
            browser.await("document.activeElement.id", "search");
            browser.type("video");
            browser.await(rows, "1");
            browser.value("document.querySelector('[data-row]').focus()");
            browser.press("Enter");
            browser.await("document.getElementById('one').open", "true");
            // Its length is known by ranges of its content alone.
            browser.await("document.querySelector('video').duration > 1", "true");
            browser.press("Escape");
            browser.await("document.getElementById('one').open", "false");
            browser.await("document.activeElement.dataset.row !== undefined", "true");

            browser.value("document.getElementById('search').value = 'image-0'");
            browser.value("document.getElementById('tools').requestSubmit()");
            browser.await(rows, "60");
            browser.value("document.querySelector('[data-row]').focus()");
            browser.press("Enter");
            browser.await("document.querySelector('svg text').textContent", "<b>cat");
            browser.press("ArrowRight");
            browser.await("document.querySelector('.bar span').textContent", "Row 2 of 70");

            browser.press("Escape");
            browser.value("document.getElementById('as-alike').click()");
            browser.await("document.querySelector('main h2')?.textContent", "70 images");

            browser.resize(360, 740);
            browser.await("document.documentElement.scrollWidth <= 360", "true");
        }
    }
}
