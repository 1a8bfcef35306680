// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.ObjectPlace;
import io.multimodal.store.bucket.client.MemoryBucket;
import io.multimodal.store.bucket.spi.BlobClient;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The suite passes a sound client, and fails one that breaks a promise. */
class BucketContractTest {
    @Nested
    class OfMemory extends BucketContract {
        @Override
        protected BlobClient newClient() {
            return new MemoryBucket().client();
        }
    }

    @Test
    void failsAPutIfAbsentThatWritesOver() throws Exception {
        Broken broken =
                new Broken() {
                    @Override
                    public CompletableFuture<Put> put(
                            String key, byte[] content, byte[] sha256, boolean ifAbsent) {
                        return sound.put(key, content, sha256, false);
                    }
                };
        assertFails(broken, LifeContract::saysWhereItIs, PutContract::leavesWhatIsThere);
        assertFails(
                broken, PutContract::keepsAnEmptyObject, PutContract::letsOneOfManyRacingPutsWin);
    }

    @Test
    void failsAListingWithoutOrder() throws Exception {
        Broken broken =
                new Broken() {
                    @Override
                    public CompletableFuture<Page> list(String prefix, String after) {
                        return sound.list(prefix, after)
                                .thenApply(
                                        page -> {
                                            List<Item> items = new ArrayList<>(page.items());
                                            Collections.reverse(items);
                                            return new Page(items, page.more());
                                        });
                    }
                };
        assertFails(
                broken, PutContract::keepsAnEmptyObject, ListingContract::listsInTheOrderOfBytes);
    }

    @Test
    void failsAListingThatEndsAfterAPage() throws Exception {
        Broken broken =
                new Broken() {
                    @Override
                    public CompletableFuture<Page> list(String prefix, String after) {
                        return sound.list(prefix, after)
                                .thenApply(page -> new Page(page.items(), false));
                    }
                };
        assertFails(
                broken,
                ListingContract::listsInTheOrderOfBytes,
                ListingContract::listsMoreThanAThousandKeys);
    }

    @Test
    void failsAListingThatBeginsAtTheKey() throws Exception {
        Broken broken =
                new Broken() {
                    @Override
                    public CompletableFuture<Page> list(String prefix, String after) {
                        String before =
                                after.isEmpty()
                                        ? after
                                        : after.substring(0, after.length() - 1)
                                                + (char) (after.charAt(after.length() - 1) - 1);
                        return sound.list(prefix, before);
                    }
                };
        assertFails(
                broken,
                ListingContract::listsInTheOrderOfBytes,
                ListingContract::listsBehindAKeyThatIsThereOrNot);
    }

    @Test
    void failsARangeThatIsOffByOne() throws Exception {
        Broken broken =
                new Broken() {
                    @Override
                    public CompletableFuture<Optional<Part>> get(
                            String key, long offset, int length) {
                        return sound.get(key, offset, length)
                                .thenApply(part -> part.map(Broken::withoutLast));
                    }
                };
        assertFails(broken, LifeContract::closesTwice, contract -> contract.readsARange(499, 2));
        assertFails(
                broken,
                LifeContract::closesTwice,
                contract -> contract.givesFewerBytesWhereTheObjectEnds(990, 100));
    }

    @Test
    void failsADeleteThatIsRefusedWhereNothingIs() throws Exception {
        Broken broken =
                new Broken() {
                    @Override
                    public CompletableFuture<Void> delete(String key) {
                        return sound.head(key)
                                .thenCompose(
                                        head ->
                                                head.isPresent()
                                                        ? sound.delete(key)
                                                        : CompletableFuture.failedFuture(
                                                                new java.io.IOException("404")));
                    }
                };
        assertFails(broken, PutContract::deletesAnObject, PutContract::deletesWhatIsAbsent);
    }

    @Test
    void failsAClientThatSaysThatChecksumsAreCheckedAndTheyAreNot() throws Exception {
        Broken broken =
                new Broken() {
                    @Override
                    public CompletableFuture<Put> put(
                            String key, byte[] content, byte[] sha256, boolean ifAbsent) {
                        return sound.put(key, content, BucketContract.sha256(content), ifAbsent);
                    }
                };
        assertFails(
                broken,
                PutContract::leavesWhatIsThere,
                PutContract::refusesAWrongChecksumIfItSaysSo);
    }

