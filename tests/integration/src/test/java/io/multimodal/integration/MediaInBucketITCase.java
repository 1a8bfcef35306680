// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.integration;

import static io.multimodal.integration.FormatJobs.png;
import static io.multimodal.integration.FormatJobs.session;
import static io.multimodal.integration.FormatJobs.sha256;
import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.support.Clusters;
import io.multimodal.support.Rows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.functions.ScalarFunction;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Media tables as source and sink of one job over an S3 server, which fails on the way. */
class MediaInBucketITCase {
    @RegisterExtension static final MiniClusterExtension CLUSTER = Clusters.shared();

    private static final int IMAGES = 30;
    private static final AtomicInteger ROWS = new AtomicInteger();

    @TempDir private static Path folder;
    private static ServerProcess s3;
    private static final List<Row> EXPECTED = new ArrayList<>();

    /** Passes names through, and fails once in the middle. Public for generated code. */
    public static final class FailOnce extends ScalarFunction {
        private static final long serialVersionUID = 1L;

        /** Called by Flink. */
        public String eval(String name) {
            if (ROWS.incrementAndGet() == IMAGES / 2) {
                throw new IllegalStateException("the failure of this test");
            }
            return name;
        }
    }

    @BeforeAll
    static void start() throws Exception {
        List<String> files = new ArrayList<>();
        for (int i = 0; i < IMAGES; i++) {
            byte[] png = png(8, 8, i);
            String name = "%02d.png".formatted(i);
            files.add(Files.write(folder.resolve(name), png).toString());
            EXPECTED.add(Row.of(name, sha256(png)));
        }
        s3 =
                ServerProcess.start(
                        "s3",
                        "io.multimodal.s3.S3Server",
                        folder.resolve("s3"),
                        files.toArray(String[]::new));
        for (String key : List.of("aws.accessKeyId", "AWS_ACCESS_KEY_ID")) {
            System.setProperty(key, "test-identity");
        }
        for (String secret : List.of("aws.secretAccessKey", "AWS_SECRET_ACCESS_KEY")) {
            System.setProperty(secret, "test-credential");
        }
    }

    @AfterAll
    static void stop() throws Exception {
        s3.close();
    }

    @ParameterizedTest
    @CsvSource({"batch,aws", "streaming,minio"})
    void copiesEachObjectOnceThoughTheJobFails(String mode, String client) throws Exception {
        ROWS.set(0);
        TableEnvironment env = session(mode, folder.resolve("store"));
        env.getConfig().set("restart-strategy.type", "fixed-delay");
        env.getConfig().set("restart-strategy.fixed-delay.delay", "0 s");
        env.createTemporarySystemFunction("FAIL_ONCE", new FailOnce());
        String out = "out-" + mode + "-" + client;
        create(env, client, "photos", "photos", "img IMAGE, name STRING METADATA", "");
        create(
                env,
                client,
                "copies",
                out,
                "img IMAGE, name STRING",
                ", 'sink.path-template' = '{name}'");

        env.executeSql("INSERT INTO copies SELECT img, FAIL_ONCE(name) FROM photos").await();

        assertThat(ROWS.get()).as("rows of all attempts").isGreaterThan(IMAGES);
        TableEnvironment reading = session("batch", folder.resolve("store"));
        create(reading, client, "written", out, "img IMAGE, name STRING METADATA", "");
        assertThat(Rows.first(reading, "SELECT name, CHECKSUM(img) FROM written", IMAGES + 1))
                .containsExactlyInAnyOrderElementsOf(EXPECTED);
    }

    private static void create(
            TableEnvironment env,
            String client,
            String table,
            String key,
            String columns,
            String more) {
        env.getConfig()
                .set(
                        "multimodal.external." + table + ".prefix",
                        "s3://media/%s/?region=us-east-1&client=%s&endpoint=%s"
                                .formatted(key, client, s3.address()));
        env.executeSql(
                "CREATE TABLE %s (%s) WITH ('connector' = 'media', 'path' = 's3://media/%s/'%s)"
                        .formatted(table, columns, key, more));
    }
}
