// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.ProbeFinding;
import io.multimodal.store.bucket.client.Bucket;
import io.multimodal.store.bucket.layout.Puts;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.runtime.Stores;
import io.multimodal.store.s3.client.S3Location;
import io.multimodal.store.s3.client.Upload;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The probe against real servers, of which it is known what they do, and against servers that
 * ignore what they accept, which it has to find out.
 */
class ProbeITCase {
    private static final List<String> CEPH_LACKS =
            List.of("checks CRC-64 of puts", "conditional completion", "conditional delete");

    /** What each server is known to lack, by client. */
    private static final Map<String, List<String>> LACKS =
            Map.of(
                    "s3proxy aws", List.of(),
                    "s3proxy minio", List.of(),
                    "minio aws", List.of("conditional delete"),
                    "minio minio", List.of("conditional delete"),
                    // Ceph checks no checksum, but that which the client of MinIO signs.
                    "ceph minio", CEPH_LACKS,
                    "ceph aws",
                            Stream.concat(
                                            Stream.of(
                                                    "checks SHA-256 of puts",
                                                    "checks SHA-256 of parts"),
                                            CEPH_LACKS.stream())
                                    .toList());

    private static String behind;

    @BeforeAll
    static void start() throws Exception {
        TestKeys.set();
        behind = S3ProxyServer.startAnonymous();
    }

    static Stream<Arguments> servers() {
        return TestServer.withClients();
    }

    @ParameterizedTest
    @MethodSource("servers")
    void findsOutWhatTheServerDoes(TestServer server, String client) throws Exception {
        List<ProbeFinding> findings = Stores.analyze(server.freshStore(client));
        assertThat(findings)
                .filteredOn(finding -> !finding.works())
                .as(() -> server + ": " + findings)
                .extracting(ProbeFinding::capability)
                .containsExactlyElementsOf(LACKS.get(server + " " + client));
    }

    @ParameterizedTest
    @MethodSource("servers")
    void leavesNothingBehind(TestServer server, String client) throws Exception {
        URI uri = server.freshStore(client);
        Stores.analyze(uri);
        S3Location location = S3Location.parse(uri);
        try (Bucket bucket = S3Buckets.bare(uri)) {
            assertThat(bucket.list(location.prefix())).isExhausted();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "OTHER_BYTES, GET /media/[^?], read after write",
        "NO_RANGE, GET, ranges",
        "NO_LISTING, GET, list after write",
        "NO_ORDER, GET, listing in order",
        "NO_CHECKSUM, PUT [^?]*$, checks SHA-256 of puts",
        "NO_CHECKSUM, PUT, checks SHA-256 of parts",
        "NO_IF_NONE_MATCH, PUT, conditional put",
        "NO_IF_NONE_MATCH, POST, conditional completion",
        "NO_IF_MATCH, DELETE, conditional delete",
        "WRONG_CLOCK, HEAD, clock"
    })
    void tellsAServerThatLies(Fault lie, String requests, String capability) throws Exception {
        for (String client : List.of("aws", "minio")) {
            try (FaultyServer server = new FaultyServer(behind)) {
                server.fail(lie, requests, Integer.MAX_VALUE);
                assertThat(Stores.analyze(store(server, client, "probed")))
                        .as(client)
                        .filteredOn(finding -> !finding.works())
                        .extracting(ProbeFinding::capability)
                        .contains(capability);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "OTHER_BYTES, GET /media/[^?]*probe, read after write",
        "NO_RANGE, GET /media/[^?]*probe, ranges",
        "NO_LISTING, GET .*probe, list after write",
        "NO_ORDER, GET .*probe, listing in order"
    })
    void refusesAStoreWhereTheServerLacksWhatItNeeds(Fault lie, String requests, String capability)
            throws Exception {
        for (String client : List.of("aws", "minio")) {
            try (FaultyServer server = new FaultyServer(behind)) {
                server.fail(lie, requests, Integer.MAX_VALUE);
                URI uri = store(server, client, "refused-" + lie);
                assertThatThrownBy(() -> Stores.open(uri))
                        .isInstanceOf(RefusedException.class)
                        .hasMessageContaining("lacks '" + capability + "'");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"aws", "minio"})
    void readsBackWhatAServerDoesNotCheck(String client) throws Exception {
        byte[] content = new byte[5000];
        byte[] large = new byte[Upload.PART_BYTES + 5000];
        Path file = Files.createTempFile("large", ".test");
        Files.write(file, large);
        try (FaultyServer server = new FaultyServer(behind)) {
            server.fail(Fault.FLIPPED_REQUEST_UNCHECKED, "PUT .*flipped", 1);
            server.fail(Fault.FLIPPED_REQUEST_UNCHECKED, "PUT .*large.*partNumber=2", 1);
            server.fail(Fault.NO_CHECKSUM, "PUT", Integer.MAX_VALUE);
            URI uri = store(server, client, "unchecked");
            try (Bucket bucket = S3Buckets.bucket(uri)) {
                Puts.await(bucket.put("flipped", content, Puts.sha256(content), false), "flipped");
                assertThat(bucket.get("flipped", 0, 5000).orElseThrow().bytes()).isEqualTo(content);
                assertThatThrownBy(() -> Puts.await(bucket.upload("large", file), "large"))
                        .hasMessageContaining("read back");
            }
            // Whoever believes the server has other bytes and does not know.
            server.heal();
            server.fail(Fault.FLIPPED_REQUEST_UNCHECKED, "PUT .*believed", 1);
            try (Bucket bucket = S3Buckets.bare(uri)) {
                Puts.await(bucket.put("believed", content, Puts.sha256(content), false), "b");
                byte[] there = bucket.get("believed", 0, 5000).orElseThrow().bytes();
                assertThat(Arrays.equals(there, content)).isFalse();
            }
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void triesAServerOnceBeforeTheFirstWrite() throws Exception {
        try (FaultyServer server = new FaultyServer(behind)) {
            Stores.open(store(server, "aws", "once")).close();
            long tried = server.count("probe");
            // What a write needs, and what making a store needs.
            assertThat(tried).isBetween(50L, 60L);
            Stores.open(store(server, "aws", "again")).close();
            assertThat(server.count("probe")).isEqualTo(tried);
        }
    }

    private static URI store(FaultyServer server, String client, String prefix) {
        return URI.create(
                "s3://media/"
                        + client
                        + "/"
                        + prefix
                        + "?region=us-east-1&client="
                        + client
                        + "&endpoint="
                        + server.endpoint());
    }
}
