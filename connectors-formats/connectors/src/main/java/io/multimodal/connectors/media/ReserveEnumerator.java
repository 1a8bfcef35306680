// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;

/**
 * Gives each reader a second split when it asks for its first, so that one lies in reserve while it
 * works on the other. A reader without a split stops its fetching thread and starts another one for
 * the next split, and in Flink 2.3 a thread stopped so may wait for ever.
 */
final class ReserveEnumerator<SplitT extends SourceSplit, C> implements SplitEnumerator<SplitT, C> {
    private final SplitEnumerator<SplitT, C> enumerator;
    private final Set<Integer> supplied = new HashSet<>();

    ReserveEnumerator(SplitEnumerator<SplitT, C> enumerator) {
        this.enumerator = enumerator;
    }

    @Override
    public void start() {
        enumerator.start();
    }

    @Override
    public void handleSplitRequest(int subtask, String host) {
        enumerator.handleSplitRequest(subtask, host);
        if (supplied.add(subtask)) {
            enumerator.handleSplitRequest(subtask, host);
        }
    }

    /** A reader that comes anew has nothing in reserve. */
    @Override
    public void addReader(int subtask) {
        supplied.remove(subtask);
        enumerator.addReader(subtask);
    }

    @Override
    public void addSplitsBack(List<SplitT> splits, int subtask) {
        enumerator.addSplitsBack(splits, subtask);
    }

    @Override
    public void handleSourceEvent(int subtask, SourceEvent event) {
        enumerator.handleSourceEvent(subtask, event);
    }

    @Override
    public C snapshotState(long checkpointId) throws Exception {
        return enumerator.snapshotState(checkpointId);
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        enumerator.notifyCheckpointComplete(checkpointId);
    }

    @Override
    public void notifyCheckpointAborted(long checkpointId) throws Exception {
        enumerator.notifyCheckpointAborted(checkpointId);
    }

    @Override
    public void close() throws IOException {
        enumerator.close();
    }
}
