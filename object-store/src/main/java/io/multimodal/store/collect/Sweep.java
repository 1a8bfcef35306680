// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.collect;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.multimodal.annotation.Public;
import io.multimodal.store.EpochReclaimer;
import io.multimodal.store.ObjectStore;
import io.multimodal.store.collect.EpochFate.Verdict;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.internal.Epochs;
import io.multimodal.store.internal.FloorName;
import io.multimodal.store.internal.WriterLease;
import io.multimodal.store.record.ControlDocuments;
import io.multimodal.store.ref.ContentId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Removes the epochs that no root needs, beside running jobs. Several may run at once, and one may
 * be stopped at any point for any time: a name that a sweep deletes is never written again.
 * Whatever is not certain keeps everything. Thread-safe; every call blocks.
 */
@Public
public final class Sweep {
    private static final byte[] EMPTY = {};
    private static final String CLOCKS = "clocks";

    /** What keeps all that was put before collection was turned on. */
    static final String BEFORE = "everything that was put before collection was turned on";

    private final ObjectStore store;
    private final Control control;
    private final EpochReclaimer reclaimer;
    private final Guards guards;
    private final Consumer<EpochReclaimer.Contents> seen;

    Sweep(ObjectStore store, Guards guards) throws StoreException {
        this(store, guards, some -> {});
    }

    private Sweep(ObjectStore store, Guards guards, Consumer<EpochReclaimer.Contents> seen)
            throws StoreException {
        this.store = store;
        this.seen = seen;
        this.control = new Control(store.control());
        this.reclaimer = store.reclaimer();
        this.guards = guards;
    }

    /**
     * The sweep of a store, which stays open as long as it is used.
     *
     * @throws RefusedException if this kind of store keeps everything
     */
    public static Sweep of(ObjectStore store) throws StoreException {
        return new Sweep(store, Guards.ALL);
    }

    /**
     * The same, with somebody who watches.
     *
     * @param seen hears of all that is listed or removed, as it goes, on the thread that sweeps
     */
    public static Sweep of(ObjectStore store, Consumer<EpochReclaimer.Contents> seen)
            throws StoreException {
        return new Sweep(store, Guards.ALL, seen);
    }

    /**
     * Turns collection on: from now on writers hold leases, older releases refuse to open the
     * store, and all that was put before is kept by a root of its own, until somebody releases
     * that. It removes nothing. Can be repeated.
     *
     * @return the root that keeps what was put before; empty if collection was on already
     */
    public Optional<JobRoot> enable() throws StoreException {
        if (isEnabled()) {
            return Optional.empty();
        }
        JobRoot before = hold(BEFORE, Epochs.FIRST);
        reclaimer.fenceOldReleases();
        control.documents().write(Control.EPOCHS + "/" + WriterLease.MARKER, EMPTY);
        control.beginEpoch(control.presentEpoch() + 1);
        return Optional.of(before);
    }

    /** Whether {@link #enable} has succeeded. */
    public boolean isEnabled() throws StoreException {
        return reclaimer.isFenced()
                && control.documents().list(Control.EPOCHS).stream()
                        .anyMatch(entry -> entry.name().equals(WriterLease.MARKER));
    }

    /**
     * Keeps everything from an epoch on, until the root is released. It does not bring back what a
     * sweep has condemned or removed; look at {@link #plan} afterwards.
     *
     * @param owner who wants it, for people
     */
    public JobRoot hold(String owner, long floor) throws StoreException {
        FloorName name = FloorName.fresh(floor);
        control.documents().write(Control.ROOTS + "/" + name.text(), owner.getBytes(UTF_8));
        return new JobRoot(store.root().storeId(), name.text());
    }

    /**
     * Begins a new epoch: what is put from now on can be told from what was put before.
     *
     * @return its number
     */
    public long beginEpoch() throws StoreException {
        long next = control.presentEpoch() + 1;
        control.beginEpoch(next);
        return next;
    }

    /** What {@link #run} would do now, for every epoch; lists them all, and writes nothing. */
    public List<EpochFate> plan(Settings settings) throws StoreException {
        Forecast forecast = forecast(settings);
        List<EpochFate> fates = new ArrayList<>();
        for (long epoch : control.epochs()) {
            fates.add(forecast.of(epoch, reclaimer.contents(epoch, seen)));
        }
        return fates;
    }

