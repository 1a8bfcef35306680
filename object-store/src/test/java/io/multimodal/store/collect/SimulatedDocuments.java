// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.collect;

import io.multimodal.store.record.ControlDocuments;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The documents of a simulated store as one run of an actor sees them. The random part of a name is
 * a number in the store, so that a seed gives the same run again; the actor sees the name that it
 * made. Without a guard it sees something else than there is.
 */
final class SimulatedDocuments implements ControlDocuments {
    private static final int RANDOM_CHARS = 24;

    private final Actor self;
    private final SimulatedStore store;
    private final Names names;
    private final Role role;
    private final Optional<Guard> without;
    private final Map<String, String> numbered = new HashMap<>();
    private final Map<String, String> made = new HashMap<>();
    private final Map<String, List<Entry>> before = new HashMap<>();
    private final Map<String, Integer> listings = new HashMap<>();
    private String withheld = "";
    private int fresh;

    SimulatedDocuments(
            Actor self, SimulatedStore store, Names names, Role role, Optional<Guard> without) {
        this.self = self;
        this.store = store;
        this.names = names;
        this.role = role;
        this.without = without;
    }

    /** Who looks. */
    enum Role {
        JOB,
        WRITER,
        SWEEP
    }

    /** The numbers that an actor has instead of random names; they outlive its runs. */
    static final class Names {
        private static final String SIMULATED = "000000000000";
        private final List<String> taken = new ArrayList<>();
        private final int[] last;

        Names(int[] last) {
            this.last = last;
        }

        private String get(int index) {
            if (index == taken.size()) {
                taken.add(SIMULATED + "%012x".formatted(++last[0]));
            }
            return taken.get(index);
        }
    }

    /** The name in the store of what this run has named. */
    String numbered(String name) {
        String random = random(name);
        if (random.isEmpty() || random.startsWith(Names.SIMULATED)) {
            return name;
        }
        String number = numbered.get(random);
        if (number == null) {
            number = names.get(fresh++);
            numbered.put(random, number);
            made.put(number, random);
        }
        return name.replace(random, number);
    }

    private Entry made(Entry entry) {
        String number = random(entry.name());
        String random = made.get(number);
        return random == null
                ? entry
                : new Entry(entry.name().replace(number, random), entry.writtenAt());
    }

    private List<Entry> own(List<Entry> entries) {
        return made.isEmpty() ? entries : entries.stream().map(this::made).toList();
    }

    private static String random(String name) {
        int hyphen = name.indexOf('-');
        return hyphen < 0 ? "" : name.substring(hyphen + 1, hyphen + 1 + RANDOM_CHARS);
    }

    @Override
    public void write(String name, byte[] document) {
        String there = numbered(name);
        if (lacks(Guard.JOB_READS_THE_HORIZON_AFTER_ITS_ROOT) && name.startsWith("roots/")) {
            keep("horizons");
        }
        if (lacks(Guard.SWEEP_PUBLISHES_ITS_HORIZON_BEFORE_THE_MARK)
                && name.startsWith("horizons/")) {
            withheld = there;
            return;
        }
        if (lacks(Guard.WRITER_READS_THE_EPOCH_AFTER_ITS_LEASE) && name.startsWith("leases/")) {
            keep("epochs");
        }
        self.tell("write " + there, () -> store.write(there));
    }

    @Override
    public Optional<byte[]> read(String name) {
        return Optional.empty();
    }

    @Override
    public List<Entry> list(String folder) {
        int listing = listings.merge(folder, 1, Integer::sum);
        if (before.containsKey(folder)) {
            return before.remove(folder);
        }
        if (folder.equals("epochs") && readsLeasesFirst()) {
            before.remove("leases");
            keep("leases");
        }
        if (folder.equals("released") && readsRootsFirst()) {
            keep("roots");
        }
        if (folder.equals("condemned") && !withheld.isEmpty()) {
            String there = withheld;
            self.tell("write " + there, () -> store.write(there));
        }
        List<Entry> entries = ask(folder);
        if (lacks(Guard.JOB_LOOKS_AT_ITS_PREDECESSORS_AGAIN)
                && folder.equals("released")
                && listing == 1) {
            before.put(folder, entries);
        }
        return entries;
    }

    private boolean readsLeasesFirst() {
        return lacks(Guard.JOB_READS_THE_EPOCH_BEFORE_LEASES)
                || lacks(Guard.SWEEP_READS_THE_EPOCH_BEFORE_LEASES);
    }

    private boolean readsRootsFirst() {
        return lacks(Guard.JOB_READS_RELEASES_BEFORE_ROOTS)
                || (lacks(Guard.SWEEP_READS_RELEASES_BEFORE_ROOTS)
                        && listings.getOrDefault("leases", 0) > 0);
    }

    /** Lists a folder, and gives that when it is asked for it the next time. */
    private void keep(String folder) {
        before.put(folder, ask(folder));
    }

    private List<Entry> ask(String folder) {
        List<Entry> entries = own(self.ask("list " + folder, () -> store.list(folder)));
        boolean hidden =
                switch (folder) {
                    case "leases" -> lacks(Guard.JOB_LOOKS_AT_LEASES);
                    case "horizons" -> lacks(Guard.JOB_LOOKS_AT_THE_HORIZON);
                    case "roots" ->
                            lacks(Guard.SWEEP_LOOKS_AT_ROOTS) || lacks(Guard.JOB_LOOKS_AT_ROOTS);
                    default -> false;
                };
        if (hidden) {
            return List.of();
        }
        if (folder.equals("leases") && lacks(Guard.SWEEP_WAITS_FOR_LEASES)) {
            return entries.stream()
                    .map(entry -> new Entry(entry.name(), Optional.of(Instant.EPOCH)))
                    .toList();
        }
        if (folder.equals("epochs") && lacks(Guard.WRITER_HOLDS_A_LEASE)) {
            return entries.stream().filter(entry -> !entry.name().equals("leased")).toList();
        }
        return entries;
    }

    @Override
    public void remove(String name) {
        String there = numbered(name);
        self.tell("remove " + there, () -> store.remove(there));
    }

    private boolean lacks(Guard guard) {
        return without.filter(guard::equals).isPresent() && guard.name().startsWith(role.name());
    }
}
