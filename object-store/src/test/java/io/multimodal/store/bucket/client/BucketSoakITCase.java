// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.bucket.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.store.KilledWriters;
import io.multimodal.store.ObjectStore;
import io.multimodal.store.bucket.layout.ConcatIterator;
import io.multimodal.store.collect.KilledSweeps;
import io.multimodal.store.runtime.Stores;
import io.multimodal.store.s3.S3Buckets;
import io.multimodal.store.s3.TestServer;
import io.multimodal.store.s3.client.S3Location;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Kills real writer processes, two on one bucket, and looks for anything lost. {@code
 * -Dsoak.kills=200} makes it long.
 */
class BucketSoakITCase {
    @TempDir Path folder;

    @Test
    void losesNothingThatAKilledWriterWasTold() throws Exception {
        URI uri = TestServer.S3PROXY.store("soak", "minio");
        Set<String> acknowledged = new KilledWriters(0.4, uri, keys(), folder).run();
        try (ObjectStore reopened = Stores.openExisting(uri)) {
            KilledWriters.verify(reopened, acknowledged);
        }
        List<String> names = names(uri);
        assertThat(names).anyMatch(name -> name.startsWith("packs/"));
        // Orphans are whole packs and loose objects that nobody was told of, and what a start tried
        // the server with; nothing else.
        assertThat(names)
                .allMatch(
                        name ->
                                name.matches(
                                        "root|epochs/1|objects/1/[0-9a-f]{64}|probe/[0-9a-f-]{36}/\\w+"
                                                + "|packs/1/[0-9a-f]{12}-[0-9a-f]{24}[.]pack"
                                                + "|index/1/[0-9a-f]{12}-[0-9a-f]{24}[.]index"));
    }

    @ParameterizedTest
    @MethodSource("servers")
    @EnabledIfSystemProperty(
            named = "soak.kills",
            matches = "\\d{3,}",
            disabledReason = "takes minutes beside servers: mvn verify -Plong")
    void aSweepThatIsKilledLosesNothingThatARootKeeps(TestServer server) throws Exception {
        URI uri = server.store("swept", "minio");
        KilledSweeps processes = new KilledSweeps(0.05, uri, keys(), folder, true);
        assertThat(processes.run()).isEmpty();
        processes.assertGarbageGoes();
    }

    static List<TestServer> servers() {
        return List.of(TestServer.S3PROXY, TestServer.MINIO);
    }

    private static Map<String, String> keys() {
        return Map.of(
                "AWS_ACCESS_KEY_ID",
                System.getProperty("aws.accessKeyId"),
                "AWS_SECRET_ACCESS_KEY",
                System.getProperty("aws.secretAccessKey"));
    }

    private static List<String> names(URI uri) throws Exception {
        S3Location location = S3Location.parse(uri);
        try (Bucket bucket = S3Buckets.bucket(uri)) {
            return ConcatIterator.stream(bucket.list(location.prefix()))
                    .map(item -> item.key().substring(location.prefix().length()))
                    .toList();
        }
    }
}