    /**
     * What keeps each of these objects, or what happens to it; writes nothing.
     *
     * @return in the order of the ids
     */
    public List<ObjectFate> explain(Collection<ContentId> ids, Settings settings)
            throws StoreException {
        return new Explanation(store, forecast(settings), control.epochs()).of(ids);
    }

    /** What each root keeps; lists all epochs, and writes nothing. */
    public List<Holding> holdings() throws StoreException {
        Forecast forecast = forecast(Settings.DEFAULT);
        Map<Long, EpochReclaimer.Contents> contents = new TreeMap<>();
        for (long epoch : control.epochs()) {
            contents.put(epoch, reclaimer.contents(epoch, seen));
        }
        return forecast.roots().stream().map(root -> Holding.of(root, forecast, contents)).toList();
    }

    private Forecast forecast(Settings settings) throws StoreException {
        requireEnabled();
        Instant now = Instant.now();
        long present = control.presentEpoch();
        long horizon = horizon(now, ended -> {});
        Set<String> ended = endedRoots(now);
        return new Forecast(
                present,
                horizon,
                JobRoots.of(store).list().stream()
                        .filter(held -> !ended.contains(held.root().name()))
                        .toList(),
                Sentences.of(control.documents()),
                settings,
                now);
    }

    /**
     * Sweeps: publishes the horizon, looks at the roots, condemns what none needs, and removes what
     * was condemned before and is still needed by none.
     *
     * @return what happened to the epochs that are not kept
     * @throws RefusedException if collection is not turned on, or a name cannot be read that says
     *     what is kept; nothing was removed
     */
    public List<EpochFate> run(Settings settings) throws StoreException {
        requireEnabled();
        Instant now = storeTime();
        releaseEndedRoots(now);
        beginEpochWhereOld(settings.epochAge(), now);
        long horizon =
                horizon(now, ended -> control.documents().remove(Control.LEASES + "/" + ended));
        if (guards.horizonFirst()) {
            control.publishHorizon(horizon);
        }
        long bound = mark(horizon);
        guards.marked().run();
        List<EpochFate> fates = new ArrayList<>();
        Sentences sentences = Sentences.of(control.documents());
        for (long epoch : control.epochs()) {
            if (epoch < bound) {
                fates.add(sweep(epoch, sentences, settings, now));
            } else {
                sentences.pardon(epoch);
            }
        }
        if (!guards.horizonFirst()) {
            control.publishHorizon(horizon);
        }
        return fates;
    }

    /** As a person would who looks at the clock: marks know releases alone. */
    private void releaseEndedRoots(Instant now) throws StoreException {
        Set<String> ended = endedRoots(now);
        ended.removeAll(control.released());
        for (String root : ended) {
            control.release(root);
        }
    }

    /** The roots whose time has passed, released ones among them. */
    private Set<String> endedRoots(Instant now) throws StoreException {
        Set<String> ended = new HashSet<>();
        for (ControlDocuments.Entry entry : control.documents().list(Control.ROOTS)) {
            FloorName root = FloorName.parse(entry.name(), Control.ROOTS + "/");
            if (root.life().filter(life -> isOlder(entry.writtenAt(), life, now)).isPresent()) {
                ended.add(root.text());
            }
        }
        return ended;
    }

    /**
     * The least of the present epoch, which is read first, and of the floors of leases, save those
     * of processes that are gone.
     */
    private long horizon(Instant now, Ended ended) throws StoreException {
        long horizon = control.presentEpoch();
        for (ControlDocuments.Entry entry : control.documents().list(Control.LEASES)) {
            FloorName lease = FloorName.parse(entry.name(), Control.LEASES + "/");
            if (isOlder(entry.writtenAt(), WriterLease.LIFE, now)) {
                ended.lease(lease.text());
            } else {
                horizon = Math.min(horizon, lease.floor());
            }
        }
        return horizon;
    }

    /** Hears of the lease of a process that is gone. */
    @FunctionalInterface
    private interface Ended {
        void lease(String name) throws StoreException;
    }

    /** Releases are read before roots, or a root could be missed that came in place of another. */
    private long mark(long horizon) throws StoreException {
        if (!guards.roots()) {
            return horizon;
        }
        return control.heldRoots().stream().mapToLong(FloorName::floor).reduce(horizon, Math::min);
    }

