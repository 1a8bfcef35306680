// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.ObjectPlace;
import io.multimodal.store.Payload;
import io.multimodal.store.Puts;
import io.multimodal.store.StoreConfig;
import io.multimodal.store.bucket.client.Bucket;
import io.multimodal.store.bucket.layout.BlobPuts;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.ref.ExternalRef;
import io.multimodal.store.runtime.StoreRuntime;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Objects that their server copies, by both clients, and what is asked of the server for that. */
@ParameterizedClass
@ValueSource(strings = {"aws", "minio"})
class ServerCopyITCase {
    private static FaultyServer server;

    private final String client;
    private Bucket bucket;

    ServerCopyITCase(String client) {
        this.client = client;
    }

    @BeforeAll
    static void start() throws Exception {
        TestKeys.set();
        server = new FaultyServer(S3ProxyServer.startAnonymous());
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @BeforeEach
    void open() throws Exception {
        bucket = S3Buckets.bare(uri(""));
        Puts.await(bucket.put("known", new byte[0], BlobPuts.sha256(new byte[0]), false));
        server.taken();
    }

    @AfterEach
    void close() {
        bucket.close();
        server.heal();
    }

    private URI uri(String prefix) {
        return URI.create(
                "s3://%s/%s?client=%s&region=us-east-1&endpoint=%s"
                        .formatted(TestServer.BUCKET, prefix, client, server.endpoint()));
    }

    private static byte[] random(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private ObjectPlace put(String key, byte[] content) throws Exception {
        Puts.await(bucket.put(key, content, BlobPuts.sha256(content), false));
        ObjectPlace place = bucket.place(key).orElseThrow();
        server.taken();
        return place;
    }

    private byte[] read(String key) throws Exception {
        return bucket.get(key, 0, 1 << 20).orElseThrow().bytes();
    }

    @Test
    void copiesWithoutReading() throws Exception {
        byte[] content = random(300_000, 1);
        ObjectPlace place = put(client + "/a b/ü%2F+.bin", content);
        String key = client + "/copy/ä c.bin";

        assertThat(Puts.await(bucket.copy(place, BlobPuts.sha256(content), key))).isTrue();

        assertThat(server.taken())
                .extracting(line -> line.replaceFirst(" .*", ""))
                .as("what was asked of the server")
                .containsExactly("PUT", "HEAD");
        assertThat(read(key)).isEqualTo(content);
    }

    @Test
    void copiesNoOtherVersionThanThatOfThePlace() throws Exception {
        byte[] before = random(1000, 2);
        ObjectPlace place = put(client + "/changing", before);
        byte[] other = random(1000, 3);
        put(client + "/changing", other);

        assertThatThrownBy(
                        () ->
                                Puts.await(
                                        bucket.copy(
                                                place,
                                                BlobPuts.sha256(before),
                                                client + "/not-there")))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("has changed");
        assertThat(server.count("PUT .*not-there")).as("it is not tried again").isEqualTo(1);
        assertThat(bucket.size(client + "/not-there")).isEmpty();
    }

    @Test
    void copiesFromNoOtherServer() throws Exception {
        ObjectPlace place = put(client + "/here", random(10, 4));
        ObjectPlace elsewhere =
                new ObjectPlace("s3 at http://other", place.name(), 10, place.etag());

        assertThat(Puts.await(bucket.copy(elsewhere, new byte[32], client + "/copy"))).isFalse();
        assertThat(server.taken()).isEmpty();
    }

    @Test
    void triesAgainAfterAnErrorOfTheServer() throws Exception {
        byte[] content = random(5000, 5);
        ObjectPlace place = put(client + "/flaky", content);
        server.fail(Fault.HTTP_500, "PUT .*/again", 1);

        assertThat(Puts.await(bucket.copy(place, BlobPuts.sha256(content), client + "/again")))
                .isTrue();
        assertThat(server.count("PUT .*/again")).isEqualTo(2);
        assertThat(read(client + "/again")).isEqualTo(content);
    }

    /** The runtime says where objects of a store and of a foreign bucket lie. */
    @Test
    void findsThePlacesOfReferences() throws Exception {
        put(client + "/in/photo.png", random(70_000, 6));
        StoreConfig config =
                StoreConfig.of(uri(client + "/store").toString())
                        .withExternals(Map.of("in", uri(client + "/in/").toString()));
        String photo = "s3://media/" + client + "/in/photo.png";
        try (StoreRuntime stores = StoreRuntime.acquire(config)) {
            ExternalRef external = stores.refer(URI.create(photo));
            assertThat(stores.place(external))
                    .get()
                    .isEqualTo(bucket.place(client + "/in/photo.png").orElseThrow());
            assertThat(stores.place(stores.put(Payload.of(random(100, 7)))))
                    .as("what lies in its reference")
                    .isEmpty();
            Optional<ObjectPlace> large = stores.place(stores.put(Payload.of(random(9 << 20, 8))));
            assertThat(large).get().extracting(ObjectPlace::sizeBytes).isEqualTo(9L << 20);
            for (ExternalRef other :
                    List.of(
                            new ExternalRef(photo, 0, external.sizeBytes(), Optional.of("\"x\"")),
                            new ExternalRef(photo, 0, external.sizeBytes(), Optional.empty()),
                            new ExternalRef(photo, 0, OptionalLong.of(10), external.validator()))) {
                assertThat(stores.place(other)).as(other.toString()).isEmpty();
            }
        }
    }
}
