// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.ObjectBytes;
import io.multimodal.store.ObjectStore;
import io.multimodal.store.Payload;
import io.multimodal.store.bucket.client.Bucket;
import io.multimodal.store.bucket.layout.BlobPuts;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.ref.StoredRef;
import io.multimodal.store.runtime.Stores;
import io.multimodal.store.s3.client.S3Location;
import io.multimodal.store.s3.client.Upload;
import io.multimodal.store.spi.ProbeFinding;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

    /** What a server is asked before the first write. */
    private static final String[] TO_WRITE = {
        "1 PUT probe/*/read",
        "2 GET probe/*/read",
        "1 DELETE probe/*/read",
        "1 PUT probe/*/list/a",
        "1 PUT probe/*/list/b",
        "1 PUT probe/*/list/B",
        "1 LIST probe/*/list/",
        "1 DELETE probe/*/list/a",
        "1 DELETE probe/*/list/b",
        "1 DELETE probe/*/list/B",
        "1 PUT probe/*/sha256",
        "1 DELETE probe/*/sha256",
        "1 POST probe/*/parts?uploads",
        "1 PUT probe/*/parts?partNumber",
        "1 DELETE probe/*/parts?uploadId",
        "1 DELETE probe/*/parts"
    };

    /** Two races of sixteen writers, each with a put before or after it. */
    private static final String[] RACES = {
        "34 PUT probe/*/race", "2 GET probe/*/race", "2 DELETE probe/*/race"
    };

    /** What makes a store. */
    private static final String[] TO_MAKE = {
        "3 GET root", "1 PUT root", "1 PUT epochs/1", "1 LIST epochs/"
    };

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
                BlobPuts.await(
                        bucket.put("flipped", content, BlobPuts.sha256(content), false), "flipped");
                assertThat(bucket.get("flipped", 0, 5000).orElseThrow().bytes()).isEqualTo(content);
                assertThatThrownBy(() -> BlobPuts.await(bucket.upload("large", file), "large"))
                        .hasMessageContaining("read back");
            }
            // Whoever believes the server has other bytes and does not know.
            server.heal();
            server.fail(Fault.FLIPPED_REQUEST_UNCHECKED, "PUT .*believed", 1);
            try (Bucket bucket = S3Buckets.bare(uri)) {
                BlobPuts.await(
                        bucket.put("believed", content, BlobPuts.sha256(content), false), "b");
                byte[] there = bucket.get("believed", 0, 5000).orElseThrow().bytes();
                assertThat(Arrays.equals(there, content)).isFalse();
            }
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void triesAServerOnceBeforeTheFirstWriteByTheseRequests() throws Exception {
        try (FaultyServer server = new FaultyServer(behind)) {
            URI uri = store(server, "aws", "once");
            StoredRef ref;
            try (ObjectStore store = Stores.open(uri)) {
                assertThat(requests(server, uri)).isEqualTo(withRaces(TO_WRITE, TO_MAKE));
                ref = (StoredRef) store.put(Payload.of(new byte[5000])).toCompletableFuture().get();
                assertThat(requests(server, uri))
                        .isEqualTo(
                                counts("1 LIST index/1/", "1 LIST packs/1/", "1 PUT objects/1/*"));
            }
            try (ObjectStore store = Stores.open(uri)) {
                assertThat(requests(server, uri)).isEqualTo(counts("1 GET root", "1 LIST epochs/"));
                assertThat(ObjectBytes.read(store, ref, 5000)).hasSize(5000);
                assertThat(requests(server, uri))
                        .isEqualTo(
                                counts("1 LIST index/1/", "1 LIST packs/1/", "1 GET objects/1/*"));
            }
            URI other = store(server, "aws", "again");
            Stores.open(other).close();
            assertThat(requests(server, other))
                    .as("the server is known")
                    .isEqualTo(counts(TO_MAKE));
        }
    }

    @Test
    void analyzesAServerByTheseRequests() throws Exception {
        try (FaultyServer server = new FaultyServer(behind)) {
            URI uri = store(server, "aws", "analyzed");
            Stores.analyze(uri);
            Map<String, Long> more =
                    counts(
                            "9 PUT probe/*/read",
                            "9 GET probe/*/read",
                            "9 DELETE probe/*/read",
                            "2 PUT probe/*/crc64",
                            "1 PUT probe/*/complete",
                            "1 POST probe/*/complete?uploads",
                            "1 PUT probe/*/complete?partNumber",
                            "1 POST probe/*/complete?uploadId",
                            "1 DELETE probe/*/complete?uploadId",
                            "1 HEAD probe/*/complete",
                            "1 PUT probe/*/delete",
                            "2 DELETE probe/*/delete",
                            "1 HEAD probe/*/delete",
                            "1 HEAD media",
                            "1 LIST probe/*/",
                            "1 DELETE probe/*/complete",
                            "1 DELETE probe/*/crc64");
            Map<String, Long> all = withRaces(TO_WRITE);
            more.forEach((request, count) -> all.merge(request, count, Long::sum));
            assertThat(requests(server, uri)).isEqualTo(all);
        }
    }

    private static Map<String, Long> withRaces(String[]... requests) {
        return counts(
                Stream.concat(Stream.of(RACES), Stream.of(requests).flatMap(Stream::of))
                        .toArray(String[]::new));
    }

    /** From lines with a number and a request. */
    private static Map<String, Long> counts(String... lines) {
        Map<String, Long> counts = new TreeMap<>();
        for (String line : lines) {
            String[] both = line.split(" ", 2);
            counts.merge(both[1], Long.valueOf(both[0]), Long::sum);
        }
        return counts;
    }

    /** How often each request came since the last time, its random names replaced by a star. */
    private static Map<String, Long> requests(FaultyServer server, URI store)
            throws RefusedException {
        String prefix = S3Location.parse(store).prefix();
        Map<String, Long> requests = new TreeMap<>();
        for (String line : server.taken()) {
            String[] words = line.split(" ", 3);
            String target = URLDecoder.decode(words[1], UTF_8);
            int at = target.indexOf(prefix);
            String key = target.substring(at < 0 ? 1 : at + prefix.length());
            String method = target.contains("list-type=") ? "LIST" : words[0];
            requests.merge(
                    method
                            + " "
                            + key.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{64}", "*")
                                    .replaceAll("(read|race)[0-9]", "$1")
                                    .replaceAll("(partNumber|uploadId)=.*", "$1"),
                    1L,
                    Long::sum);
        }
        return requests;
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
