// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.runtime.batch;

import io.multimodal.media.memory.NativeMemory;
import io.multimodal.models.internal.cuda.MemoryLock;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;

/**
 * Memory for prepared inputs, outside the Java heap and outside the JVM's limit on direct memory,
 * which Flink sets so tight that a few images would exceed it. Bounded, reused, freed by {@link
 * #close}. Thread-safe.
 */
public final class NativeBuffers implements AutoCloseable {
    static {
        NativeMemory.configure();
    }

    /** Sizes are rounded up to a quarter of a power of two, so that similar ones are reused. */
    private static final int STEPS_PER_OCTAVE = 4;

    private static final long MIN_FLOATS = 1 << 12;

    private final long maxBytes;
    private final MemoryLock lock;
    private final Set<Long> locked = new HashSet<>();
    private final TreeMap<Long, Deque<FloatPointer>> idle = new TreeMap<>();
    private long bytesInUse;
    private long bytesIdle;
    private boolean closed;

    /**
     * An empty pool.
     *
     * @param maxBytes how much may be in use at once; a single buffer larger than this is given out
     *     when nothing else is in use
     */
    public NativeBuffers(long maxBytes) {
        this(maxBytes, MemoryLock.NONE);
    }

    /**
     * An empty pool.
     *
     * @param lock locks each buffer while it exists
     */
    public NativeBuffers(long maxBytes, MemoryLock lock) {
        this.maxBytes = maxBytes;
        this.lock = lock;
    }

    /**
     * A buffer of this length, its content arbitrary. Blocks while too much is in use.
     *
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public synchronized Lease acquire(int floats) throws InterruptedException {
        long size = roundedUp(floats);
        long bytes = size * Float.BYTES;
        while (!closed && bytesInUse > 0 && bytesInUse + bytes > maxBytes) {
            wait();
        }
        if (closed) {
            throw new InterruptedException("The model is being closed");
        }
        Deque<FloatPointer> sameSize = idle.get(size);
        FloatPointer memory;
        if (sameSize != null && !sameSize.isEmpty()) {
            memory = sameSize.pop();
            bytesIdle -= bytes;
        } else {
            freeIdle(bytes);
            memory = allocate(size);
        }
        bytesInUse += bytes;
        return new Lease(this, memory, floats);
    }

    private FloatPointer allocate(long size) {
        FloatPointer memory = new FloatPointer(size);
        if (lock.lock(memory.address(), size * Float.BYTES)) {
            locked.add(memory.address());
        }
        return memory;
    }

    private void free(FloatPointer memory) {
        if (locked.remove(memory.address())) {
            lock.unlock(memory.address());
        }
        memory.deallocate();
    }

    /** Frees idle buffers of other sizes until this many bytes more stay within the bound. */
    private void freeIdle(long bytes) {
        while (bytesIdle > 0 && bytesInUse + bytesIdle + bytes > maxBytes) {
            Map.Entry<Long, Deque<FloatPointer>> largest = idle.lastEntry();
            FloatPointer memory = largest.getValue().poll();
            if (memory == null) {
                idle.remove(largest.getKey());
            } else {
                bytesIdle -= largest.getKey() * Float.BYTES;
                free(memory);
            }
        }
    }

    private ByteBuffer bytesOf(FloatPointer memory, int floats) {
        return new BytePointer(memory)
                .capacity((long) floats * Float.BYTES)
                .asBuffer()
                .order(ByteOrder.nativeOrder())
                .clear();
    }

    private synchronized void release(FloatPointer memory) {
        long bytes = memory.capacity() * Float.BYTES;
        bytesInUse -= bytes;
        if (closed) {
            free(memory);
        } else {
            idle.computeIfAbsent(memory.capacity(), size -> new ArrayDeque<>()).push(memory);
            bytesIdle += bytes;
        }
        notifyAll();
    }

    /** Frees what is idle, and what is in use when it comes back. */
    @Override
    public synchronized void close() {
        closed = true;
        idle.values().forEach(sameSize -> sameSize.forEach(this::free));
        idle.clear();
        bytesIdle = 0;
        notifyAll();
    }

    static long roundedUp(int floats) {
        long atLeast = Math.max(floats, MIN_FLOATS);
        long step = Math.max(1, Long.highestOneBit(atLeast) / STEPS_PER_OCTAVE);
        return (atLeast + step - 1) / step * step;
    }

    /** A buffer that is given back by {@link #close}, after which it must not be touched. */
    public static final class Lease implements AutoCloseable {
        private final NativeBuffers pool;
        private final int floats;
        private FloatPointer memory;

        private Lease(NativeBuffers pool, FloatPointer memory, int floats) {
            this.pool = pool;
            this.memory = memory;
            this.floats = floats;
        }

        /** The buffer from position 0, with the asked length as its limit; direct, native order. */
        public synchronized FloatBuffer floats() {
            return memory.asBuffer().clear().limit(floats);
        }

        /** The first bytes of it as they are, in native order. */
        public synchronized ByteBuffer bytes(int length) {
            return pool.bytesOf(memory, floats).limit(length);
        }

        /** Gives the memory back; a second call does nothing. */
        @Override
        public synchronized void close() {
            if (memory != null) {
                pool.release(memory);
                memory = null;
            }
        }
    }
}
