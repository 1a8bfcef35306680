// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.raster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.multimodal.store.ref.InlineRef;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RasterCacheTest {
    private static final long ROOM = 3 * Raster.bytes(100, 100);

    private final RasterCache cache = new RasterCache(ROOM);
    private final ExecutorService threads = Executors.newFixedThreadPool(4);

    @AfterEach
    void close() {
        threads.shutdownNow();
        cache.close();
    }

    @Test
    void keepsAImageThatIsInUseWhenItIsEvicted() throws IOException {
        Raster held = cache.get(key(0), () -> filled(7));
        for (int i = 1; i < 20; i++) {
            int value = i;
            cache.get(key(i), () -> filled(value)).close();
        }

        byte[] row = new byte[300];
        held.planes().get(0).read(0, 50, row, 100);

        assertThat(row).containsOnly(7);
        held.close();
        assertThat(held.retain()).as("freed once its last user is done").isFalse();
    }

    @Test
    void decodesOnceForAllWhoWaitAndHandsEachAHold() throws Exception {
        AtomicInteger decoded = new AtomicInteger();
        CountDownLatch go = new CountDownLatch(1);
        List<Future<Raster>> waiting = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            waiting.add(
                    threads.submit(
                            () ->
                                    cache.get(
                                            key(0),
                                            () -> {
                                                decoded.incrementAndGet();
                                                await(go);
                                                return filled(1);
                                            })));
        }
        go.countDown();
        for (Future<Raster> one : waiting) {
            one.get(60, TimeUnit.SECONDS).close();
        }

        assertThat(decoded).hasValue(1);
    }

    @Test
    void handsAFailureToAllWhoWaitAndTriesAgainForTheNext() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Future<Raster> leader =
                threads.submit(
                        () ->
                                cache.get(
                                        key(0),
                                        () -> {
                                            started.countDown();
                                            await(go);
                                            throw new MediaException(ErrorCode.CORRUPT, "broken");
                                        }));
        await(started);
        Future<Raster> follower = threads.submit(() -> cache.get(key(0), () -> filled(1)));
        Thread.sleep(50);
        go.countDown();

        assertThatThrownBy(() -> leader.get(60, TimeUnit.SECONDS))
                .hasRootCauseInstanceOf(MediaException.class);
        Throwable second = catchThrowable(() -> follower.get(60, TimeUnit.SECONDS).close());
        assertThat(second == null || second.getCause() instanceof MediaException).isTrue();
        cache.get(key(0), () -> filled(2)).close();
    }

    @Test
    void handsAnErrorToAllWhoWaitAndTriesAgainForTheNext() throws Exception {
        for (Error error :
                List.of(
                        new StackOverflowError(),
                        new OutOfMemoryError("of a test"),
                        new NoClassDefFoundError("of/a/Test"))) {
            CountDownLatch started = new CountDownLatch(1);
            CountDownLatch go = new CountDownLatch(1);
            FutureTask<Raster> leader =
                    new FutureTask<>(
                            () ->
                                    cache.get(
                                            key(0),
                                            () -> {
                                                started.countDown();
                                                await(go);
                                                throw error;
                                            }));
            FutureTask<Raster> follower =
                    new FutureTask<>(() -> cache.get(key(0), () -> filled(1)));
            new Thread(leader).start();
            await(started);
            Thread follows = new Thread(follower);
            follows.start();
            while (follows.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            go.countDown();

            assertThatThrownBy(() -> leader.get(10, TimeUnit.SECONDS)).hasCause(error);
            assertThatThrownBy(() -> follower.get(10, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOf(IllegalStateException.class)
                    .hasCause(error);
            assertThat(cache.peek(key(0))).isNull();
            cache.get(key(1), () -> filled(2)).close();
        }
        cache.get(key(0), () -> filled(2)).close();
    }

    @Test
    void freesEverythingWhenItIsClosed() throws IOException {
        List<Raster> made = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            cache.get(
                            key(i),
                            () -> {
                                made.add(filled(1));
                                return made.get(made.size() - 1);
                            })
                    .close();
        }
        cache.close();

        assertThat(made).hasSize(3).noneMatch(Raster::retain);
        assertThatThrownBy(() -> cache.get(key(9), () -> filled(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void neverHandsOutAFreedImageWhileManyComeAndGo() throws Exception {
        List<Future<?>> users = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            int seed = thread;
            users.add(
                    threads.submit(
                            () -> {
                                Random random = new Random(seed);
                                byte[] row = new byte[300];
                                for (int i = 0; i < 3000; i++) {
                                    int value = random.nextInt(10);
                                    try (Raster raster =
                                            cache.get(key(value), () -> filled(value))) {
                                        raster.planes().get(0).read(0, 99, row, 100);
                                        assertThat(row[299]).isEqualTo((byte) value);
                                    }
                                }
                                return null;
                            }));
        }
        for (Future<?> user : users) {
            user.get(60, TimeUnit.SECONDS);
        }
    }

    private static RasterCache.Key key(int i) {
        return new RasterCache.Key(new InlineRef(new byte[] {(byte) i}), 0);
    }

    private static Raster filled(int value) {
        Raster raster = Raster.allocate(100, 100);
        byte[] row = new byte[300];
        java.util.Arrays.fill(row, (byte) value);
        for (int y = 0; y < 100; y++) {
            raster.write(y, row);
        }
        return raster;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
