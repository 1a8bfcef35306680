// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.folder;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SupportsBatchSnapshot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands the files of a folder out to the readers that ask, in groups. Where the folder is
 * monitored, it is listed again and again, and readers wait for what is new.
 */
final class FolderEnumerator
        implements SplitEnumerator<FilesSplit, FolderProgress>, SupportsBatchSnapshot {
    private static final Logger LOG = LoggerFactory.getLogger(FolderEnumerator.class);

    private final SplitEnumeratorContext<FilesSplit> context;
    private final FolderListing listing;
    private final Optional<Duration> monitorInterval;
    private final FileGroups groups = new FileGroups();
    private final Set<String> seen;
    private final Set<Integer> asking = new LinkedHashSet<>();

    private FolderEnumerator(
            SplitEnumeratorContext<FilesSplit> context,
            FolderListing listing,
            Optional<Duration> monitorInterval,
            Set<String> seen) {
        this.context = context;
        this.listing = listing;
        this.monitorInterval = monitorInterval;
        this.seen = new HashSet<>(seen);
    }

    /**
     * Of all files that are there now. Blocks while they are listed.
     *
     * @throws IOException if the folder cannot be listed
     */
    static FolderEnumerator begin(
            SplitEnumeratorContext<FilesSplit> context,
            FolderListing listing,
            Optional<Duration> monitorInterval)
            throws IOException {
        FolderEnumerator begun = new FolderEnumerator(context, listing, monitorInterval, Set.of());
        begun.add(listing.list());
        return begun;
    }

    /** Goes on where another one stood. */
    static FolderEnumerator restore(
            SplitEnumeratorContext<FilesSplit> context,
            FolderListing listing,
            Optional<Duration> monitorInterval,
            FolderProgress progress) {
        FolderEnumerator restored =
                new FolderEnumerator(context, listing, monitorInterval, progress.seen());
        restored.groups.add(progress.waiting());
        return restored;
    }

    @Override
    public void start() {
        monitorInterval.ifPresent(
                interval ->
                        context.callAsync(
                                listing::list,
                                this::listed,
                                interval.toMillis(),
                                interval.toMillis()));
    }

    private void listed(List<ListedFile> files, Throwable failure) {
        if (failure != null) {
            LOG.warn(
                    "{} could not be listed; trying again in {} ms",
                    listing,
                    monitorInterval.orElseThrow().toMillis(),
                    failure);
            return;
        }
        add(files);
        assign();
    }

    private void add(List<ListedFile> files) {
        groups.add(
                monitorInterval.isEmpty()
                        ? files
                        : files.stream().filter(file -> seen.add(file.path().toString())).toList());
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
            } else if (monitorInterval.isEmpty()) {
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
        return new FolderProgress(groups.waiting(), seen);
    }

    @Override
    public void close() {}
}
