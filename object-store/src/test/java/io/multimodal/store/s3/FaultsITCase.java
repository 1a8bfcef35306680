// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.ObjectBytes;
import io.multimodal.store.Payload;
import io.multimodal.store.bucket.BucketStore;
import io.multimodal.store.bucket.client.Bucket;
import io.multimodal.store.bucket.layout.BlobPuts;
import io.multimodal.store.bucket.spi.BlobClient;
import io.multimodal.store.error.CorruptObjectException;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.error.StoreUnavailableException;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.ref.RangeTree;
import io.multimodal.store.s3.client.Verb;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every fault on every verb, once and always, by both clients: the right answer or a typed error,
 * within the time-out, and never more requests than one retry layer sends. The cases wait more than
 * they work, so they run side by side.
 */
class FaultsITCase {
    private static final int TIMEOUT_SECONDS = 12;
    private static final int ATTEMPTS = 6;

    /** After one of these the same request goes well, so nobody notices. */
    private static final Set<Fault> PASSING =
            EnumSet.of(
                    Fault.HTTP_500,
                    Fault.HTTP_503_SLOW_DOWN,
                    Fault.HTTP_409,
                    Fault.DONE_BUT_500,
                    Fault.DONE_BUT_RESET,
                    Fault.SLOW,
                    Fault.STALLED,
                    Fault.STALLED_BODY,
                    Fault.TRUNCATED,
                    Fault.RESET,
                    Fault.CLOSED);

    private static final Set<Fault> TRIED = EnumSet.range(Fault.HTTP_500, Fault.CLOSED);

    private static final Set<Fault> OF_LARGE =
            EnumSet.of(Fault.HTTP_500, Fault.HTTP_403, Fault.DONE_BUT_RESET, Fault.FLIPPED_REQUEST);

    private static final Set<Fault> DAMAGING =
            EnumSet.of(Fault.FLIPPED, Fault.OTHER_BYTES, Fault.LONGER, Fault.TRUNCATED);

    private static String behind;
    private static ExecutorService threads;

    @BeforeAll
    static void start() throws Exception {
        TestKeys.set();
        behind = S3ProxyServer.startAnonymous();
        threads = Executors.newFixedThreadPool(144);
    }

    @AfterAll
    static void stop() {
        threads.shutdownNow();
    }

    /** All cases are begun before the first is checked, so that they wait at the same time. */
    @TestFactory
    List<DynamicContainer> givesTheRightAnswerOrATypedError() throws Exception {
        List<DynamicContainer> clients = new ArrayList<>();
        for (String client : List.of("aws", "aws-crt", "minio")) {
            clients.add(DynamicContainer.dynamicContainer(client, cases(client)));
        }
        return clients;
    }

    private static List<DynamicTest> cases(String client) throws Exception {
        FaultyServer server = new FaultyServer(behind);
        Bucket bucket = bucket(server.endpoint(), client, TIMEOUT_SECONDS + "s");
        Bucket truth = bucket(behind, client, "60s");
        List<DynamicTest> tests = new ArrayList<>();
        for (Case tried : casesBy(client)) {
            tried.verb.prepare(truth, tried.key());
            server.fail(tried.fault, tried.requests(), tried.times);
            CompletableFuture<Outcome> run =
                    CompletableFuture.supplyAsync(
                            () -> outcome(tried.verb, bucket, tried.key()), threads);
            tests.add(
                    DynamicTest.dynamicTest(
                            tried.toString(),
                            () -> {
                                // A call that hangs is the failure that this time is for.
                                Outcome outcome = run.get(10L * TIMEOUT_SECONDS, TimeUnit.SECONDS);
                                check(outcome, tried, truth, server.count(tried.requests()));
                            }));
        }
        return tests;
    }

