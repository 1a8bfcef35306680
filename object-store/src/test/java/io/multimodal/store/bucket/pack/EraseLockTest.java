// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.bucket.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.bucket.client.MemoryBucket;
import io.multimodal.store.bucket.layout.BucketLayout;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.error.StoreUnavailableException;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EraseLockTest {
    private static final BucketLayout LAYOUT = new BucketLayout("p/");

    private final MemoryBucket bucket = new MemoryBucket();

    @Test
    void lastsUntilItIsClosed() throws StoreException {
        try (EraseLock turn = EraseLock.await(bucket, LAYOUT, InstantSource.system())) {
            turn.renew();
            assertThat(bucket.objects).hasSize(1);
        }
        assertThat(bucket.objects).isEmpty();
    }

    @Test
    void passesOverOneOfAProcessThatWasKilled() throws StoreException {
        AtomicLong millis = new AtomicLong(1_800_000_000_000L);
        InstantSource clock = () -> java.time.Instant.ofEpochMilli(millis.get());
        EraseLock killed = EraseLock.await(bucket, LAYOUT, clock);
        millis.addAndGet(EraseLock.STALE.toMillis() + 1);
        EraseLock.await(bucket, LAYOUT, clock).close();
        assertThat(bucket.objects).isEmpty();
        killed.close();
    }

    @Test
    void isGivenUpWhereAnotherLasts() throws StoreException {
        // Half a minute passes with every look; the other one renews its turn meanwhile.
        AtomicLong millis = new AtomicLong(1_800_000_000_000L);
        InstantSource clock = () -> java.time.Instant.ofEpochMilli(millis.get());
        EraseLock other = EraseLock.await(bucket, LAYOUT, clock);
        InstantSource passing =
                () -> {
                    millis.addAndGet(10_000);
                    try {
                        other.renew();
                    } catch (StoreException e) {
                        throw new IllegalStateException(e);
                    }
                    return clock.instant();
                };
        assertThatThrownBy(() -> EraseLock.await(bucket, LAYOUT, passing))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("try again");
        other.close();
        assertThat(bucket.objects).isEmpty();
    }

    @Test
    void isOneAtATime() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger turns = new AtomicInteger();
        Thread[] threads = new Thread[3];
        for (int t = 0; t < threads.length; t++) {
            threads[t] =
                    new Thread(
                            () -> {
                                for (int i = 0; i < 20; i++) {
                                    try (EraseLock turn =
                                            EraseLock.await(
                                                    bucket, LAYOUT, InstantSource.system())) {
                                        assertThat(inside.incrementAndGet()).isEqualTo(1);
                                        turn.renew();
                                        inside.decrementAndGet();
                                        turns.incrementAndGet();
                                    } catch (StoreException e) {
                                        throw new IllegalStateException(e);
                                    }
                                }
                            });
            threads[t].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(turns).hasValue(60);
        assertThat(bucket.objects).isEmpty();
    }
}
