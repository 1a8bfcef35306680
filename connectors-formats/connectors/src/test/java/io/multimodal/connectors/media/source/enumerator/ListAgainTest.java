// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.source.enumerator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.connectors.media.source.listing.FileStream;
import io.multimodal.connectors.media.source.listing.ListedFile;
import io.multimodal.connectors.media.source.listing.Listing;
import io.multimodal.connectors.media.source.listing.PathOrder;
import io.multimodal.connectors.media.source.snapshot.SeenFile;
import io.multimodal.connectors.media.source.snapshot.SeenFiles;
import io.multimodal.connectors.media.source.snapshot.SeenSegments;
import io.multimodal.connectors.media.source.snapshot.SeenStream;
import io.multimodal.connectors.media.source.snapshot.SegmentStore;
import io.multimodal.connectors.media.source.snapshot.Stamps;
import io.multimodal.store.ref.InlineRef;
import io.multimodal.store.ref.ObjectRef;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.core.fs.Path;
import org.junit.jupiter.api.Test;

/** Rounds over files that come, change and go, with a folder and a store in memory. */
class ListAgainTest {
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final AtomicLong clock = new AtomicLong(-5_000_000_000L);
    private final NavigableMap<String, ListedFile> folder = new TreeMap<>(PathOrder::compare);
    private final Map<ObjectRef, byte[]> objects = new HashMap<>();
    private int puts;
    private boolean broken;

    @Test
    void givesAFileOnceItHasStayedTheSameForTheSettleTime() throws Exception {
        Rounds rounds = new Rounds(3);
        put("a", 1, 1);
        assertThat(rounds.next()).isEmpty();
        assertThat(rounds.after(2)).isEmpty();
        assertThat(rounds.after(1)).containsExactly("a");
        assertThat(rounds.after(60)).isEmpty();
    }

    @Test
    void waitsForAFileThatGrowsOrIsWrittenAgain() throws Exception {
        Rounds rounds = new Rounds(3);
        put("a", 1, 1);
        rounds.next();
        put("a", 2, 1);
        assertThat(rounds.after(4)).isEmpty();
        put("a", 2, 9);
        assertThat(rounds.after(2)).isEmpty();
        assertThat(rounds.after(2)).isEmpty();
        assertThat(rounds.after(1)).containsExactly("a");
    }

    @Test
    void givesAFileAgainThatChangedAndOneThatCameBack() throws Exception {
        Rounds rounds = new Rounds(0);
        put("a", 1, 1);
        put("b", 1, 1);
        assertThat(rounds.next()).containsExactly("a", "b");
        put("a", 7, 1);
        folder.remove("/b");
        assertThat(rounds.after(1)).containsExactly("a");
        put("b", 1, 1);
        assertThat(rounds.after(1)).containsExactly("b");
        assertThat(rounds.after(1)).isEmpty();
    }

    @Test
    void forgetsAFileThatVanishedBeforeItSettled() throws Exception {
        Rounds rounds = new Rounds(3);
        put("a", 1, 1);
        rounds.next();
        folder.clear();
        assertThat(rounds.after(4)).isEmpty();
        put("a", 1, 1);
        assertThat(rounds.after(4)).isEmpty();
    }

    @Test
    void tellsFilesApartByTheirETags() throws Exception {
        Rounds rounds = new Rounds(0);
        folder.put("/a", file("a", 1, 1, "\"1\""));
        assertThat(rounds.next()).containsExactly("a");
        folder.put("/a", file("a", 1, 1, "\"2\""));
        assertThat(rounds.after(1)).containsExactly("a");
    }

    @Test
    void takesFilesOfAnOlderCheckpointForUnchangedOnce() throws Exception {
        put("a", 1, 1);
        put("b", 1, 1);
        Rounds rounds = new Rounds(0);
        rounds.progress =
                ListingProgress.NONE.with(new SeenFiles(List.of(), Map.of("/a", Stamps.UNKNOWN)));

        assertThat(rounds.next()).containsExactly("b");
        put("a", 2, 1);
        assertThat(rounds.after(1)).containsExactly("a");
    }

    /** A folder that cannot be listed is not a folder that was emptied. */
    @Test
    void doesNotForgetWhatLiesInAFolderThatCannotBeListedForAWhile() throws Exception {
        Rounds rounds = new Rounds(0);
        put("a-b", 1, 1);
        put("a/x", 1, 1);
        put("a0", 1, 1);
        assertThat(rounds.next()).containsExactly("a-b", "a/x", "a0");
        folder.remove("/a/x");
        folder.put("/a", new ListedFile(new Path("file:/a"), 0, Instant.EPOCH));
        assertThat(rounds.after(1)).containsExactly("a");
        folder.remove("/a");
        put("a/x", 1, 1);
        assertThat(rounds.after(1)).isEmpty();
    }

    @Test
    void aRoundThatFailsIsBegunAnewAndFindsNothingTwice() throws Exception {
        Rounds rounds = new Rounds(0);
        put("a", 1, 1);
        broken = true;
        assertThatThrownBy(rounds::next).isInstanceOf(IOException.class);
        broken = false;
        assertThat(rounds.after(1)).containsExactly("a");
        broken = true;
        assertThatThrownBy(() -> rounds.after(1)).isInstanceOf(IOException.class);
        broken = false;
        assertThat(rounds.after(1)).isEmpty();
    }

