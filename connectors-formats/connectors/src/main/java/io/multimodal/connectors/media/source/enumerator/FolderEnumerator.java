// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.source.enumerator;

import io.multimodal.connectors.media.source.listing.Listing;
import io.multimodal.connectors.media.source.snapshot.SegmentStore;
import io.multimodal.connectors.media.source.split.FileGroups;
import io.multimodal.connectors.media.source.split.FilesSplit;
import io.multimodal.connectors.media.source.split.NothingWaits;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SupportsBatchSnapshot;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.FlinkRuntimeException;
import org.apache.flink.util.TemporaryClassLoaderContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands the files of a folder out to the readers that ask, in groups, while the folder is listed:
 * the listing waits where many files wait for a reader. Where the folder is monitored, it is listed
 * again and again, and readers wait for what is new or changed.
 */
public final class FolderEnumerator
        implements SplitEnumerator<FilesSplit, FolderProgress>, SupportsBatchSnapshot {
    private static final Logger LOG = LoggerFactory.getLogger(FolderEnumerator.class);

    /** So many files wait for a reader before the listing waits, but for those of its last step. */
    static final int MOST_WAITING = 8_192;

    private final SplitEnumeratorContext<FilesSplit> context;
    private final Listing listing;
    private final Optional<Monitoring> monitoring;
    private final ListingSteps steps;
    private final ClassLoader loader = Thread.currentThread().getContextClassLoader();
    private final FileGroups groups = new FileGroups();
    private final Set<Integer> asking = new LinkedHashSet<>();
    private final Counter listed;
    private ListingProgress progress;
    private boolean stepping;

    /** Whether the next step need not wait for a while. */
    private boolean more;

    /** Whether a folder that cannot be listed may be one that is not there for a moment. */
    private boolean wasListed;

    private FolderEnumerator(
            SplitEnumeratorContext<FilesSplit> context,
            Listing listing,
            Optional<Monitoring> monitoring,
            SegmentStore store,
            ListingProgress progress) {
        this.context = context;
        this.listing = listing;
        this.monitoring = monitoring;
        this.progress = progress;
        this.steps =
                monitoring.isPresent()
                        ? new ListAgain(listing, monitoring.get(), store, System::nanoTime)
                        : new ListOnce(listing);
        MetricGroup metrics = context.metricGroup().addGroup("media");
        this.listed = metrics.counter("listed");
        metrics.gauge("pending", groups::count);
    }

    /**
     * At the beginning. Nothing is listed yet.
     *
     * @param store keeps which files of a monitored folder were seen; closed with the enumerator
     * @param limit how many files are listed at most, where the folder is listed once
     */
    public static FolderEnumerator begin(
            SplitEnumeratorContext<FilesSplit> context,
            Listing listing,
            Optional<Monitoring> monitoring,
            SegmentStore store,
            long limit) {
        return new FolderEnumerator(context, listing, monitoring, store, ListingProgress.of(limit));
    }

    /** Goes on where another one stood. */
    public static FolderEnumerator restore(
            SplitEnumeratorContext<FilesSplit> context,
            Listing listing,
            Optional<Monitoring> monitoring,
            SegmentStore store,
            FolderProgress progress) {
        FolderEnumerator restored =
                new FolderEnumerator(context, listing, monitoring, store, progress.listing());
        restored.groups.add(progress.waiting());
        restored.wasListed = true;
        return restored;
    }

    @Override
    public void start() {
        goOn();
        monitoring.ifPresent(
                how -> {
                    long tick = how.tick().toMillis();
                    context.callAsync(() -> true, (now, failure) -> goOn(), tick, tick);
                });
    }

    /** The next step of the listing, unless one is under way, or enough files wait. */
    private void goOn() {
        boolean ended = monitoring.isEmpty() && progress.ended();
        if (stepping || ended || groups.count() >= MOST_WAITING) {
            return;
        }
        stepping = true;
        ListingProgress from = progress;
        context.callAsync(() -> step(from), this::stepped);
    }

    private ListingSteps.Step step(ListingProgress from) throws IOException {
        try (TemporaryClassLoaderContext job = TemporaryClassLoaderContext.of(loader)) {
            return steps.next(from);
        }
    }

    private void stepped(ListingSteps.Step step, Throwable failure) {
        stepping = false;
        if (failure != null) {
            failed(failure);
            return;
        }
        wasListed = true;
        progress = step.progress();
        listed.inc(step.listed());
        more = step.more();
        groups.add(step.files());
        assign();
        if (more) {
            goOn();
        }
    }

    private void failed(Throwable failure) {
        if (monitoring.isEmpty() || !wasListed) {
            throw new FlinkRuntimeException("The " + listing + " could not be listed", failure);
        }
        Duration interval = monitoring.get().interval();
        LOG.warn("The {} could not be listed; trying again in {}", listing, interval, failure);
    }

    @Override
    public void handleSplitRequest(int reader, String host) {
        asking.add(reader);
        assign();
    }

    /** A reader asks for what it reads next, and goes on meanwhile. */
    @Override
    public void handleSourceEvent(int reader, SourceEvent event) {
        if (isThere(reader) && !assign(reader)) {
            context.sendEventToSourceReader(reader, new NothingWaits());
        }
        listMore();
    }

    private void assign() {
        // Those that failed since they asked. Others will ask in their place.
        asking.removeIf(reader -> !isThere(reader));
        asking.removeIf(this::assign);
        listMore();
    }

    /** Whether there was something to tell the reader: its next files, or that there are none. */
    private boolean assign(int reader) {
        Optional<FilesSplit> next = groups.next(context.currentParallelism());
        boolean ended = monitoring.isEmpty() && progress.ended();
        if (next.isPresent()) {
            context.assignSplit(next.get(), reader);
        } else if (ended) {
            context.signalNoMoreSplits(reader);
        }
        return next.isPresent() || ended;
    }

    private boolean isThere(int reader) {
        return context.registeredReaders().containsKey(reader);
    }

    private void listMore() {
        if (more && groups.count() < MOST_WAITING / 2) {
            goOn();
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
        return new FolderProgress(groups.waiting(), progress);
    }

    @Override
    public void close() throws IOException {
        steps.close();
    }
}
