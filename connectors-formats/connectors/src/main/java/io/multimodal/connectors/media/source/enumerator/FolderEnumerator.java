// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.source.enumerator;

import io.multimodal.connectors.media.source.listing.FileStamp;
import io.multimodal.connectors.media.source.listing.FolderListing;
import io.multimodal.connectors.media.source.listing.ListedFile;
import io.multimodal.connectors.media.source.split.FileGroups;
import io.multimodal.connectors.media.source.split.FilesSplit;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SupportsBatchSnapshot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands the files of a folder out to the readers that ask, in groups. Where the folder is
 * monitored, it is listed again and again, and readers wait for what is new or changed.
 */
public final class FolderEnumerator
        implements SplitEnumerator<FilesSplit, FolderProgress>, SupportsBatchSnapshot {
    private static final Logger LOG = LoggerFactory.getLogger(FolderEnumerator.class);

    private final SplitEnumeratorContext<FilesSplit> context;
    private final FolderListing listing;
    private final Optional<Monitoring> monitoring;
    private final FileGroups groups = new FileGroups();
    private final Arrivals arrivals;
    private final Set<Integer> asking = new LinkedHashSet<>();

    /** What is looked at again before the next listing; read by the thread that lists. */
    private volatile List<ListedFile> unsettled = List.of();

    /** When the folder was listed last; used by the thread that lists. */
    private long listedNanos = System.nanoTime();

    private FolderEnumerator(
            SplitEnumeratorContext<FilesSplit> context,
            FolderListing listing,
            Optional<Monitoring> monitoring,
            Map<String, FileStamp> seen) {
        this.context = context;
        this.listing = listing;
        this.monitoring = monitoring;
        this.arrivals =
                new Arrivals(
                        monitoring.map(Monitoring::settleTime).orElse(Duration.ZERO),
                        System::nanoTime,
                        seen);
    }

    /**
     * Of all files that are there now. Blocks while they are listed.
     *
     * @throws IOException if the folder cannot be listed
     */
    public static FolderEnumerator begin(
            SplitEnumeratorContext<FilesSplit> context,
            FolderListing listing,
            Optional<Monitoring> monitoring)
            throws IOException {
        FolderEnumerator begun = new FolderEnumerator(context, listing, monitoring, Map.of());
        begun.add(listing.list());
        return begun;
    }

    /** Goes on where another one stood. */
    public static FolderEnumerator restore(
            SplitEnumeratorContext<FilesSplit> context,
            FolderListing listing,
            Optional<Monitoring> monitoring,
            FolderProgress progress) {
        FolderEnumerator restored =
                new FolderEnumerator(context, listing, monitoring, progress.seen());
        restored.groups.add(progress.waiting());
        return restored;
    }

    @Override
    public void start() {
        monitoring.ifPresent(
                how ->
                        context.callAsync(
                                () -> look(how.interval()),
                                this::listed,
                                how.tick().toMillis(),
                                how.tick().toMillis()));
    }

    /** The folder where it is time to list it; else those of its files that had not settled. */
    private List<ListedFile> look(Duration interval) throws IOException {
        long now = System.nanoTime();
        if (now - listedNanos >= interval.toNanos()) {
            listedNanos = now;
            return listing.list();
        }
        return listing.again(unsettled);
    }

    private void listed(List<ListedFile> files, Throwable failure) {
        if (failure != null) {
            LOG.warn(
                    "{} could not be listed; trying again in {} ms",
                    listing,
                    monitoring.orElseThrow().interval().toMillis(),
                    failure);
            return;
        }
        add(files);
        assign();
    }

    private void add(List<ListedFile> files) {
        if (monitoring.isEmpty()) {
            groups.add(files);
            return;
        }
        groups.add(arrivals.next(files));
        unsettled = arrivals.unsettled();
    }

    @Override
    public void handleSplitRequest(int reader, String host) {
        asking.add(reader);
        assign();
    }

    private void assign() {
        for (Iterator<Integer> readers = asking.iterator(); readers.hasNext(); ) {
            int reader = readers.next();
            if (!context.registeredReaders().containsKey(reader)) {
                // It failed since it asked. Another one will ask in its place.
                readers.remove();
                continue;
            }
            Optional<FilesSplit> next = groups.next(context.currentParallelism());
            if (next.isPresent()) {
                context.assignSplit(next.get(), reader);
            } else if (monitoring.isEmpty()) {
                context.signalNoMoreSplits(reader);
            } else {
                return;
            }
            readers.remove();
        }
    }

    @Override
    public void addSplitsBack(List<FilesSplit> splits, int reader) {
        splits.forEach(split -> groups.add(split.files()));
        assign();
    }

    /** Readers ask for what they read. */
    @Override
    public void addReader(int reader) {}

    @Override
    public FolderProgress snapshotState(long checkpointId) {
        return new FolderProgress(groups.waiting(), arrivals.taken());
    }

    @Override
    public void close() {}
}
