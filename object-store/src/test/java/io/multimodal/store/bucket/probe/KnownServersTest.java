// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.bucket.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.bucket.client.ServerCapabilities;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.error.StoreUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class KnownServersTest {
    private static final int STORES = 8;

    private final String place = UUID.randomUUID().toString();

    @Test
    void triesABucketOnceForAllStoresThatAreOpenedAtOnce() throws Exception {
        CountDownLatch come = new CountDownLatch(STORES);
        CountedTrial trial = new CountedTrial(come);
        ExecutorService threads = Executors.newFixedThreadPool(STORES);
        try {
            List<Future<ServerCapabilities>> found = new ArrayList<>();
            for (int i = 0; i < STORES; i++) {
                KnownServers server = new KnownServers(place, trial);
                found.add(
                        threads.submit(
                                () -> {
                                    come.countDown();
                                    return server.capabilities();
                                }));
            }
            for (Future<ServerCapabilities> each : found) {
                assertThat(each.get()).isSameAs(ServerCapabilities.CHECKS_ALL);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(trial.capabilities).hasValue(1);
        KnownServers later = new KnownServers(place, trial);
        assertThat(later.holdsToConditions()).isTrue();
        assertThat(later.holdsToConditions()).isTrue();
        assertThat(trial.capabilities).hasValue(1);
        assertThat(trial.conditions).hasValue(1);
    }

    @Test
    void triesAgainWhatCouldNotBeFoundOut() throws StoreException {
        CountedTrial trial = new CountedTrial(new CountDownLatch(0));
        trial.failures.set(1);
        KnownServers server = new KnownServers(place, trial);
        assertThatThrownBy(() -> server.capabilities())
                .isInstanceOf(StoreUnavailableException.class);
        assertThat(server.capabilities()).isSameAs(ServerCapabilities.CHECKS_ALL);
    }

    private static final class CountedTrial implements KnownServers.Trial {
        private final AtomicInteger capabilities = new AtomicInteger();
        private final AtomicInteger conditions = new AtomicInteger();
        private final AtomicInteger failures = new AtomicInteger();
        private final CountDownLatch come;

        /**
         * @param come what a trial waits for
         */
        CountedTrial(CountDownLatch come) {
            this.come = come;
        }

        @Override
        public ServerCapabilities capabilities() throws StoreException {
            capabilities.incrementAndGet();
            if (failures.getAndDecrement() > 0) {
                throw new StoreUnavailableException("no answer");
            }
            try {
                come.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return ServerCapabilities.CHECKS_ALL;
        }

        @Override
        public boolean conditions() {
            conditions.incrementAndGet();
            return true;
        }
    }
}