    private static List<Case> casesBy(String client) {
        List<Case> cases = new ArrayList<>();
        for (Verb verb : Verb.values()) {
            for (Fault fault : TRIED) {
                if (!verb.sendsLarge() || OF_LARGE.contains(fault)) {
                    cases.add(new Case(client, verb, fault, 1));
                }
                // Large ones go through the same retries.
                if (!verb.sendsLarge()) {
                    cases.add(new Case(client, verb, fault, Integer.MAX_VALUE));
                }
            }
        }
        return cases;
    }

    private static void check(Outcome outcome, Case tried, Bucket truth, long requests)
            throws Exception {
        int most = tried.fault == Fault.SLOW ? 1 : tried.times == 1 ? 2 : ATTEMPTS;
        assertThat(requests)
                .as("requests of %s: %s", tried.key(), outcome)
                .isBetween(1L, (long) most);
        if (outcome.failure() == null) {
            if (!tried.givesOtherBytes()) {
                tried.verb.check(outcome.value(), truth, tried.key());
            }
            return;
        }
        assertThat(outcome.failure()).isInstanceOf(StoreException.class);
        assertThat(outcome.failure().getMessage()).doesNotContain(TestKeys.CREDENTIAL);
        assertThat(tried.times == 1 && PASSING.contains(tried.fault))
                .as("what passes is tried again: %s", outcome.failure())
                .isFalse();
        if (tried.fault == Fault.HTTP_403) {
            assertThat(outcome.failure()).isInstanceOf(RefusedException.class);
            assertThat(requests).as("a refusal is not tried again").isEqualTo(1);
        } else if (PASSING.contains(tried.fault)) {
            assertThat(outcome.failure()).isInstanceOf(StoreUnavailableException.class);
        } else if (tried.verb != Verb.COMPLETE_UPLOAD) {
            // What completes an upload has no checksum; damaged, it is refused for what it says.
            assertThat(outcome.failure())
                    .isInstanceOfAny(StoreUnavailableException.class, CorruptObjectException.class);
        }
    }

