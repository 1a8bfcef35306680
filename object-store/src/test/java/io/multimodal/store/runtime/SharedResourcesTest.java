// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each race is brought about by latches; nothing depends on how long anything takes. */
@Timeout(60)
class SharedResourcesTest {
    private final SharedResources<String, Tap, IOException> taps =
            new SharedResources<>("a tap", IOException::new);
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();

    @Test
    void isOpenedByTheFirstAndClosedByTheLast() throws IOException {
        var one = taps.acquire("k", Tap::new);
        var two = taps.acquire("k", Tap::new);
        assertThat(two.resource()).isSameAs(one.resource());
        one.close();
        one.close();
        assertThat(closed).hasValue(0);
        two.close();
        two.close();
        assertThat(closed).hasValue(1);
        assertThat(taps.size()).isZero();
        try (var three = taps.acquire("k", Tap::new)) {
            assertThat(three.resource()).isNotSameAs(one.resource());
        }
        assertThat(opened).hasValue(2);
    }

    @Test
    void anOpenThatHangsBlocksNobodyWhoWantsAnother() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        Running<Tap> hanging = new Running<>(() -> held("down", end));
        hanging.untilItWaits();
        taps.acquire("up", Tap::new).close();
        assertThat(hanging.isDone()).isFalse();
        end.countDown();
        hanging.get();
    }

    @Test
    void aCloseThatHangsBlocksNobodyWhoWantsAnother() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        var lease = taps.acquire("down", () -> new Tap(() -> end.await()));
        Running<Void> closing = new Running<>(() -> closed(lease));
        closing.untilItWaits();
        taps.acquire("up", Tap::new).close();
        end.countDown();
        closing.get();
    }

    @Test
    void whoComesWhileItIsOpenedGetsTheSame() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        Running<Tap> opener = new Running<>(() -> held("k", end));
        opener.untilItWaits();
        Running<Tap> other = new Running<>(() -> taps.acquire("k", Tap::new).resource());
        other.untilItWaits();
        end.countDown();
        assertThat(other.get()).isSameAs(opener.get());
        assertThat(opened).hasValue(1);
    }

    @Test
    void whoComesWhileItIsClosedWaitsAndOpensAnew() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        var lease = taps.acquire("k", () -> new Tap(() -> end.await()));
        Running<Void> closing = new Running<>(() -> closed(lease));
        closing.untilItWaits();
        Running<Tap> next = new Running<>(() -> taps.acquire("k", Tap::new).resource());
        next.untilItWaits();
        assertThat(opened).hasValue(1);
        end.countDown();
        closing.get();
        assertThat(next.get()).isNotSameAs(lease.resource());
        assertThat(closed).hasValue(1);
    }

    static List<Throwable> failures() {
        return List.of(
                new IOException("down"),
                new IllegalStateException("bug"),
                new StackOverflowError());
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aFailedOpenFailsThoseWhoWaitAndIsForgotten(Throwable failure) throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        Running<Tap> opener = new Running<>(() -> failing("k", end, failure));
        opener.untilItWaits();
        Running<Tap> other = new Running<>(() -> taps.acquire("k", Tap::new).resource());
        other.untilItWaits();
        end.countDown();
        assertThatThrownBy(opener::get).hasCause(failure);
        assertThatThrownBy(other::get).hasCause(failure);
        assertThat(opened).hasValue(0);
        assertThat(taps.size()).isZero();
        taps.acquire("k", Tap::new).close();
    }

    @Test
    void whoWaitsCanBeInterruptedAndHarmsNobody() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        Running<Tap> opener = new Running<>(() -> held("k", end));
        opener.untilItWaits();
        Running<Boolean> other =
                new Running<>(
                        () -> {
                            assertThatThrownBy(() -> taps.acquire("k", Tap::new))
                                    .isInstanceOf(IOException.class)
                                    .hasMessageContaining("a tap");
                            return Thread.currentThread().isInterrupted();
                        });
        other.untilItWaits();
        other.interrupt();
        assertThat(other.get()).as("the flag is set again").isTrue();
        end.countDown();
        assertThat(opener.get()).isNotNull();
    }

    @Test
    void whereTheOpenerWasInterruptedWhoWaitsOpensForItself() throws Exception {
        Running<Tap> opener = new Running<>(() -> held("k", new CountDownLatch(1)));
        opener.untilItWaits();
        Running<Tap> other = new Running<>(() -> taps.acquire("k", Tap::new).resource());
        other.untilItWaits();
        opener.interrupt();
        assertThatThrownBy(opener::get).hasCauseInstanceOf(IOException.class);
        assertThat(other.get()).isNotNull();
        assertThat(opened).hasValue(1);
    }

    @Test
    void aCloseThatFailsTellsTheCloserAndIsForgotten() throws IOException {
        IOException failure = new IOException("cannot flush");
        var lease =
                taps.acquire(
                        "k",
                        () ->
                                new Tap(
                                        () -> {
                                            throw failure;
                                        }));
        assertThatThrownBy(lease::close).isSameAs(failure);
        lease.close();
        assertThat(closed).hasValue(1);
        taps.acquire("k", Tap::new).close();
    }

    /** Opens and keeps one, not before {@code end}. */
    private Tap held(String key, CountDownLatch end) throws IOException {
        return taps.acquire(
                        key,
                        () -> {
                            await(end);
                            return new Tap();
                        })
                .resource();
    }

    private Tap failing(String key, CountDownLatch end, Throwable failure) throws IOException {
        return taps.acquire(
                        key,
                        () -> {
                            await(end);
                            if (failure instanceof Error error) {
                                throw error;
                            }
                            if (failure instanceof RuntimeException unchecked) {
                                throw unchecked;
                            }
                            throw (IOException) failure;
                        })
                .resource();
    }

    private static Void closed(SharedResources<String, Tap, IOException>.Lease lease)
            throws IOException {
        lease.close();
        return null;
    }

    private static void await(CountDownLatch end) throws IOException {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private final class Tap implements SharedResources.Resource<IOException> {
        private final Closing closing;

        Tap() {
            this(() -> {});
        }

        Tap(Closing closing) {
            this.closing = closing;
            opened.incrementAndGet();
        }

        @Override
        public void close() throws IOException {
            closed.incrementAndGet();
            try {
                closing.run();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
    }

    private interface Closing {
        void run() throws IOException, InterruptedException;
    }

    /** A thread of which the test sees when it waits. */
    private static final class Running<T> {
        private final FutureTask<T> task;
        private final Thread thread;

        Running(Callable<T> call) {
            task = new FutureTask<>(call);
            thread = new Thread(task);
            thread.setDaemon(true);
            thread.start();
        }

        void untilItWaits() throws InterruptedException {
            while (thread.getState() != Thread.State.WAITING && !task.isDone()) {
                Thread.sleep(1);
            }
        }

        boolean isDone() {
            return task.isDone();
        }

        void interrupt() {
            thread.interrupt();
        }

        T get() throws ExecutionException, InterruptedException {
            return task.get();
        }
    }
}
