// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.collect;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A program that stops before each request, in one thread: it is run again from its beginning, with
 * the answers that it had, as far as the next one. So any number of them go on in any order.
 */
final class Actor {
    private final Suspended stop = new Suspended();

    final String name;
    private final Program program;
    private final LongSupplier clock;
    private final Consumer<String> said;
    private final List<Long> times = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private final List<Object> answers = new ArrayList<>();
    private int at;
    private int granted;
    private boolean suspended;
    private boolean done;
    private String next = "";

    /**
     * @param clock in milliseconds
     * @param said is told of each request
     */
    Actor(String name, LongSupplier clock, Consumer<String> said, Program program) {
        this.name = name;
        this.clock = clock;
        this.said = said;
        this.program = program;
        times.add(clock.getAsLong());
    }

    /** Lets it make so many requests more, and go on to the next. */
    void step(int requests) {
        run(requests);
    }

    private void run(int requests) {
        at = 0;
        granted = requests;
        suspended = false;
        try {
            program.run(this);
            done = true;
        } catch (Suspended e) {
            // It waits before its next request.
        } catch (Exception e) {
            done = true;
        }
    }

    /** Runs it as far as its first request. */
    Actor started() {
        run(0);
        return this;
    }

    boolean isDone() {
        return done;
    }

    int requests() {
        return answers.size();
    }

    /** What it asks when it goes on. */
    String next() {
        return next;
    }

    /** When its last request was answered. */
    long time() {
        return times.get(at);
    }

    /** Makes a request, or remembers how it was answered. */
    @SuppressWarnings("unchecked") // The same question had this answer.
    <T> T ask(String question, Supplier<T> effect) {
        if (suspended) {
            throw stop;
        }
        if (at < answers.size()) {
            if (!asked.get(at).equals(question)) {
                throw new AssertionError(
                        name + " asked " + asked.get(at) + " once, and " + question + " now");
            }
            return (T) answers.get(at++);
        }
        if (granted == 0) {
            next = question;
            suspended = true;
            throw stop;
        }
        granted--;
        said.accept(name + ": " + question);
        T answer = effect.get();
        asked.add(question);
        answers.add(answer);
        times.add(clock.getAsLong());
        at++;
        return answer;
    }

    void tell(String question, Runnable effect) {
        ask(
                question,
                () -> {
                    effect.run();
                    return "";
                });
    }

    /** What an actor does; it knows nothing but what it asks. */
    @FunctionalInterface
    interface Program {
        void run(Actor self) throws Exception;
    }

    private static final class Suspended extends Error {
        private static final long serialVersionUID = 1;

        Suspended() {
            super("", null, false, false);
        }
    }
}
