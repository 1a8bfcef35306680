// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.source.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.connectors.media.source.listing.ListedFile;
import io.multimodal.connectors.media.source.split.FileGroupsTest;
import io.multimodal.connectors.media.source.split.FilesSplit;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class FolderReaderTest {
    /** A file that is being read, whatever happens, until the test lets go of it. */
    private static final class SlowRows implements FileRows<String> {
        private final CountDownLatch reading = new CountDownLatch(1);
        private final CountDownLatch mayEnd = new CountDownLatch(1);
        private volatile boolean closed;

        @Override
        public String of(ListedFile file) {
            reading.countDown();
            boolean ended = false;
            while (!ended) {
                try {
                    mayEnd.await();
                    ended = true;
                } catch (InterruptedException e) {
                    // Such is a read from a disk that does not answer.
                }
            }
            return file.toString();
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void anInterruptWhileItIsClosedDoesNotLeaveTheStoreOpen() throws Exception {
        SlowRows rows = new SlowRows();
        FolderReader<String> reader = new FolderReader<>(context(), rows);
        reader.addSplits(List.of(new FilesSplit(FileGroupsTest.files(1, 1))));
        reader.start();
        rows.reading.await();
        Thread.currentThread().interrupt();
        assertThatThrownBy(reader::close).isInstanceOf(InterruptedException.class);
        assertThat(rows.closed).isTrue();
        rows.mayEnd.countDown();
    }

    private static SourceReaderContext context() {
        return (SourceReaderContext)
                Proxy.newProxyInstance(
                        FolderReaderTest.class.getClassLoader(),
                        new Class<?>[] {SourceReaderContext.class},
                        (proxy, method, arguments) ->
                                switch (method.getName()) {
                                    case "metricGroup" ->
                                            UnregisteredMetricsGroup
                                                    .createSourceReaderMetricGroup();
                                    case "getIndexOfSubtask" -> 0;
                                    default -> null;
                                });
    }
}
