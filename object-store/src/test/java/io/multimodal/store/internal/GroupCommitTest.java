// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.error.StoreUnavailableException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class GroupCommitTest {
    private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

    /** Runs when the test says so. */
    private final Queue<Runnable> tasks = new ArrayDeque<>();

    private final List<List<String>> committed = new ArrayList<>();

    @Test
    void commitsTogetherWhatArrivesMeanwhile() {
        GroupCommit<String> commits = commits(1, this::commit);
        List<CompletableFuture<Void>> done = addAll(commits, "a", "b", "c");
        runAll();
        done.addAll(addAll(commits, "d"));
        runAll();
        assertThat(committed).containsExactly(List.of("a", "b", "c"), List.of("d"));
        assertThat(done).allSatisfy(each -> assertThat(each).isCompleted());
    }

    @Test
    void keepsBatchesBelowTheirSizeButTakesOneItem() {
        GroupCommit<String> commits =
                new GroupCommit<>(
                        "commit",
                        tasks::add,
                        1,
                        new GroupCommit.Size<>(4, String::length),
                        this::commit);
        addAll(commits, "aaaaaaaa", "bb", "cc", "d");
        runAll();
        assertThat(committed)
                .containsExactly(List.of("aaaaaaaa"), List.of("bb", "cc"), List.of("d"));
    }

    @Test
    void failsTheBatchWhateverIsThrownAndCommitsTheNext() {
        List<Throwable> thrown =
                List.of(
                        new IOException("disk"),
                        new IllegalStateException("bug"),
                        new OutOfMemoryError("heap"),
                        new StackOverflowError());
        for (Throwable failure : thrown) {
            boolean[] fails = {true};
            GroupCommit<String> commits =
                    commits(
                            1,
                            batch -> {
                                if (fails[0]) {
                                    throwAsIs(failure);
                                }
                                return commit(batch);
                            });
            List<CompletableFuture<Void>> lost = addAll(commits, "a", "b");
            runAll();
            assertThat(lost)
                    .allSatisfy(
                            each ->
                                    assertThatThrownBy(each::join)
                                            .hasCauseInstanceOf(StoreUnavailableException.class)
                                            .hasRootCause(failure)
                                            .hasMessageContaining("Cannot commit"));
            fails[0] = false;
            List<CompletableFuture<Void>> later = addAll(commits, "c");
            runAll();
            assertThat(later.get(0)).isCompleted();
        }
    }

    @Test
    void failsTheBatchWhoseFutureFails() {
        GroupCommit<String> commits =
                commits(1, batch -> CompletableFuture.failedFuture(new OutOfMemoryError("heap")));
        assertThatThrownBy(
                        () -> {
                            CompletableFuture<Void> done = commits.add("a");
                            runAll();
                            done.join();
                        })
                .hasRootCauseInstanceOf(OutOfMemoryError.class);
    }

    @Test
    void startsTheNextCommitWhileOneIsInFlight() {
        List<CompletableFuture<Void>> answers = new ArrayList<>();
        GroupCommit<String> commits =
                commits(
                        2,
                        batch -> {
                            committed.add(batch);
                            answers.add(new CompletableFuture<>());
                            return answers.get(answers.size() - 1);
                        });
        CompletableFuture<Void> a = commits.add("a");
        runAll();
        CompletableFuture<Void> b = commits.add("b");
        runAll();
        addAll(commits, "c", "d");
        runAll();
        assertThat(committed).containsExactly(List.of("a"), List.of("b"));
        answers.get(1).completeExceptionally(new IOException("reset"));
        runAll();
        assertThat(committed).endsWith(List.of("c", "d"));
        assertThat(b).isCompletedExceptionally();
        assertThat(a).isNotDone();
        answers.get(0).complete(null);
        assertThat(a).isCompleted();
    }

    @Test
    void failsWhatWaitsWhenNoThreadStarts() {
        boolean[] refuses = {true};
        GroupCommit<String> commits =
                new GroupCommit<>(
                        "commit",
                        task -> {
                            if (refuses[0]) {
                                throw new OutOfMemoryError("unable to create native thread");
                            }
                            tasks.add(task);
                        },
                        1,
                        GroupCommit.Size.unlimited(),
                        this::commit);
        assertThat(commits.add("a")).isCompletedExceptionally();
        refuses[0] = false;
        CompletableFuture<Void> later = commits.add("b");
        runAll();
        assertThat(later).isCompleted();
    }

    @Test
    void failsWhatWaitsWhenTheExecutorIsShutDownMeanwhile() {
        boolean[] refuses = {false};
        GroupCommit<String> commits =
                new GroupCommit<>(
                        "commit",
                        task -> {
                            if (refuses[0]) {
                                throw new RejectedExecutionException("shut down");
                            }
                            tasks.add(task);
                        },
                        1,
                        GroupCommit.Size.oneItem(),
                        this::commit);
        List<CompletableFuture<Void>> done = addAll(commits, "a", "b", "c");
        refuses[0] = true;
        runAll();
        assertThat(done.get(0)).isCompleted();
        assertThat(done.get(1)).isCompletedExceptionally();
        assertThat(done.get(2)).isCompletedExceptionally();
    }

    private GroupCommit<String> commits(int inFlight, GroupCommit.Commit<String> commit) {
        return new GroupCommit<>(
                "commit", tasks::add, inFlight, GroupCommit.Size.unlimited(), commit);
    }

    private CompletableFuture<?> commit(List<String> batch) {
        committed.add(batch);
        return DONE;
    }

    private static List<CompletableFuture<Void>> addAll(
            GroupCommit<String> commits, String... items) {
        List<CompletableFuture<Void>> done = new ArrayList<>();
        for (String item : items) {
            done.add(commits.add(item));
        }
        return done;
    }

    private void runAll() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }

    @SuppressWarnings("unchecked") // Throws what the compiler does not expect.
    private static <E extends Throwable> void throwAsIs(Throwable failure) throws E {
        throw (E) failure;
    }
}
