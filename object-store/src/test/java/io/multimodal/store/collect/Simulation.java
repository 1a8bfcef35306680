// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.collect;

import io.multimodal.store.EpochReclaimer;
import io.multimodal.store.ForwardingStore;
import io.multimodal.store.collect.SimulatedDocuments.Names;
import io.multimodal.store.collect.SimulatedDocuments.Role;
import io.multimodal.store.collect.SimulatedStore.Copy;
import io.multimodal.store.internal.Clocks;
import io.multimodal.store.internal.Epochs;
import io.multimodal.store.internal.PutCoordinator;
import io.multimodal.store.internal.WriterLease;
import io.multimodal.store.memory.MemoryStore;
import io.multimodal.store.record.ControlDocuments;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.StoredRef;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Jobs, processes that put, and sweeps, which go on in any order in one thread: the classes of the
 * product over a store whose requests are slow, arrive late or twice, or are never answered. {@link
 * #act} is one step of a schedule; the same steps give the same run.
 */
final class Simulation {
    private static final int MAX_REQUESTS = 60;
    private static final int TO_THE_END = 100;
    private static final MemoryStore BASE = new MemoryStore();
    private static final StoredRef[] REFS = {ref("a"), ref("b")};
    private static final long[] PAUSES = {1_000, 40_000, 400_000, 7_200_000};

    private final Limits limits;
    private final Optional<Guard> without;
    private final SimulatedStore store = new SimulatedStore();
    private final List<Job> jobs = new ArrayList<>();
    private final List<Writer> writers = new ArrayList<>();
    private final List<Actor> others = new ArrayList<>();
    private final Job nobody = new Job("nobody");
    private final int[] lastName = new int[1];
    private final List<String> trace = new ArrayList<>();
    private int names;

    /**
     * @param without what is taken away
     */
    Simulation(Limits limits, Optional<Guard> without) {
        this.limits = limits;
        this.without = without;
    }

    /** How many there are at a time. */
    record Limits(int jobs, int writers, int sweeps, int contents, boolean looksTwice) {}

    /** A step of a schedule: what happens, to what, and how. Any numbers will do. */
    record Step(int what, int which, int how) {}

    /** What happened, for people. */
    List<String> trace() {
        return trace;
    }

    void act(Step step) {
        int which = step.which();
        int how = step.how();
        switch (step.what() % 24) {
            case 0 -> startJob(Optional.empty(), how);
            case 1 ->
                    any(jobs, which, job -> job.isHeld())
                            .ifPresent(source -> startJob(Optional.of(source), how));
            case 2, 3, 4 -> order(which, how);
            case 5, 6 -> answer(which);
            case 7 -> readTopic(which, how);
            case 8 -> any(jobs, which, job -> job.running).ifPresent(this::end);
            case 9 ->
                    any(jobs, which, job -> job.isHeld() && !job.running)
                            .ifPresent(job -> retire(job, how));
            case 10 -> startSweep(how);
            case 11 -> pass(PAUSES[how % PAUSES.length]);
            case 12 -> store.arrive(which);
            case 13 -> crash(which, how);
            case 14 -> newEpoch();
            case 15 -> endWriter(which);
            default -> any(actors(), which, this::canGoOn).ifPresent(actor -> go(actor, how));
        }
    }

    /** What was lost; empty if nothing was. */
    Optional<String> lost() {
        for (Job job : jobs) {
            if (job.isHeld()) {
                for (int content : job.held) {
                    if (!store.holds(content, job.root.floor())) {
                        return Optional.of(
                                "content %d of %s, whose root %s is held"
                                        .formatted(content, job.name, job.root));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private void go(Actor actor, int how) {
        actor.step(how % 3 == 0 ? TO_THE_END : how % 3 == 1 ? 1 : 1 + how / 3 % 8);
        others.removeIf(Actor::isDone);
        writers.removeIf(writer -> writer.actor.isDone());
    }

    private boolean canGoOn(Actor actor) {
        return !actor.isDone()
                && (!actor.next().equals(Writer.ORDER)
                        || writers.stream()
                                .anyMatch(
                                        writer ->
                                                writer.actor == actor && !writer.orders.isEmpty()));
    }

    private List<Actor> actors() {
        List<Actor> actors = new ArrayList<>(others);
        writers.forEach(writer -> actors.add(writer.actor));
        return actors;
    }

    // ---- jobs

    private final class Job {
        private final String name;
        private final Set<Integer> held = new TreeSet<>();
        private JobRoot root;
        private boolean running;

        Job(String name) {
            this.name = name;
        }

        boolean isHeld() {
            return root != null && !store.isReleased(root.name());
        }

        void begin(JobRoot made, Set<Integer> state) {
            root = made;
            held.addAll(state);
            running = true;
        }
    }

    /** The checkpoint is one of any time before: what the source holds now, it may hold later. */
    private void startJob(Optional<Job> source, int how) {
        jobs.removeIf(job -> job.root != null && !job.isHeld() && !job.running);
        if (jobs.size() == limits.jobs()) {
            return;
        }
        Job job = new Job("job " + ++names);
        Set<Integer> state = source.map(from -> Set.copyOf(from.held)).orElse(Set.of());
        List<JobRoot> predecessors =
                lacks(Guard.JOB_NAMES_ITS_PREDECESSORS)
                        ? List.of()
                        : source.map(from -> from.root).stream().toList();
        trace.add(job.name + " from " + source.map(from -> from.name).orElse("nothing"));
        jobs.add(job);
        start(
                job.name,
                how,
                Role.JOB,
                (self, documents) -> {
                    JobRoots roots = new JobRoots(new View(self, documents), JobRoots.Guards.ALL);
                    Optional<JobRoot> made = Optional.empty();
                    for (int i = 0; i < 2 && made.isEmpty(); i++) {
                        made = roots.attempt(job.name, predecessors);
                    }
                    JobRoot root = numbered(made.orElseThrow(), documents);
                    self.tell("begins with " + root, () -> job.begin(root, state));
                });
    }

    private static JobRoot numbered(JobRoot root, SimulatedDocuments documents) {
        return new JobRoot(root.storeId(), documents.numbered(root.name()));
    }

    private void end(Job job) {
        trace.add(job.name + " ends");
        job.running = false;
    }

    /** Nothing needs it any more, or its output is kept for a time. */
    private void retire(Job job, int how) {
        JobRoot root = job.root;
        start(
                "the end of " + job.name,
                how,
                Role.JOB,
                (self, documents) -> {
                    JobRoots roots = new JobRoots(new View(self, documents), JobRoots.Guards.ALL);
                    if (how % 3 != 0) {
                        roots.release(root);
                        return;
                    }
                    Optional<JobRoot> later = roots.endAfter(root, job.name, Duration.ofHours(3));
                    later.map(made -> numbered(made, documents))
                            .ifPresent(
                                    made -> self.tell("is kept by " + made, () -> job.root = made));
                });
    }

    private void readTopic(int which, int how) {
        any(jobs, which, job -> job.isHeld() && !job.held.isEmpty())
                .ifPresent(
                        from ->
                                any(jobs, how, job -> job.isHeld() && job.running)
                                        .ifPresent(
                                                to -> {
                                                    trace.add(to.name + " reads " + from.name);
                                                    to.held.addAll(from.held);
                                                }));
    }

    // ---- processes that put

    private final class Writer {
        static final String ORDER = "waits for an order";
        private final Actor actor;
        private final Names numbers = new Names(lastName);
        private final Queue<Order> orders = new ArrayDeque<>();
        private final List<Flight> flights = new ArrayList<>();
        private final double rate;
        private final long ahead;

        Writer(int how) {
            this.rate = 0.5 + how % 4 * 0.5;
            this.ahead = (how % 7 - 3) * 86_400_000L;
            this.actor =
                    new Actor("writer " + ++names, store::millis, trace::add, this::run).started();
        }

        private void run(Actor self) throws Exception {
            SimulatedDocuments documents =
                    new SimulatedDocuments(self, store, numbers, Role.WRITER, without);
            Clocks clocks = clocks(self::time);
            Epochs epochs =
                    new Epochs(
                            () ->
                                    documents.list("epochs").stream()
                                            .map(ControlDocuments.Entry::name)
                                            .toList(),
                            Duration.ofSeconds(30),
                            clocks);
            WriterLease lease =
                    new WriterLease(
                            documents,
                            epochs,
                            lacks(Guard.WRITER_RENEWS_ITS_LEASE) ? clocks(() -> 0) : clocks);
            PutCoordinator gate = new PutCoordinator("simulated");
            Set<Copy> known = new HashSet<>();
            Map<Flight, CompletableFuture<Void>> answers = new HashMap<>();
            while (true) {
                Order order = self.ask(ORDER, orders::poll);
                if (order == null) {
                    continue;
                }
                if (order.ends()) {
                    lease.close();
                    return;
                }
                if (order.answered() != null) {
                    known.add(order.answered().copy);
                    answers.get(order.answered()).complete(null);
                } else {
                    put(self, order, epochs, lease, gate, known, answers);
                }
            }
        }

        @SuppressWarnings("FutureReturnValueIgnored") // Its end hands the reference out.
        private void put(
                Actor self,
                Order order,
                Epochs epochs,
                WriterLease lease,
                PutCoordinator gate,
                Set<Copy> known,
                Map<Flight, CompletableFuture<Void>> answers)
                throws IOException {
            int content = order.content();
            lease.hold();
            self.tell("pauses before it puts", () -> {});
            long key = lacks(Guard.WRITER_JOINS_PUTS_OF_ITS_EPOCH_ALONE) ? 1 : epochs.present();
            gate.put(
                            REFS[content],
                            key,
                            10,
                            () -> {
                                self.tell("pauses in the gate", () -> {});
                                long epoch = epochs.present();
                                if (known.stream()
                                        .anyMatch(copy -> isThere(copy, content, epoch))) {
                                    return CompletableFuture.completedFuture(null);
                                }
                                Flight flight =
                                        self.ask(
                                                "sends content %d into epoch %d"
                                                        .formatted(content, epoch),
                                                () -> send(new Copy(epoch, content)));
                                CompletableFuture<Void> answer = new CompletableFuture<>();
                                answers.put(flight, answer);
                                return answer;
                            })
                    .thenAccept(
                            ref ->
                                    self.tell(
                                            "hands content %d to %s"
                                                    .formatted(content, order.job().name),
                                            () -> hand(order.job(), content)));
        }

        private boolean isThere(Copy copy, int content, long epoch) {
            return copy.content() == content
                    && (copy.epoch() >= epoch || lacks(Guard.WRITER_SENDS_WHAT_OLDER_EPOCHS_HAVE));
        }

        private void hand(Job job, int content) {
            if (job.running) {
                job.held.add(content);
            }
        }

        private Flight send(Copy copy) {
            Flight flight = new Flight(copy);
            flights.add(flight);
            store.send(flight::arrive);
            return flight;
        }

        private Clocks clocks(LongSupplier time) {
            return new Clocks() {
                @Override
                public long nanos() {
                    return ((long) (time.getAsLong() * rate)) * 1_000_000;
                }

                @Override
                public long millis() {
                    return (long) (time.getAsLong() * rate) + ahead;
                }
            };
        }
    }

    /** A put that was sent, and not answered yet. */
    private final class Flight {
        private final Copy copy;
        private boolean arrived;

        Flight(Copy copy) {
            this.copy = copy;
        }

        /** For the first time, or once more. */
        void arrive() {
            arrived = true;
            store.put(copy);
        }
    }

    /** What a process is told: to put a content for a job, that a put was answered, or to end. */
    private record Order(Job job, int content, Flight answered) {
        static final Order END = new Order(null, 0, null);

        boolean ends() {
            return job == null && answered == null;
        }
    }

    private void order(int which, int how) {
        if (writers.size() < limits.writers() && (writers.isEmpty() || how % 4 == 0)) {
            writers.add(new Writer(which));
        }
        (how % 5 == 0 ? Optional.of(nobody) : any(jobs, which, job -> job.isHeld() && job.running))
                .ifPresent(
                        job ->
                                any(writers, how, writer -> writer.orders.isEmpty())
                                        .ifPresent(
                                                writer ->
                                                        order(
                                                                writer,
                                                                job,
                                                                which % limits.contents(),
                                                                how)));
    }

    private void order(Writer writer, Job job, int content, int how) {
        trace.add("%s is to put content %d for %s".formatted(writer.actor.name, content, job.name));
        writer.orders.add(new Order(job, content, null));
        go(writer.actor, how);
    }

    private void answer(int which) {
        any(writers, which, writer -> !writer.flights.isEmpty() && writer.orders.isEmpty())
                .ifPresent(
                        writer -> {
                            Flight flight = writer.flights.remove(which % writer.flights.size());
                            if (!flight.arrived) {
                                flight.arrive();
                            }
                            trace.add(
                                    "%s hears that %s is there"
                                            .formatted(writer.actor.name, flight.copy));
                            writer.orders.add(new Order(null, 0, flight));
                            go(writer.actor, 0);
                        });
    }

    // ---- sweeps, and what happens by itself

    private void startSweep(int how) {
        if (others.stream().filter(actor -> actor.name.startsWith("sweep")).count()
                < limits.sweeps()) {
            Sweep.Settings settings =
                    new Sweep.Settings(
                            Duration.ofHours(how % 3), Duration.ofHours(how % 7 == 0 ? 1 : 0));
            start(
                    "sweep " + ++names,
                    how,
                    Role.SWEEP,
                    (self, documents) ->
                            new Sweep(
                                            new View(self, documents),
                                            new Sweep.Guards(
                                                    true, true, limits.looksTwice(), () -> {}))
                                    .run(settings));
        }
    }

    private void pass(long millis) {
        trace.add(millis / 1000 + " s pass");
        store.pass(millis);
    }

    private void newEpoch() {
        trace.add("epoch " + (store.presentEpoch() + 1) + " begins");
        store.write("epochs/" + (store.presentEpoch() + 1));
    }

    private void endWriter(int which) {
        any(writers, which, writer -> writer.orders.isEmpty())
                .ifPresent(
                        writer -> {
                            trace.add(writer.actor.name + " ends");
                            writer.orders.add(Order.END);
                            go(writer.actor, 0);
                        });
    }

    /** Also where so many requests are behind a process that it is time for another one. */
    private void crash(int which, int how) {
        any(actors(), which, actor -> how % 3 == 0 || actor.requests() > MAX_REQUESTS)
                .ifPresent(
                        actor -> {
                            trace.add(actor.name + " is killed");
                            others.remove(actor);
                            writers.removeIf(writer -> writer.actor == actor);
                        });
    }

    /** Something that an actor does over documents. */
    @FunctionalInterface
    private interface Play {
        void run(Actor self, SimulatedDocuments documents) throws Exception;
    }

    /** Half of them are not disturbed from their beginning to their end. */
    private void start(String name, int how, Role role, Play play) {
        Names numbers = new Names(lastName);
        Actor actor =
                new Actor(
                                name,
                                store::millis,
                                trace::add,
                                self ->
                                        play.run(
                                                self,
                                                new SimulatedDocuments(
                                                        self, store, numbers, role, without)))
                        .started();
        others.add(actor);
        if (how % 2 == 0) {
            go(actor, 0);
        }
    }

    private boolean lacks(Guard guard) {
        return without.filter(guard::equals).isPresent();
    }

    private static <T> Optional<T> any(List<T> of, int which, Predicate<T> fitting) {
        List<T> all = of.stream().filter(fitting).toList();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(which % all.size()));
    }

    private static StoredRef ref(String content) {
        return new StoredRef(1, ContentId.hash(content), 1, Optional.empty());
    }

    /** The store as an actor sees it. */
    private final class View extends ForwardingStore implements EpochReclaimer {
        private final Actor self;
        private final SimulatedDocuments documents;

        View(Actor self, SimulatedDocuments documents) {
            super(BASE);
            this.self = self;
            this.documents = documents;
        }

        @Override
        public ControlDocuments control() {
            return documents;
        }

        @Override
        public EpochReclaimer reclaimer() {
            return this;
        }

        @Override
        public void fenceOldReleases() {}

        @Override
        public boolean isFenced() {
            return true;
        }

        @Override
        public Contents contents(long epoch, Consumer<Contents> seen) {
            return Contents.NONE;
        }

        @Override
        public Contents remove(long epoch, Consumer<Contents> removed) {
            List<Copy> copies = self.ask("list objects " + epoch, () -> store.copies(epoch));
            copies.forEach(copy -> self.tell("delete " + copy, () -> store.delete(copy)));
            return new Contents(copies.size(), 0);
        }

        @Override
        public boolean hasTrash() {
            return false;
        }

        @Override
        public Contents restore(long epoch) {
            return Contents.NONE;
        }

        @Override
        public void emptyTrash(long epoch) {}

        @Override
        public void close() {}

        @Override
        public String toString() {
            return "the simulated store";
        }
    }
}
