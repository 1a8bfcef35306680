// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.InterruptedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class DecodeMemoryTest {
    private final DecodeMemory memory = new DecodeMemory(1 << 20);

    @Test
    void letsTheNextOneInWhenThereIsRoomAgain() throws Exception {
        DecodeMemory.Share first = memory.admit(1 << 20);
        CompletableFuture<DecodeMemory.Share> second =
                CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return memory.admit(1 << 19);
                            } catch (MediaException | InterruptedIOException e) {
                                throw new IllegalStateException(e);
                            }
                        });
        Thread.sleep(50);
        assertThat(second).isNotDone();

        first.close();

        second.get(60, TimeUnit.SECONDS).close();
        memory.admit(1 << 20).close();
    }

    @Test
    void isOneForAllConfigurationsEachUpToItsLimit() throws Exception {
        MemoryPool pool = new MemoryPool();
        DecodeMemory small = new DecodeMemory(100, pool);
        DecodeMemory large = new DecodeMemory(200, pool);
        DecodeMemory.Share ofLarge = large.admit(101);
        FutureTask<DecodeMemory.Share> ofSmall = new FutureTask<>(() -> small.admit(1));
        new Thread(ofSmall).start();
        while (!small.isWaitedFor()) {
            Thread.onSpinWait();
        }
        assertThat(ofSmall.isDone()).isFalse();
        ofLarge.close();
        ofSmall.get().close();
        ofSmall.get().close();
        assertThat(pool.bytesInUse()).isZero();
    }

    @Test
    void whoHoldsSomeIsCountedAndDoesNotWait() throws Exception {
        MemoryPool pool = new MemoryPool();
        DecodeMemory memory = new DecodeMemory(100, pool);
        try (DecodeMemory.Share first = memory.admit(100);
                DecodeMemory.Share second = memory.admit(50)) {
            assertThat(pool.bytesInUse()).isEqualTo(150);
        }
        assertThat(pool.bytesInUse()).isZero();
    }

    @Test
    void whatIsKeptForLaterIsGivenUpForWhoWaits() throws Exception {
        MemoryPool pool = new MemoryPool();
        DecodeMemory memory = new DecodeMemory(100, pool);
        DecodeMemory.Share kept = memory.admit(60);
        kept.rest();
        memory.keep(kept::close);
        try (DecodeMemory.Share share = memory.admit(50)) {
            assertThat(pool.bytesInUse()).isEqualTo(50);
        }
    }

    @Test
    void refusesAtOnceWhatCanNeverFit() {
        MediaException e =
                catchThrowableOfType(MediaException.class, () -> memory.admit((1 << 20) + 1));

        assertThat(e.code()).isEqualTo(ErrorCode.TOO_MANY_PIXELS);
        assertThat(e).hasMessageContaining("1048577").hasMessageContaining("1048576");
    }

    @Test
    void endsTheWaitOfAnInterruptedThread() throws Exception {
        DecodeMemory.Share all = memory.admit(1 << 20);
        AtomicBoolean stillInterrupted = new AtomicBoolean();
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        Thread waiting =
                new Thread(
                        () -> {
                            failure.complete(
                                    catchThrowableOfType(
                                            InterruptedIOException.class, () -> memory.admit(1)));
                            stillInterrupted.set(Thread.currentThread().isInterrupted());
                        });
        waiting.start();
        waiting.interrupt();
        waiting.join(60_000);

        assertThat(failure.get(60, TimeUnit.SECONDS)).isInstanceOf(InterruptedIOException.class);
        assertThat(stillInterrupted).isTrue();
        all.close();
    }
}
