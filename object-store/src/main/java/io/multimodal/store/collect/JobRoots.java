// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.collect;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.multimodal.annotation.Public;
import io.multimodal.store.ObjectStore;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.error.StoreUnavailableException;
import io.multimodal.store.internal.FloorName;
import io.multimodal.store.internal.WriterLease;
import io.multimodal.store.record.ControlDocuments;
import io.multimodal.store.ref.ContentId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The roots of a store, by which jobs say what they need. A job makes its root before its first
 * task runs, writes the root's name into its checkpoints, and releases it when nothing needs its
 * state and output any more. What it promises is in {@code docs/decisions/0015}. Thread-safe; every
 * call blocks.
 *
 * <pre>{@code
 * JobRoots roots = JobRoots.of(store);
 * JobRoot root = roots.make("job 7f3a of my pipeline", restoredFrom);
 * // … tasks run; checkpoints hold root.toBytes() …
 * roots.release(root);
 * }</pre>
 */
@Public
public final class JobRoots {
    private static final int ATTEMPTS = 5;
    private static final int MAX_OWNER_CHARS = 1000;
    private static final int LOOKED_UP_TOGETHER = 100_000;

    private final ObjectStore store;
    private final Control control;
    private final Guards guards;

    JobRoots(ObjectStore store, Guards guards) throws StoreException {
        this.store = store;
        this.control = new Control(store.control());
        this.guards = guards;
    }

    /**
     * The roots of a store, which stays open as long as they are used.
     *
     * @throws RefusedException if nothing can be collected in this kind of store
     */
    public static JobRoots of(ObjectStore store) throws StoreException {
        return new JobRoots(store, Guards.ALL);
    }

