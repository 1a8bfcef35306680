// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.roots;

import io.multimodal.store.collect.JobRoot;
import io.multimodal.store.error.StoreException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.runtime.checkpoint.MasterTriggerRestoreHook;
import org.apache.flink.util.FlinkRuntimeException;

/**
 * Writes roots into the checkpoints and savepoints of a run. These are roots of their own, made
 * with the first of them, which stay when the job ends: Flink does not tell a hook which savepoints
 * exist. Checkpoints of one run share them, those after a failover included. Called by one thread
 * at a time, but for the executor's.
 */
final class SnapshotHook implements MasterTriggerRestoreHook<SnapshotRoots> {
    static final String IDENTIFIER = "multimodal-store-roots";

    private final Run run;
    private final List<NamedRoot> roots;
    private SnapshotRoots mine;
    private UUID restored;

    /**
     * A hook that has seen no checkpoint.
     *
     * @param roots of the run
     */
    SnapshotHook(Run run, List<NamedRoot> roots) {
        this.run = run;
        this.roots = roots;
    }

    @Override
    public String getIdentifier() {
        return IDENTIFIER;
    }

    @Override
    public CompletableFuture<SnapshotRoots> triggerCheckpoint(
            long checkpoint, long timestamp, Executor executor) {
        ClassLoader loader = SnapshotHook.class.getClassLoader();
        return CompletableFuture.supplyAsync(
                () -> {
                    Thread thread = Thread.currentThread();
                    ClassLoader before = thread.getContextClassLoader();
                    thread.setContextClassLoader(loader);
                    try {
                        return mine();
                    } finally {
                        thread.setContextClassLoader(before);
                    }
                },
                executor);
    }

    private synchronized SnapshotRoots mine() {
        if (mine == null) {
            try {
                mine = make(List.of());
            } catch (StoreException e) {
                // Not as the IOException that it is: the checkpoint fails, the job goes on.
                throw new CompletionException(
                        new FlinkRuntimeException(
                                "The checkpoint cannot be kept: " + e.getMessage(), e));
            }
        }
        return mine;
    }

    /**
     * Takes over a checkpoint. One of this run is covered by its own roots, and nothing is asked of
     * a store: in a failover this is called on the job manager's thread. One of another run is
     * restored before any task runs, on a thread that may block.
     *
     * @throws StoreException if roots of the checkpoint are released or unknown, or the store
     *     cannot be reached: the job fails
     */
    @Override
    public synchronized void restoreCheckpoint(long checkpoint, SnapshotRoots snapshot)
            throws StoreException {
        Objects.requireNonNull(snapshot, "snapshot");
        if (snapshot.run().equals(run.id())) {
            mine = snapshot;
        } else if (!snapshot.run().equals(restored)) {
            takeOver(snapshot);
        }
    }

    /**
     * Where it fails, the job ends before Flink can tell anybody, so the roots of the run are
     * released here. If Flink tries again and succeeds, the roots of the checkpoints keep enough.
     */
    private void takeOver(SnapshotRoots snapshot) throws StoreException {
        boolean done = false;
        try {
            mine = make(snapshot.roots());
            restored = snapshot.run();
            done = true;
        } finally {
            if (!done) {
                run.release(roots);
            }
        }
    }

    private SnapshotRoots make(List<JobRoot> predecessors) throws StoreException {
        return new SnapshotRoots(
                run.id(),
                run.make("checkpoints of ", predecessors).stream().map(NamedRoot::root).toList());
    }

    @Override
    public SimpleVersionedSerializer<SnapshotRoots> createCheckpointDataSerializer() {
        return new SnapshotRoots.Serializer();
    }
}