    /**
     * By a map of all files as the oracle; the listing is gone on with by another process at any
     * step, from the progress alone.
     */
    @Test
    void findsExactlyWhatIsNewOrChangedAmongManyFilesAlsoFromACheckpoint() throws Exception {
        Random random = new Random(42);
        Map<String, ListedFile> known = new HashMap<>();
        Rounds rounds = new Rounds(0);
        for (int round = 0; round < 12; round++) {
            for (int i = 0; i < (round == 0 ? 20_000 : 3_000); i++) {
                String name = "d%02d/f%05d".formatted(random.nextInt(40), random.nextInt(40_000));
                if (random.nextInt(4) == 0) {
                    folder.remove("/" + name);
                } else {
                    put(name, random.nextInt(3), 1);
                }
            }
            Set<String> expected = new HashSet<>();
            folder.forEach(
                    (path, file) -> {
                        if (!file.equals(known.get(path))) {
                            expected.add(path.substring(1));
                        }
                    });
            known.clear();
            known.putAll(folder);
            List<String> found = new ArrayList<>();
            clock.addAndGet(INTERVAL.toNanos());
            boolean more = true;
            while (more) {
                ListingSteps.Step step = rounds.step();
                step.files().forEach(file -> found.add(file.key().substring(1)));
                more = step.more();
                assertThat(rounds.progress.seen().changes().size()).isLessThan(2 * 4096);
                if (random.nextInt(5) == 0) {
                    rounds.restart();
                    more = true;
                }
            }
            assertThat(found).doesNotHaveDuplicates();
            assertThat(new HashSet<>(found)).isEqualTo(expected);
            assertThat(seen(rounds.progress.seen())).isEqualTo(List.copyOf(folder.keySet()));
        }
        assertThat(rounds.progress.seen().index()).isNotEmpty();
    }

    /** Where segments end depends on the paths alone. */
    @Test
    void aRoundInWhichNothingIsNewWritesNothingAndAFewFilesRewriteFewSegments() throws Exception {
        Rounds rounds = new Rounds(0);
        for (int i = 0; i < 30_000; i++) {
            put("f%06d".formatted(2 * i), 1, 1);
        }
        assertThat(rounds.next()).hasSize(30_000);
        puts = 0;
        assertThat(rounds.after(1)).isEmpty();
        assertThat(puts).isZero();
        for (int i = 0; i < 5_000; i++) {
            put("f%06d".formatted(2 * i + 1), 1, 1);
        }
        assertThat(rounds.after(1)).hasSize(5_000);
        // Those in which 4,096 of them lie, and the index; all would be more than 30.
        assertThat(puts).isBetween(2, 20);
    }

    /** What the segments and the changes hold, and nothing that has gone. */
    private List<String> seen(SeenFiles seen) throws IOException {
        List<String> paths = new ArrayList<>();
        SeenStream stream = new SeenSegments(new MemoryStore()).after(seen, "");
        for (SeenFile file = stream.next(); file != null; file = stream.next()) {
            paths.add(file.path());
        }
        return paths;
    }

    private void put(String name, long bytes, long modified) {
        folder.put("/" + name, file(name, bytes, modified, ""));
    }

    private static ListedFile file(String name, long bytes, long modified, String etag) {
        return new ListedFile(
                new Path("file:/" + name),
                bytes,
                Instant.ofEpochMilli(modified),
                Optional.of(etag).filter(text -> !text.isEmpty()));
    }

    private final class Rounds {
        private final Monitoring how;
        private ListAgain steps;
        private ListingProgress progress = ListingProgress.NONE;

        Rounds(int settleSeconds) {
            how = new Monitoring(INTERVAL, Duration.ofSeconds(settleSeconds));
            restart();
        }

        void restart() {
            steps = new ListAgain(new MemoryListing(), how, new MemoryStore(), clock::get);
        }

        ListingSteps.Step step() throws IOException {
            ListingSteps.Step step = steps.next(progress);
            progress = step.progress();
            return step;
        }

        List<String> next() throws IOException {
            List<String> found = new ArrayList<>();
            ListingSteps.Step step;
            do {
                step = step();
                step.files().forEach(file -> found.add(file.key().substring(1)));
            } while (step.more());
            return found;
        }

        List<String> after(int seconds) throws IOException {
            clock.addAndGet(Duration.ofSeconds(seconds).toNanos());
            return next();
        }
    }

    @SuppressWarnings("serial") // is not shipped
    private final class MemoryListing implements Listing {
        @Override
        public FileStream after(String position) throws IOException {
            Iterator<ListedFile> files =
                    List.copyOf(
                                    position.isEmpty()
                                            ? folder.values()
                                            : folder.tailMap(position, false).values())
                            .iterator();
            return () -> {
                if (broken) {
                    throw new IOException("a page cannot be read");
                }
                return files.hasNext() ? files.next() : null;
            };
        }

        @Override
        public List<ListedFile> again(Collection<ListedFile> files) {
            return files.stream()
                    .map(file -> folder.get(file.key()))
                    .filter(file -> file != null)
                    .toList();
        }

        @Override
        public boolean writesAtOnce() {
            return false;
        }
    }

    private final class MemoryStore implements SegmentStore {
        @Override
        public CompletableFuture<ObjectRef> put(byte[] bytes) {
            puts++;
            ObjectRef ref =
                    new InlineRef(
                            new byte[] {
                                (byte) (objects.size() >> 16),
                                (byte) (objects.size() >> 8),
                                (byte) objects.size()
                            });
            objects.put(ref, bytes);
            return CompletableFuture.completedFuture(ref);
        }

        @Override
        public byte[] get(ObjectRef ref) {
            return objects.get(ref);
        }
    }
}
