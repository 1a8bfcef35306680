// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.error.StoreException;
import io.multimodal.store.error.StoreUnavailableException;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.ref.StoredRef;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class PutCoordinatorTest {
    private static final StoredRef REF =
            new StoredRef(1, ContentId.hash("x"), 2_000_000, Optional.empty());

    private final PutCoordinator gate = new PutCoordinator("of this test");

    static List<Throwable> failures() {
        return List.of(
                new StoreUnavailableException("no epochs"),
                new IllegalStateException("bug"),
                new StackOverflowError());
    }

    /** Who joins comes while the first one's write is being started: here, out of it. */
    @ParameterizedTest
    @MethodSource("failures")
    void whoJoinedAPutThatDoesNotStartFailsWithIt(Throwable failure) throws StoreException {
        AtomicReference<CompletableFuture<ObjectRef>> joined = new AtomicReference<>();
        assertThatThrownBy(
                        () ->
                                gate.put(
                                        REF,
                                        1,
                                        10,
                                        () -> {
                                            joined.set(join());
                                            return thrown(failure);
                                        }))
                .isSameAs(failure);
        assertThatThrownBy(() -> joined.get().get()).hasCause(failure);
        // All that was taken was given back, or this would wait for ever.
        assertThat(gate.close()).isTrue();
    }

    @Test
    void thatAPutDidNotStartIsForgotten() throws Exception {
        assertThatThrownBy(
                        () -> gate.put(REF, 1, 10, () -> thrown(new IllegalStateException("bug"))))
                .isInstanceOf(IllegalStateException.class);
        CompletableFuture<Void> written = new CompletableFuture<>();
        CompletableFuture<ObjectRef> put =
                gate.put(REF, 1, 10, () -> written).toCompletableFuture();
        assertThat(put).isNotDone();
        written.complete(null);
        assertThat(put.get()).isEqualTo(REF);
    }

    /** What the older one writes may be collected before the newer one's reference is. */
    @Test
    void aPutOfAnOlderEpochIsNotJoined() throws Exception {
        CompletableFuture<Void> older = new CompletableFuture<>();
        CompletableFuture<Void> newer = new CompletableFuture<>();
        var first = gate.put(REF, 1, 10, () -> older).toCompletableFuture();
        var second = gate.put(REF, 2, 10, () -> newer).toCompletableFuture();
        var joined = gate.put(REF, 2, 10, () -> thrown(new IllegalStateException("It joins")));
        older.complete(null);
        assertThat(first.get()).isEqualTo(REF);
        assertThat(second).isNotDone();
        newer.complete(null);
        assertThat(second.get()).isEqualTo(REF);
        assertThat(joined.toCompletableFuture().get()).isEqualTo(REF);
        assertThat(gate.close()).isTrue();
    }

    private CompletableFuture<ObjectRef> join() throws IOException {
        return gate.put(
                        REF,
                        1,
                        10,
                        () -> {
                            throw new IllegalStateException("It joins, and writes nothing");
                        })
                .toCompletableFuture();
    }

    private static CompletableFuture<Void> thrown(Throwable failure) throws IOException {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        throw (IOException) failure;
    }
}