    private EpochFate sweep(long epoch, Sentences sentences, Settings settings, Instant now)
            throws StoreException {
        Optional<Instant> since = sentences.since(epoch);
        if (since.isEmpty()) {
            sentences.condemn(epoch);
        }
        if (guards.secondLook() && !isOlder(since, settings.delay(), now)) {
            return new EpochFate(
                    epoch,
                    Verdict.CONDEMNED,
                    EpochReclaimer.Contents.NONE,
                    Forecast.waiting(since, settings));
        }
        EpochReclaimer.Contents removed = reclaimer.remove(epoch, seen);
        if (removed.files() > 0 || !isOlder(since, settings.delay().multipliedBy(2), now)) {
            return new EpochFate(
                    epoch,
                    Verdict.REMOVED,
                    removed,
                    reclaimer.hasTrash() ? "it lies in the trash" : "it is gone");
        }
        reclaimer.emptyTrash(epoch);
        control.documents().remove(Control.EPOCHS + "/" + epoch);
        sentences.pardon(epoch);
        return new EpochFate(epoch, Verdict.FORGOTTEN, removed, "it was removed before");
    }

    /**
     * Moves an epoch out of the trash, and keeps it and all later ones.
     *
     * @return the root that keeps it; empty if the trash has nothing of this epoch
     * @throws RefusedException if this kind of store has no trash; no root is made then
     */
    public Optional<JobRoot> restore(long epoch) throws StoreException {
        if (!reclaimer.hasTrash()) {
            throw new RefusedException(
                    "There is no trash in "
                            + store
                            + ": what was removed from a bucket comes back only if its server"
                            + " keeps versions, by the server's tools");
        }
        JobRoot root = hold("epoch " + epoch + ", which was restored from the trash", epoch);
        if (reclaimer.restore(epoch).files() == 0) {
            control.release(root.name());
            return Optional.empty();
        }
        control.beginEpoch(epoch);
        Sentences.of(control.documents()).pardon(epoch);
        return Optional.of(root);
    }

    private void beginEpochWhereOld(Duration age, Instant now) throws StoreException {
        String present = Long.toString(control.presentEpoch());
        for (ControlDocuments.Entry entry : control.documents().list(Control.EPOCHS)) {
            if (entry.name().equals(present) && isOlder(entry.writtenAt(), age, now)) {
                beginEpoch();
            }
        }
    }

    /** The clock of the store, to which the times in listings belong. */
    private Instant storeTime() throws StoreException {
        FloorName probe = FloorName.fresh(Epochs.FIRST);
        ControlDocuments documents = control.documents();
        documents.write(CLOCKS + "/" + probe.text(), EMPTY);
        try {
            return documents.list(CLOCKS).stream()
                    .filter(entry -> entry.name().equals(probe.text()))
                    .findFirst()
                    .flatMap(ControlDocuments.Entry::writtenAt)
                    .orElseThrow(
                            () ->
                                    new RefusedException(
                                            "Cannot collect garbage in "
                                                    + store
                                                    + ": its listings do not say when a document"
                                                    + " was written"));
        } finally {
            documents.remove(CLOCKS + "/" + probe.text());
        }
    }

    static boolean isOlder(Optional<Instant> writtenAt, Duration age, Instant now) {
        return writtenAt.isPresent() && !writtenAt.get().plus(age).isAfter(now);
    }

    private void requireEnabled() throws StoreException {
        if (!isEnabled()) {
            throw new RefusedException(
                    "Garbage is not collected in "
                            + store
                            + " yet: run bin/store gc --enable, which removes nothing and says"
                            + " what it changes");
        }
    }

    /**
     * How patient a sweep is.
     *
     * @param epochAge a run begins a new epoch where the present one is as old
     * @param delay how long an epoch is condemned before it is removed; what was removed stays in
     *     the trash of a folder as long again
     */
    public record Settings(Duration epochAge, Duration delay) {
        /** A day each. */
        public static final Settings DEFAULT = new Settings(Duration.ofDays(1), Duration.ofDays(1));
    }

    /**
     * What a test may switch off, to see that an object is lost then, and where it may stop a
     * sweep.
     *
     * @param marked runs between the mark and the removal
     */
    record Guards(boolean horizonFirst, boolean roots, boolean secondLook, Runnable marked) {
        static final Guards ALL = new Guards(true, true, true, () -> {});
    }
}