    private static Outcome outcome(Verb verb, Bucket bucket, String key) {
        try {
            return new Outcome(verb.run(bucket, key), null);
        } catch (Exception e) {
            return new Outcome(null, e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"aws", "minio"})
    void neverGivesOtherBytes(String client) throws Exception {
        byte[] small = new byte[5000];
        byte[] large = new byte[(int) RangeTree.THRESHOLD_BYTES + 5000];
        for (Fault fault : DAMAGING) {
            try (FaultyServer server = new FaultyServer(behind);
                    BucketStore store =
                            BucketStore.open(
                                    bucket(server.endpoint(), client, "2s"),
                                    client + "/bytes-" + fault + "/",
                                    -1)) {
                for (byte[] content :
                        fault == Fault.FLIPPED ? List.of(small, large) : List.of(small)) {
                    ObjectRef ref = store.put(Payload.of(content)).toCompletableFuture().join();
                    server.fail(fault, "GET /media/[^?]", 1);
                    assertGivesItOrFails(() -> ObjectBytes.read(store, ref, 20 << 20), content);
                    server.fail(fault, "GET /media/[^?]", Integer.MAX_VALUE);
                    assertGivesItOrFails(() -> ObjectBytes.read(store, ref, 20 << 20), content);
                    server.heal();
                    assertThat(ObjectBytes.read(store, ref, 20 << 20)).isEqualTo(content);
                }
            }
        }
    }

    private static void assertGivesItOrFails(Callable<byte[]> read, byte[] content)
            throws Exception {
        try {
            assertThat(Arrays.equals(read.call(), content)).isTrue();
        } catch (StoreException e) {
            assertThat(e)
                    .isInstanceOfAny(StoreUnavailableException.class, CorruptObjectException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"aws", "minio"})
    void saysThatNobodyListens(String client) throws Exception {
        FaultyServer gone = new FaultyServer(behind);
        gone.close();
        try (Bucket bucket = bucket(gone.endpoint(), client, "300ms")) {
            for (Verb verb : Verb.values()) {
                assertThatThrownBy(() -> verb.run(bucket, "refused/object"))
                        .as(verb + "")
                        .isInstanceOf(StoreUnavailableException.class);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"aws", "minio"})
    void stopsWaitingWhenInterrupted(String client) throws Exception {
        try (FaultyServer server = new FaultyServer(behind);
                Bucket bucket = bucket(server.endpoint(), client, "10m")) {
            server.fail(Fault.STALLED, ".*", Integer.MAX_VALUE);
            for (Verb verb : Verb.values()) {
                AtomicReference<Throwable> seen = new AtomicReference<>();
                Thread reader =
                        new Thread(
                                () -> {
                                    seen.set(outcome(verb, bucket, "interrupted/object").failure());
                                    if (!Thread.currentThread().isInterrupted()) {
                                        seen.set(
                                                new AssertionError(
                                                        verb + " lost the flag", seen.get()));
                                    }
                                });
                reader.start();
                reader.interrupt();
                reader.join(TimeUnit.SECONDS.toMillis(60));
                assertThat(reader.isAlive()).as(verb + " waits").isFalse();
                assertThat(seen.get()).isInstanceOf(StoreUnavailableException.class);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"aws", "minio"})
    void leavesNoThreadBehind(String client) throws Exception {
        FaultyServer server = new FaultyServer(behind);
        String port = server.endpoint().replaceAll(".*:", ":");
        try (Bucket bucket = bucket(server.endpoint(), client, "2s")) {
            server.fail(Fault.STALLED, "PUT", 20);
            List<CompletableFuture<BlobClient.Put>> puts = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                byte[] content = {(byte) i};
                puts.add(bucket.put("threads/" + i, content, BlobPuts.sha256(content), false));
            }
            for (CompletableFuture<BlobClient.Put> put : puts) {
                assertThat(put.get(60, TimeUnit.SECONDS)).isEqualTo(BlobClient.Put.WRITTEN);
            }
        }
        server.close();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!names(port).isEmpty()) {
            assertThat(System.nanoTime())
                    .as(() -> "threads end: " + names(port))
                    .isLessThan(deadline);
            Thread.sleep(50);
        }
    }

    private static List<String> names(String part) {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> !waitsForAnyClient(thread.getValue()))
                .map(thread -> thread.getKey().getName())
                .filter(name -> name.contains(part))
                .toList();
    }

    /**
     * Whether a thread is the one of OkHttp that waits for the next task of all clients of the
     * process. It bears the name of the last one that it ran, whoever's that was.
     */
    private static boolean waitsForAnyClient(StackTraceElement[] stack) {
        return Arrays.stream(stack)
                .anyMatch(
                        frame ->
                                frame.getClassName().endsWith("concurrent.TaskRunner")
                                        && frame.getMethodName().equals("awaitTaskToRun"));
    }

    static Bucket bucket(String endpoint, String client, String timeout) throws Exception {
        return S3Buckets.bare(
                URI.create(
                        "s3://"
                                + TestServer.BUCKET
                                + "/x?client="
                                + client
                                + "&region=us-east-1&timeout="
                                + timeout
                                + "&endpoint="
                                + endpoint));
    }

    private record Case(String client, Verb verb, Fault fault, int times) {
        String key() {
            return prefix() + "object";
        }

        String requests() {
            return verb.requests(prefix());
        }

        /** A bucket cannot tell; the store does, see neverGivesOtherBytes. */
        boolean givesOtherBytes() {
            return (fault == Fault.FLIPPED || fault == Fault.OTHER_BYTES)
                    && (verb == Verb.GET || verb == Verb.GET_RANGE || verb == Verb.LIST);
        }

        private String prefix() {
            return client + "/" + verb + "/" + fault + "/" + times + "/";
        }

        @Override
        public String toString() {
            return verb + " " + fault + (times == 1 ? " once" : " always");
        }
    }

    private record Outcome(Object value, Throwable failure) {}
}
