// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.examples.images.SampleImages;
import io.multimodal.functions.MultimodalModule;
import io.multimodal.planner.MultimodalSql;
import io.multimodal.support.Clusters;
import io.multimodal.support.Rows;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.TableResult;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.CollectionUtil;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Follows docs/adopting.md, statement by statement. */
class AdoptingITCase {
    private static final List<String> NAMES = List.of("sign.jpg", "plate.png", "note.webp");
    private static final int BROKEN = NAMES.size();

    /** For all jobs, each of which would start one of its own; endless ones keep their slots. */
    @RegisterExtension static final MiniClusterExtension CLUSTER = Clusters.withSlots(16);

    @TempDir private Path folder;
    private final Map<Long, byte[]> images = new LinkedHashMap<>();
    private final List<TableResult> jobs = new ArrayList<>();
    private ServerProcess broker;

    @BeforeEach
    void draw() throws Exception {
        Path drawn = folder.resolve("drawn");
        SampleImages.drawInto(drawn);
        for (String name : NAMES) {
            images.put((long) images.size(), Files.readAllBytes(drawn.resolve(name)));
        }
        images.put((long) BROKEN, "no image".getBytes(StandardCharsets.UTF_8));
    }

    /** The broker is the last to end: a producer that is closed waits for it. */
    @AfterEach
    void cancelJobs() throws Exception {
        try {
            jobs.forEach(job -> job.getJobClient().orElseThrow().cancel().join());
        } finally {
            if (broker != null) {
                broker.close();
            }
        }
    }

    @Test
    void aTopicOfBytesBecomesOneOfReferencesAndBackWhileItsOtherReadersGoOn() throws Exception {
        broker =
                ServerProcess.start(
                        "broker", "io.multimodal.broker.KafkaBroker", folder.resolve("broker"));
        makeTopics("images", "images-by-reference", "images-mixed", "images-back");
        try (KafkaConsumer<String, String> other = otherReader(broker)) {
            SqlPage page = SqlPage.read("adopting.md").with("localhost:9092", broker.address());
            TableEnvironment env = session(EnvironmentSettings.inStreamingMode());

            run(env, page.statements("What is there"));
            env.executeSql("INSERT INTO images_by_value VALUES " + values()).await();
            List<String> before = records(other, images.size());

            run(env, page.statements("A second topic, by reference"));
            List<Row> read = run(env, page.statements("Reading it"));
            assertThat(read)
                    .extracting(row -> row.getField(1))
                    .containsExactlyInAnyOrder("image/jpeg", "image/png", "image/webp", null);
            BufferedImage plate = ImageIO.read(new ByteArrayInputStream(images.get(1L)));
            assertThat(read).contains(Row.of(1L, "image/png", plate.getWidth(), plate.getHeight()));

            List<Row> asRows = run(env, page.statements("Reading it as a ROW"));
            assertThat(asRows).contains(Row.of(1L, plate.getWidth())).hasSize(images.size());

            List<Row> mixed = run(env, page.statements("Both in one topic, for a while"));
            assertThat(mixed).hasSize(images.size());
            assertThat(mixed).filteredOn(row -> row.getField(1) == null).hasSize(1);

            run(env, page.statements("Back"));
            List<Row> back = rows(env, "SELECT id, photo FROM images_back");
            assertThat(back).hasSize(images.size());
            for (Row row : back) {
                long id = (long) row.getField(0);
                assertThat((byte[]) row.getField(1))
                        .isEqualTo(id == BROKEN ? null : images.get(id));
            }

            env.executeSql("INSERT INTO images_by_value VALUES " + values()).await();
            assertThat(records(other, images.size()))
                    .as("what the other reader of the first topic sees, before and after")
                    // Two subtasks write it: the order is nobody's promise.
                    .containsExactlyInAnyOrderElementsOf(before);
        }
    }

    @Test
    void filesOfBytesBecomeFilesOfReferences() throws Exception {
        SqlPage page = SqlPage.read("adopting.md").with("file:///data", folder.toUri().toString());
        TableEnvironment env = session(EnvironmentSettings.inBatchMode());
        List<String> statements = page.statements("Files");
        assertThat(statements.get(0)).isEqualTo("SET 'execution.runtime-mode' = 'batch'");
        env.executeSql(statements.get(1));
        env.executeSql("INSERT INTO photos_by_value VALUES " + values()).await();
        env.executeSql(statements.get(2));
        env.executeSql(statements.get(3)).await();

        List<Row> rows;
        try (CloseableIterator<Row> iterator = env.executeSql(statements.get(4)).collect()) {
            rows = CollectionUtil.iteratorToList(iterator);
        }

        assertThat(rows).hasSize(images.size());
        for (Row row : rows) {
            if ((long) row.getField(0) == BROKEN) {
                assertThat(row.getField(1)).isNull();
            } else {
                assertThat((String) row.getField(1)).startsWith("cas:1:");
            }
        }
    }

    private TableEnvironment session(EnvironmentSettings settings) {
        TableEnvironment env = TableEnvironment.create(settings);
        MultimodalSql.install(env);
        env.loadModule(MultimodalModule.NAME, new MultimodalModule());
        env.getConfig()
                .set("multimodal.stores.test.uri", folder.resolve("store").toUri().toString());
        env.getConfig().set("parallelism.default", "1");
        return env;
    }

    /** Runs statements of an endless table; the rows are those of the queries, in turn. */
    private List<Row> run(TableEnvironment env, List<String> statements) throws Exception {
        List<Row> rows = new ArrayList<>();
        for (String statement : statements) {
            if (statement.startsWith("SELECT")) {
                rows.addAll(rows(env, statement));
            } else {
                TableResult result = env.executeSql(statement);
                if (statement.startsWith("INSERT")) {
                    jobs.add(result);
                }
            }
        }
        return rows;
    }

    /** As many rows as there are images. */
    private List<Row> rows(TableEnvironment env, String query) throws Exception {
        return Rows.first(env, query, images.size());
    }

    private String values() {
        List<String> rows = new ArrayList<>();
        images.forEach(
                (id, image) ->
                        rows.add(
                                "(CAST(%d AS BIGINT), X'%s')"
                                        .formatted(id, HexFormat.of().formatHex(image))));
        return String.join(", ", rows);
    }

    /** A reader fails that starts before the first writer has made its topic. */
    private void makeTopics(String... names) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.address()))) {
            admin.createTopics(
                            Stream.of(names).map(name -> new NewTopic(name, 1, (short) 1)).toList())
                    .all()
                    .get();
        }
    }

    private static KafkaConsumer<String, String> otherReader(ServerProcess broker) {
        KafkaConsumer<String, String> reader =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                broker.address(),
                                "group.id",
                                "other",
                                "auto.offset.reset",
                                "earliest"),
                        new StringDeserializer(),
                        new StringDeserializer());
        reader.subscribe(List.of("images"));
        return reader;
    }

    private static List<String> records(KafkaConsumer<String, String> reader, int count) {
        List<String> values = new ArrayList<>();
        while (values.size() < count) {
            for (ConsumerRecord<String, String> record : reader.poll(Duration.ofMillis(500))) {
                values.add(record.value());
            }
        }
        return values;
    }
}
