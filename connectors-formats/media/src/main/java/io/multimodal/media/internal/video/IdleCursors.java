// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.video;

import io.multimodal.media.internal.runtime.DecodeMemory;
import io.multimodal.store.ref.ObjectRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A few videos that stay open where the last frame was taken. They are closed when another decoder
 * waits for their memory. Thread-safe.
 */
public final class IdleCursors implements AutoCloseable {
    private static final int MAX_OPEN = 4;

    private record Open(ObjectRef source, VideoCursor cursor) {}

    private final DecodeMemory memory;
    private final Runnable giveUp = this::closeAll;

    /** The least recently used one first. */
    private final List<Open> idle = new ArrayList<>();

    private boolean closed;

    /** None yet; their memory is counted here. */
    public IdleCursors(DecodeMemory memory) {
        this.memory = memory;
    }

    /** The cursor of a video, from now on the caller's; empty if none is idle. */
    public Optional<VideoCursor> take(ObjectRef source) {
        synchronized (idle) {
            for (int i = idle.size() - 1; i >= 0; i--) {
                if (idle.get(i).source.equals(source)) {
                    VideoCursor cursor = idle.remove(i).cursor;
                    if (idle.isEmpty()) {
                        memory.forget(giveUp);
                    }
                    return Optional.of(cursor);
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Takes a cursor over; the caller no longer uses it.
     *
     * @param usable false if it failed: it is closed
     */
    public void giveBack(ObjectRef source, VideoCursor cursor, boolean usable) {
        VideoCursor dropped = cursor;
        if (usable) {
            synchronized (idle) {
                if (!closed) {
                    if (idle.isEmpty()) {
                        memory.keep(giveUp);
                    }
                    cursor.rest();
                    idle.add(new Open(source, cursor));
                    dropped = idle.size() > MAX_OPEN ? idle.remove(0).cursor : null;
                }
            }
        }
        if (dropped != null) {
            dropped.close();
        }
        if (memory.isWaitedFor()) {
            closeAll();
        }
    }

    private void closeAll() {
        synchronized (idle) {
            memory.forget(giveUp);
            idle.forEach(open -> open.cursor.close());
            idle.clear();
        }
    }

    /** Closes those that are idle, and each that is given back later. */
    @Override
    public void close() {
        synchronized (idle) {
            closed = true;
            closeAll();
        }
    }
}
