// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.media;

import io.multimodal.connectors.media.source.enumerator.FolderProgress;
import io.multimodal.connectors.media.source.enumerator.FolderProgressSerializer;
import io.multimodal.connectors.media.source.enumerator.ListAgain;
import io.multimodal.connectors.media.source.enumerator.ListingProgress;
import io.multimodal.connectors.media.source.enumerator.ListingSteps;
import io.multimodal.connectors.media.source.enumerator.Monitoring;
import io.multimodal.connectors.media.source.listing.FileStream;
import io.multimodal.connectors.media.source.listing.ListedFile;
import io.multimodal.connectors.media.source.listing.Listing;
import io.multimodal.connectors.media.source.snapshot.JobSegmentStore;
import io.multimodal.connectors.media.source.snapshot.SegmentStore;
import io.multimodal.store.StoreConfig;
import io.multimodal.store.ref.ObjectRef;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.util.FileUtils;

/**
 * Rounds of a monitored folder over a simulated listing of many files: time, heap, the bytes of a
 * checkpoint, and what a round writes into the store where 0, 100 or all files are new. The floor
 * is the bare loop over the same listing. Usage: [FILES], 10,000,000 by default.
 */
public final class ListingRounds {
    private static final int DEFAULT_FILES = 10_000_000;
    private static final int FILES_IN_A_FOLDER = 10_000;
    private static final int LARGEST = 1_000_000_000;

    private ListingRounds() {}

    public static void main(String[] args) throws IOException {
        int count = args.length > 0 ? Integer.parseInt(args[0]) : DEFAULT_FILES;
        Path folder = Files.createTempDirectory("listing");
        Names names = new Names(count);
        long begun = System.nanoTime();
        FileStream bare = names.after("");
        long seen = 0;
        while (bare.next() != null) {
            seen++;
        }
        System.out.printf(
                Locale.ROOT,
                "%-28s %,11d files %8.2f s%n",
                "bare loop (floor)",
                seen,
                (System.nanoTime() - begun) / 1e9);
        try {
            rounds(names, folder);
        } finally {
            FileUtils.deleteDirectory(folder.toFile());
        }
    }

    private static void rounds(Names names, Path folder) throws IOException {
        try (CountingStore store =
                        new CountingStore(
                                new JobSegmentStore(
                                        StoreConfig.of(
                                                folder.resolve("store").toUri().toString())));
                ListAgain steps =
                        new ListAgain(
                                names,
                                new Monitoring(Duration.ZERO, Duration.ZERO),
                                store,
                                System::nanoTime)) {
            ListingProgress progress = ListingProgress.NONE;
            boolean first = true;
            for (int added : new int[] {0, 0, 100, 0, 100, 10_000}) {
                names.added = added == 0 ? names.added : added;
                names.round += added == 0 ? 0 : 1;
                progress = round(steps, progress, store, first);
                first = false;
            }
        }
    }

    private static ListingProgress round(
            ListAgain steps, ListingProgress from, CountingStore store, boolean first)
            throws IOException {
        store.bytes = 0;
        store.puts = 0;
        long begun = System.nanoTime();
        long found = 0;
        ListingProgress progress = from;
        boolean more = true;
        while (more) {
            ListingSteps.Step step = steps.next(progress);
            progress = step.progress();
            found += step.files().size();
            more = step.more();
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        int state =
                new FolderProgressSerializer()
                        .serialize(new FolderProgress(List.of(), progress))
                        .length;
        System.gc();
        Runtime memory = Runtime.getRuntime();
        System.out.printf(
                Locale.ROOT,
                "%-28s %,11d found %8.2f s, wrote %,d bytes in %,d objects; checkpoint %,d bytes; heap %,d MiB%n",
                first ? "first round" : "later round",
                found,
                seconds,
                store.bytes,
                store.puts,
                state,
                (memory.totalMemory() - memory.freeMemory()) >> 20);
        return progress;
    }

    /** Names in order, made while they are read; some are added among them. */
    private static final class Names implements Listing {
        private static final long serialVersionUID = 1L;
        private final int count;
        private int added;
        private int round;

        Names(int count) {
            this.count = count;
        }

        @Override
        public FileStream after(String position) {
            int every = added == 0 ? Integer.MAX_VALUE : Math.max(1, count / added);
            return new FileStream() {
                private int next;
                private boolean extra;

                @Override
                public ListedFile next() {
                    if (extra) {
                        extra = false;
                        return file(next - 1, "-new" + round);
                    }
                    if (next == count) {
                        return null;
                    }
                    extra = next % every == every - 1;
                    return file(next++, "");
                }
            };
        }

        private static ListedFile file(int number, String suffix) {
            return new ListedFile(
                    new org.apache.flink.core.fs.Path(
                            URI.create(
                                    "s3://bucket/photos/"
                                            + padded(number / FILES_IN_A_FOLDER)
                                            + "/"
                                            + padded(number)
                                            + suffix
                                            + ".jpg")),
                    100_000L + number,
                    Instant.ofEpochSecond(1_700_000_000L + number),
                    Optional.of("\"d41d8cd98f00b204e9800998ecf8427e\""));
        }

        private static String padded(int number) {
            return Integer.toString(LARGEST + number).substring(1);
        }

        @Override
        public List<ListedFile> again(Collection<ListedFile> files) {
            return List.of();
        }

        @Override
        public boolean writesAtOnce() {
            return true;
        }
    }

    private static final class CountingStore implements SegmentStore {
        private final SegmentStore store;
        private long bytes;
        private long puts;

        CountingStore(SegmentStore store) {
            this.store = store;
        }

        @Override
        public CompletableFuture<ObjectRef> put(byte[] content) throws IOException {
            bytes += content.length;
            puts++;
            return store.put(content);
        }

        @Override
        public byte[] get(ObjectRef ref) throws IOException {
            return store.get(ref);
        }

        @Override
        public void close() throws IOException {
            store.close();
        }
    }
}
