// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.http;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Lets requests through to hosts: so many at a time, with a delay between two, and none while a
 * host asked to be left alone. Requests to a host go in the order of their coming. There is one for
 * the process, so that all tables, subtasks and jobs of it count together. Thread-safe; does not
 * block. Memory is held only for hosts that are in use.
 */
public final class HostGates {
    private static final HostGates SHARED = new HostGates();

    private final Map<String, Gate> gates = new HashMap<>();

    HostGates() {}

    /** Those of the process. */
    public static HostGates shared() {
        return SHARED;
    }

    /** A request that was let through. Closing it lets the next one through. Idempotent. */
    public final class Permit implements AutoCloseable {
        private final String host;
        private boolean closed;

        private Permit(String host) {
            this.host = host;
        }

        @Override
        public void close() {
            release(this);
        }
    }

    /**
     * Completes when a request may be sent. A caller that waits no longer cancels it.
     *
     * @param host with the port
     */
    public CompletableFuture<Permit> acquire(String host, Politeness politeness) {
        Waiter waiter = new Waiter(politeness, new CompletableFuture<>());
        synchronized (gates) {
            gates.computeIfAbsent(host, ignored -> new Gate()).waiters.add(waiter);
        }
        advance(host);
        return waiter.permit;
    }

    /** What a caller does with a permit that it no longer waits for, granted or not. */
    public static void giveUp(CompletableFuture<Permit> permit) {
        if (!permit.cancel(true) && !permit.isCompletedExceptionally()) {
            permit.join().close();
        }
    }

    /** Lets no request through to a host for so long from now on. */
    public void pause(String host, Duration duration) {
        synchronized (gates) {
            Gate gate = gates.computeIfAbsent(host, ignored -> new Gate());
            gate.closedUntil(System.nanoTime() + duration.toNanos());
        }
        advance(host);
    }

    int size() {
        synchronized (gates) {
            return gates.size();
        }
    }

    private void release(Permit permit) {
        synchronized (gates) {
            if (permit.closed) {
                return;
            }
            permit.closed = true;
            gates.get(permit.host).active--;
        }
        advance(permit.host);
    }

    /** Lets those through who may go; their actions run after the lock was released. */
    private void advance(String host) {
        List<Waiter> through = new ArrayList<>();
        synchronized (gates) {
            Gate gate = gates.get(host);
            if (gate == null) {
                return;
            }
            long now = System.nanoTime();
            Waiter next;
            while ((next = gate.waiters.peek()) != null) {
                if (next.permit.isDone()) {
                    gate.waiters.remove();
                } else if (gate.active >= next.politeness.maxRequests()) {
                    break;
                } else if (gate.opensIn(now) > 0) {
                    break;
                } else {
                    gate.waiters.remove();
                    gate.active++;
                    gate.closedUntil(now + next.politeness.delay().toNanos());
                    through.add(next);
                }
            }
            if (gate.opensIn(now) > 0) {
                later(host, gate);
            } else if (gate.active == 0 && gate.waiters.isEmpty()) {
                gates.remove(host);
            }
        }
        for (Waiter waiter : through) {
            Permit permit = new Permit(host);
            if (!waiter.permit.complete(permit)) {
                permit.close();
            }
        }
    }

    /** At most one at a time for a host. */
    private void later(String host, Gate gate) {
        if (!gate.scheduled) {
            gate.scheduled = true;
            CompletableFuture.delayedExecutor(
                            gate.opensIn(System.nanoTime()) + 1, TimeUnit.NANOSECONDS)
                    .execute(
                            () -> {
                                synchronized (gates) {
                                    gate.scheduled = false;
                                }
                                advance(host);
                            });
        }
    }

    private record Waiter(Politeness politeness, CompletableFuture<Permit> permit) {}

    /** Guarded by the map. */
    private static final class Gate {
        private final Deque<Waiter> waiters = new ArrayDeque<>();
        private final long made = System.nanoTime();
        private int active;
        private boolean scheduled;
        private long closedNanos;

        void closedUntil(long nanos) {
            closedNanos = Math.max(closedNanos, nanos - made);
        }

        long opensIn(long now) {
            return closedNanos - (now - made);
        }
    }
}