    @Test
    void failsAClientThatAnswersWhenItIsClosed() throws Exception {
        Broken broken =
                new Broken() {
                    @Override
                    public void close() {}
                };
        assertFails(broken, LifeContract::closesTwice, LifeContract::failsOnceItIsClosed);
    }

    @Test
    void failsACopyOfAnotherVersion() throws Exception {
        Broken broken =
                new Broken() {
                    @Override
                    public Optional<ObjectPlace> place(String key, Head head) {
                        return Optional.of(
                                new ObjectPlace("memory", key, head.sizeBytes(), "\"any\""));
                    }

                    @Override
                    public CompletableFuture<Boolean> copy(
                            ObjectPlace from, byte[] sha256, String key, Sender sender) {
                        if (!from.service().equals("memory")) {
                            return CompletableFuture.completedFuture(false);
                        }
                        return sound.get(from.name(), 0, 1 << 20)
                                .thenCompose(
                                        part -> {
                                            byte[] bytes = part.orElseThrow().bytes();
                                            byte[] digest = BucketContract.sha256(bytes);
                                            return sound.put(key, bytes, digest, false);
                                        })
                                .thenApply(put -> true);
                    }
                };
        assertFails(
                broken,
                CopyContract::copiesAnObjectWholeOverAnother,
                CopyContract::copiesNoOtherVersionThanThatOfThePlace);
    }

    @Test
    void failsACopyFromAnotherService() throws Exception {
        Broken broken =
                new Broken() {
                    @Override
                    public Optional<ObjectPlace> place(String key, Head head) {
                        return Optional.of(
                                new ObjectPlace("memory", key, head.sizeBytes(), "\"any\""));
                    }

                    @Override
                    public CompletableFuture<Boolean> copy(
                            ObjectPlace from, byte[] sha256, String key, Sender sender) {
                        return sound.get(from.name(), 0, 1 << 20)
                                .thenCompose(
                                        part -> {
                                            byte[] bytes = part.orElseThrow().bytes();
                                            byte[] digest = BucketContract.sha256(bytes);
                                            return sound.put(key, bytes, digest, false);
                                        })
                                .thenApply(put -> true);
                    }
                };
        assertFails(
                broken,
                CopyContract::copiesAnObjectWholeOverAnother,
                CopyContract::copiesNothingFromAnotherService);
    }

    /** One test of the suite passes the client, and the one that is about its fault does not. */
    private static void assertFails(BlobClient client, Check sound, Check broken) {
        assertThatCode(() -> run(client, sound)).doesNotThrowAnyException();
        assertThatThrownBy(() -> run(client, broken)).isInstanceOf(Throwable.class);
    }

    private static void run(BlobClient client, Check check) throws Exception {
        BucketContract suite =
                new BucketContract() {
                    @Override
                    protected BlobClient newClient() {
                        return client;
                    }
                };
        suite.makeClient();
        check.run(suite);
    }

    private interface Check {
        void run(BucketContract suite) throws Exception;
    }

    /** A client of a bucket in memory, of which a test breaks one request. */
    private static class Broken implements BlobClient {
        final BlobClient sound = new MemoryBucket().client();

        @Override
        public CompletableFuture<Put> put(
                String key, byte[] content, byte[] sha256, boolean ifAbsent) {
            return sound.put(key, content, sha256, ifAbsent);
        }

        @Override
        public CompletableFuture<Optional<Part>> get(String key, long offset, int length) {
            return sound.get(key, offset, length);
        }

        @Override
        public CompletableFuture<Optional<Head>> head(String key) {
            return sound.head(key);
        }

        @Override
        public CompletableFuture<Page> list(String prefix, String after) {
            return sound.list(prefix, after);
        }

        @Override
        public CompletableFuture<Void> delete(String key) {
            return sound.delete(key);
        }

        @Override
        public boolean checksPuts(String scratch) {
            return true;
        }

        @Override
        public void close() {}

        @Override
        public String toString() {
            return "Broken";
        }

        static Part withoutLast(Part part) {
            return new Part(
                    Arrays.copyOf(part.bytes(), Math.max(0, part.bytes().length - 1)),
                    part.objectBytes(),
                    part.etag());
        }
    }
}