    /**
     * Makes a root. When this returns, the root is durable, and everything that the tasks of the
     * job put from now on is kept, as is all that its predecessors kept, and what any reference
     * names that was emitted by a job whose root is not released.
     *
     * @param owner who makes it, for people, as {@code bin/store roots} prints it; no secret
     * @param predecessors the roots that are named by the checkpoint from which the job is
     *     restored; none for a fresh job. They may be released when this has returned, not before
     * @throws RefusedException if a predecessor was released or is unknown: what the checkpoint
     *     refers to may be deleted
     * @throws StoreUnavailableException if the store could not be reached, or sweeps came between
     *     again and again: the job may try again, from the beginning
     */
    public JobRoot make(String owner, Collection<JobRoot> predecessors) throws StoreException {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Optional<JobRoot> made = attempt(owner, predecessors);
            if (made.isPresent()) {
                return made.get();
            }
            pause(attempt);
        }
        throw new StoreUnavailableException(
                "Cannot make a root in "
                        + store
                        + " for "
                        + clean(owner)
                        + ": sweeps passed its floor "
                        + ATTEMPTS
                        + " times meanwhile; try again");
    }

    /**
     * One try: empty if a sweep passed its floor. The present epoch is read first, then leases,
     * then roots: the order carries the proof.
     */
    Optional<JobRoot> attempt(String owner, Collection<JobRoot> predecessors)
            throws StoreException {
        long floor = control.presentEpoch();
        for (FloorName lease : guards.leases() ? control.leases() : List.<FloorName>of()) {
            floor = Math.min(floor, lease.floor());
        }
        List<FloorName> held = control.heldRoots();
        for (FloorName root : guards.roots() ? held : List.<FloorName>of()) {
            floor = Math.min(floor, root.floor());
        }
        check(predecessors, held.stream().map(FloorName::text).toList());
        FloorName name = FloorName.fresh(floor);
        control.documents().write(Control.ROOTS + "/" + name.text(), clean(owner).getBytes(UTF_8));
        boolean kept = false;
        try {
            long horizon = control.horizon();
            Set<String> released = control.released();
            List<String> still =
                    held.stream()
                            .filter(root -> root.floor() <= name.floor())
                            .map(FloorName::text)
                            .filter(root -> !released.contains(root))
                            .toList();
            checkUnreleased(predecessors, released);
            kept = !guards.horizon() || floor >= horizon || !still.isEmpty();
        } finally {
            if (!kept) {
                control.release(name.text());
            }
        }
        return kept
                ? Optional.of(new JobRoot(store.root().storeId(), name.text()))
                : Optional.empty();
    }

    /**
     * Puts a root that ends in the place of one that does not: what the root keeps is kept until
     * the new one has been held for so long, by the store's own clock. A sweep releases it then.
     * For references in topics and tables, which live on when the job that wrote them has ended.
     *
     * @param root of this store; released when this returns
     * @param owner who needs it, for people; no secret
     * @param life from a second to {@link JobRoot#MAX_LIFE}; parts of a second count as a whole one
     * @return the new root; empty if the root was released before, so that nothing is kept
     * @throws StoreException if the store could not be reached: the root is held, or both are
     */
    public Optional<JobRoot> endAfter(JobRoot root, String owner, Duration life)
            throws StoreException {
        FloorName name = FloorName.fresh(root.floor(), life);
        if (control.heldRoots().stream().noneMatch(held -> held.text().equals(root.name()))) {
            return Optional.empty();
        }
        if (!guards.keptFirst()) {
            release(root);
        }
        guards.replacing().run();
        control.documents().write(Control.ROOTS + "/" + name.text(), clean(owner).getBytes(UTF_8));
        release(root);
        return Optional.of(new JobRoot(root.storeId(), name.text()));
    }

    /**
     * Makes a root that reaches back no further than these objects need, rather than as far as any
     * other root does: for references in a table or a file, which are all known.
     *
     * @param objects read once; no more than a part of them is held in memory
     * @throws RefusedException if the store does not have one of them, or it lies where it may be
     *     removed at any time; no root is left then
     */
    public JobRoot makeFor(String owner, Iterator<ContentId> objects) throws StoreException {
        JobRoot wide = make(owner, List.of());
        try {
            // The wide root keeps all from its floor on until the narrow one is durable.
            FloorName name = FloorName.fresh(floorOf(objects, wide));
            control.documents()
                    .write(Control.ROOTS + "/" + name.text(), clean(owner).getBytes(UTF_8));
            return new JobRoot(store.root().storeId(), name.text());
        } finally {
            control.release(wide.name());
        }
    }

    private long floorOf(Iterator<ContentId> objects, JobRoot wide) throws StoreException {
        List<Long> epochs = control.epochs();
        long floor = control.presentEpoch();
        while (objects.hasNext()) {
            Set<ContentId> some = new HashSet<>();
            while (objects.hasNext() && some.size() < LOOKED_UP_TOGETHER) {
                some.add(objects.next());
            }
            Map<ContentId, Long> newest = Copies.newest(store, epochs, some);
            for (ContentId id : some) {
                long epoch = newest.getOrDefault(id, 0L);
                if (epoch < wide.floor()) {
                    throw notKept(id, epoch);
                }
                floor = Math.min(floor, epoch);
            }
        }
        return floor;
    }

    private RefusedException notKept(ContentId id, long epoch) {
        return new RefusedException(
                "Cannot keep the object %s in %s: %s; bin/store why says more"
                        .formatted(
                                id,
                                store,
                                epoch == 0
                                        ? "it is not there"
                                        : "it lies in epoch "
                                                + epoch
                                                + ", which no root keeps, so that it may be removed"
                                                + " at any time; put it again"));
    }

    private void check(Collection<JobRoot> predecessors, Collection<String> held)
            throws RefusedException {
        for (JobRoot root : predecessors) {
            if (root.storeId() != store.root().storeId()) {
                throw new IllegalArgumentException(
                        "The root " + root + " is one of another store than " + store);
            }
            if (!held.contains(root.name())) {
                throw gone(root);
            }
        }
    }

    /** After the new root is durable: a sweep that saw a release before would not have seen it. */
    private void checkUnreleased(Collection<JobRoot> predecessors, Set<String> released)
            throws RefusedException {
        for (JobRoot root : predecessors) {
            if (released.contains(root.name())) {
                throw gone(root);
            }
        }
    }

    private RefusedException gone(JobRoot root) {
        return new RefusedException(
                "The root "
                        + root
                        + ", which the checkpoint names, is not held in "
                        + store
                        + ": it was released, or the store is a copy made before it, so that"
                        + " objects of the checkpoint may have been deleted; restore from a"
                        + " checkpoint whose root is held (bin/store roots prints them)");
    }

    /**
     * Releases a root: what only it kept may be deleted. Idempotent. It is never held again.
     *
     * @param root of this store
     * @throws RefusedException if it keeps what was put before collection was turned on, and
     *     processes may still put that do not know that it is on
     */
    public void release(JobRoot root) throws StoreException {
        Instant recently = Instant.now().minus(WriterLease.LIFE);
        for (ControlDocuments.Entry entry : control.documents().list(Control.ROOTS)) {
            if (entry.name().equals(root.name())
                    && entry.writtenAt().filter(recently::isBefore).isPresent()
                    && Sweep.BEFORE.equals(owner(root.name()))) {
                throw new RefusedException(
                        "Cannot release the root "
                                + root
                                + " yet: it was made less than an hour ago, when collection was"
                                + " turned on, and processes may still put objects without a"
                                + " lease; try again in an hour");
            }
        }
        control.release(root.name());
    }

    /** The roots that are held, those with the lowest floor first. Reads the document of each. */
    public List<HeldRoot> list() throws StoreException {
        Set<String> released = control.released();
        List<HeldRoot> roots = new ArrayList<>();
        for (ControlDocuments.Entry entry : control.documents().list(Control.ROOTS)) {
            FloorName name = FloorName.parse(entry.name(), Control.ROOTS + "/");
            if (!released.contains(name.text())) {
                JobRoot root = new JobRoot(store.root().storeId(), name.text());
                roots.add(new HeldRoot(root, owner(name.text()), entry.writtenAt()));
            }
        }
        roots.sort(Comparator.comparing((HeldRoot held) -> held.root().floor()));
        return roots;
    }

    private String owner(String root) throws StoreException {
        return control.documents()
                .read(Control.ROOTS + "/" + root)
                .map(text -> clean(new String(text, UTF_8)))
                .orElse("");
    }

    /** One line of bounded length, whoever wrote it. */
    private static String clean(String owner) {
        String line = owner.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.substring(0, Math.min(MAX_OWNER_CHARS, line.length()));
    }

    private void pause(int attempt) throws StoreException {
        try {
            Thread.sleep(5L << attempt);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException(
                    "The thread was interrupted while it waited to make a root in " + store, e);
        }
    }

    /**
     * What a test may switch off, to see that an object is lost then, and where it may stop a job.
     *
     * @param keptFirst whether what takes the place of a root is made before that is released
     * @param replacing runs before it is made
     */
    record Guards(
            boolean leases, boolean roots, boolean horizon, boolean keptFirst, Runnable replacing) {
        static final Guards ALL = new Guards(true, true, true, true, () -> {});
    }
}
