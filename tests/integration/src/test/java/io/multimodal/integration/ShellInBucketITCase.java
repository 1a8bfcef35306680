// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code bin/sql} as a user starts it: with a store and images in S3, and a job that fails. */
class ShellInBucketITCase {
    private static final Path SHELL = Path.of("../../bin/sql");
    private static final Path IMAGE = Path.of("../distribution/red-31x41.png");

    private static final String READ_AND_STORE =
            """
            SET 'multimodal.stores.main.uri' = 's3://media/store?region=us-east-1&client=CLIENT&endpoint=ENDPOINT';
            SET 'multimodal.external.photos.prefix' = 's3://media/photos/?region=us-east-1&client=CLIENT&endpoint=ENDPOINT';
            CREATE VIEW photo AS SELECT IMAGE_FROM_URI('s3://media/photos/red-31x41.png') AS img;
            SELECT 'stored', SUBSTRING(OBJECT_URI(MATERIALIZE(IMAGE_RESIZE(img, 300, 300))), 1, 6) FROM photo;
            SELECT 'as it is', img.width, img.height FROM photo;
            PAGE
            USE CATALOG default_catalog;
            SET 'multimodal.external.out.prefix' = 's3://media/out/?region=us-east-1&client=CLIENT&endpoint=ENDPOINT';
            CREATE TABLE small (img IMAGE, label STRING, name STRING) PARTITIONED BY (label)
            WITH ('connector' = 'media', 'sink.path-template' = '{name}.webp',
                  'path' = 's3://media/out/');
            INSERT INTO small SELECT IMAGE_RESIZE(img, 16, 12), 'red', 'small' FROM photo;
            INSERT INTO small SELECT IMAGE_RESIZE(img, 16, 12), 'red', 'small' FROM photo;
            SELECT 'written', img.content_type, img.width, img.height
            FROM (SELECT IMAGE_FROM_URI('s3://media/out/label=red/small.webp') AS img);
            INSERT INTO small SELECT IMAGE_RESIZE(img, 12, 16), 'red', 'small' FROM photo;
            """;

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"aws", "minio"})
    void readsImagesOfABucketStoresAndWritesThereWithNothingToInstall(String client)
            throws Exception {
        try (ServerProcess s3 =
                ServerProcess.start(
                        "s3",
                        "io.multimodal.s3.S3Server",
                        folder.resolve("s3"),
                        IMAGE.toAbsolutePath().toString())) {
            String page =
                    Stream.of(
                                    page("media-table.md", s3, client).statements("Read a bucket"),
                                    page("catalog.md", s3, client).statements("Create a catalog"))
                            .flatMap(List::stream)
                            .collect(Collectors.joining(";\n"));
            Shell shell =
                    run(
                            READ_AND_STORE
                                    .replace("CLIENT", client)
                                    .replace("ENDPOINT", s3.address())
                                    .replace("PAGE", page + ";"));

            assertThat(shell.output)
                    .containsPattern("stored \\| cas:1:")
                    .containsPattern("as it is \\| +31 \\| +41")
                    .containsPattern("red-31x41.png \\| +\\d+ \\| +image/png \\| +31 \\| +41")
                    .containsPattern("red-31x41.png \\| +41")
                    .containsPattern("line \\| +IMAGE\\('RGB'\\)")
                    .containsPattern("red-31x41.png \\| +12 \\| +16")
                    .containsPattern("written \\| +image/webp \\| +16 \\| +12")
                    .contains("A file with other content is at 'label=red/small.webp'");
            assertThat(shell.status).as("the last statement is refused").isNotZero();
        }
    }

    private static SqlPage page(String name, ServerProcess s3, String client) throws IOException {
        return SqlPage.read(name).with("http://host:9000", s3.address() + "&client=" + client);
    }

    @Test
    void saysWhyAJobFailedAndWhereItsLogIs() throws Exception {
        Files.writeString(Files.createDirectory(folder.resolve("in")).resolve("x.jpg"), "no image");

        Shell shell =
                run(
                        """
                        CREATE TABLE images (img IMAGE) WITH ('connector' = 'media', 'path' = '%s');
                        CREATE TABLE widths (width INT) WITH ('connector' = 'blackhole');
                        INSERT INTO widths SELECT img.width FROM images;
                        """
                                .formatted(folder.resolve("in")));

        assertThat(shell.output).contains("x.jpg").doesNotContain("MiniCluster");
        assertThat(shell.status).isNotZero();
        assertThat(shell.output.lines().filter(line -> line.startsWith("The log of this run: ")))
                .singleElement()
                .satisfies(
                        line ->
                                assertThat(Path.of(line.substring(line.indexOf('/'))))
                                        .content()
                                        .contains("MediaException", "\tat io.multimodal."));
    }

    private record Shell(int status, String output) {}

    private Shell run(String script) throws Exception {
        Path file = Files.writeString(folder.resolve("script.sql"), script);
        ProcessBuilder builder =
                new ProcessBuilder(SHELL.toString(), "-f", file.toString())
                        .redirectErrorStream(true);
        builder.environment().put("MULTIMODAL_BUILD", "skip");
        builder.environment().put("SQL_JAVA_OPTS", "-Xmx512m -Duser.home=" + folder);
        builder.environment().put("AWS_ACCESS_KEY_ID", "test-identity");
        builder.environment().put("AWS_SECRET_ACCESS_KEY", "test-credential");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Shell(process.waitFor(), output);
    }
}
