// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.error.ObjectNotFoundException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.error.StoreUnavailableException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The races are brought about by latches: a follower is one that waits. */
@Timeout(60)
class SingleFlightTest {
    private final SingleFlight<String, String> flight = new SingleFlight<>();
    private final AtomicInteger made = new AtomicInteger();
    private final CountDownLatch end = new CountDownLatch(1);

    @Test
    void makesOnceForAllWhoAskAtOnce() throws Exception {
        Caller leader = leader("made");
        Caller follower = new Caller(() -> flight.get("k", () -> count("again")));
        follower.untilItWaits();
        end.countDown();
        assertThat(leader.task.get()).isEqualTo("made");
        assertThat(follower.task.get()).isEqualTo("made");
        assertThat(made).hasValue(1);
        assertThat(flight.get("k", () -> count("later"))).isEqualTo("later");
    }

    @Test
    void aStoreThatFailsFailsAllWhoWait() throws Exception {
        ObjectNotFoundException failure = new ObjectNotFoundException("gone");
        Caller leader = leader(failure);
        Caller follower = new Caller(() -> flight.get("k", () -> count("again")));
        follower.untilItWaits();
        end.countDown();
        assertThatThrownBy(leader.task::get).hasCause(failure);
        assertThatThrownBy(follower.task::get).hasCause(failure);
        assertThat(flight.get("k", () -> count("later"))).isEqualTo("later");
    }

    @Test
    void afterAnErrorEachTriesForItself() throws Exception {
        Caller leader = leader(new StackOverflowError());
        Caller follower = new Caller(() -> flight.get("k", () -> count("again")));
        follower.untilItWaits();
        end.countDown();
        assertThatThrownBy(leader.task::get).hasCauseInstanceOf(StackOverflowError.class);
        assertThat(follower.task.get()).isEqualTo("again");
    }

    @Test
    void thatAnotherWasInterruptedIsNoReasonToFail() throws Exception {
        Caller leader = leader("never");
        Caller follower = new Caller(() -> flight.get("k", () -> count("again")));
        follower.untilItWaits();
        leader.thread.interrupt();
        assertThatThrownBy(leader.task::get).hasCauseInstanceOf(StoreUnavailableException.class);
        assertThat(follower.task.get()).isEqualTo("again");
    }

    @Test
    void whoWaitsCanBeInterrupted() throws Exception {
        Caller leader = leader("made");
        Caller follower = new Caller(() -> flight.get("k", () -> count("again")));
        follower.untilItWaits();
        follower.thread.interrupt();
        assertThatThrownBy(follower.task::get).hasCauseInstanceOf(StoreUnavailableException.class);
        end.countDown();
        assertThat(leader.task.get()).isEqualTo("made");
    }

    /** One who makes {@code result}, a text or what is thrown, once {@link #end} is open. */
    private Caller leader(Object result) throws InterruptedException {
        Caller leader = new Caller(() -> flight.get("k", () -> make(result)));
        leader.untilItWaits();
        return leader;
    }

    private String make(Object result) throws StoreException {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("interrupted", e);
        }
        if (result instanceof StoreException failure) {
            throw failure;
        }
        if (result instanceof Error error) {
            throw error;
        }
        return count((String) result);
    }

    private String count(String result) {
        made.incrementAndGet();
        return result;
    }

    private static final class Caller {
        private final FutureTask<String> task;
        private final Thread thread;

        Caller(java.util.concurrent.Callable<String> call) {
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
    }
}
