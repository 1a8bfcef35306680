// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.runtime.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.models.internal.cuda.MemoryLock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class NativeBuffersTest {
    private static final int KIBI_FLOATS = 1 << 18;

    @Test
    void givesDirectBuffersOfTheAskedLength() throws Exception {
        try (NativeBuffers buffers = new NativeBuffers(1 << 20);
                NativeBuffers.Lease lease = buffers.acquire(1000)) {
            assertThat(lease.floats().isDirect()).isTrue();
            assertThat(lease.floats().order()).isEqualTo(java.nio.ByteOrder.nativeOrder());
            assertThat(lease.floats().remaining()).isEqualTo(1000);
            lease.floats().put(999, 3f);
            assertThat(lease.floats().get(999)).isEqualTo(3f);
        }
    }

    @Test
    void makesACallerWaitUntilSomethingComesBack() throws Exception {
        try (NativeBuffers buffers = new NativeBuffers(1 << 20)) {
            NativeBuffers.Lease all = buffers.acquire(KIBI_FLOATS);
            CompletableFuture<NativeBuffers.Lease> next =
                    CompletableFuture.supplyAsync(() -> acquire(buffers, KIBI_FLOATS));
            Thread.sleep(50);
            assertThat(next).isNotDone();
            all.close();
            next.get().close();
        }
    }

    @Test
    void givesOutMoreThanTheBoundWhereNothingElseIsInUse() throws Exception {
        try (NativeBuffers buffers = new NativeBuffers(1024);
                NativeBuffers.Lease lease = buffers.acquire(KIBI_FLOATS)) {
            assertThat(lease.floats().remaining()).isEqualTo(KIBI_FLOATS);
        }
    }

    @Test
    void locksEachBufferOnceAndUnlocksItBeforeItIsFreed() throws Exception {
        List<String> calls = new ArrayList<>();
        MemoryLock lock =
                new MemoryLock() {
                    @Override
                    public boolean lock(long address, long bytes) {
                        calls.add("lock " + bytes);
                        // As where a limit of the system is reached.
                        return bytes > 1 << 15;
                    }

                    @Override
                    public void unlock(long address) {
                        calls.add("unlock");
                    }
                };
        try (NativeBuffers buffers = new NativeBuffers(1 << 20, lock)) {
            buffers.acquire(1 << 14).close();
            buffers.acquire(1 << 14).close();
            buffers.acquire(1 << 12).close();
            assertThat(calls).containsExactly("lock 65536", "lock 16384");
        }
        assertThat(calls).containsExactly("lock 65536", "lock 16384", "unlock");
    }

    @Test
    void mayBeClosedTwice() throws Exception {
        try (NativeBuffers buffers = new NativeBuffers(1 << 20)) {
            NativeBuffers.Lease lease = buffers.acquire(10);
            lease.close();
            lease.close();
            try (NativeBuffers.Lease one = buffers.acquire(10);
                    NativeBuffers.Lease other = buffers.acquire(10)) {
                one.floats().put(0, 1f);
                other.floats().put(0, 2f);
                assertThat(one.floats().get(0)).isEqualTo(1f);
            }
        }
    }

    @Test
    void roundsUpByAtMostAQuarter() {
        for (int floats = 5000; floats < 10_000_000; floats = floats * 9 / 8) {
            assertThat(NativeBuffers.roundedUp(floats)).isBetween((long) floats, floats * 5L / 4);
        }
    }

    private static NativeBuffers.Lease acquire(NativeBuffers buffers, int floats) {
        try {
            return buffers.acquire(floats);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
