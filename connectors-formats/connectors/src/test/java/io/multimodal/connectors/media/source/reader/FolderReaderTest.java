// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.source.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.connectors.media.source.listing.ListedFile;
import io.multimodal.connectors.media.source.split.FileGroupsTest;
import io.multimodal.connectors.media.source.split.FilesSplit;
import io.multimodal.connectors.media.source.split.NothingWaits;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.core.io.InputStatus;
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
    void readsAheadManySmallFilesAndFewLargeOnes() throws Exception {
        assertThat(filesReadAhead(1)).as("sixteen batches of sixteen").isEqualTo(16 * 16);
        assertThat(filesReadAhead(2 << 20)).as("16 MiB, a file in each batch").isEqualTo(8);
        assertThat(filesReadAhead(64 << 20)).as("four batches, whatever they hold").isEqualTo(4);
    }

    /** How many files of such a size are read before a row is emitted. */
    private static int filesReadAhead(int sizeBytes) throws Exception {
        AtomicInteger read = new AtomicInteger();
        FileRows<String> rows =
                new FileRows<>() {
                    @Override
                    public String of(ListedFile file) {
                        read.incrementAndGet();
                        return file.toString();
                    }

                    @Override
                    public void close() {}
                };
        FolderReader<String> reader = new FolderReader<>(context(), rows);
        reader.addSplits(List.of(new FilesSplit(FileGroupsTest.files(1000, sizeBytes))));
        reader.start();
        reader.close();
        return read.get();
    }

    @Test
    void asksForTheNextSplitWhenAllFilesAreBegun() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        SlowRows rows = new SlowRows();
        FolderReader<String> reader = new FolderReader<>(context(asked), rows);
        reader.start();
        assertThat(asked).hasValue(1);
        reader.addSplits(List.of(new FilesSplit(FileGroupsTest.files(1000, 1))));
        reader.pollNext(null);
        assertThat(asked).as("744 of 1,000 files are not begun").hasValue(1);

        FolderReader<String> another = new FolderReader<>(context(asked), rows);
        another.addSplits(List.of(new FilesSplit(FileGroupsTest.files(3, 1))));
        another.start();
        another.pollNext(null);
        assertThat(asked).as("no row is emitted, and there is room for more files").hasValue(2);
        another.pollNext(null);
        assertThat(asked).as("one split at a time").hasValue(2);
        rows.mayEnd.countDown();
        reader.close();
        another.close();
    }

    /** Its task may fail by a row. */
    @Test
    void emitsNothingWhileASplitIsOnItsWay() throws Exception {
        FileRows<String> rows =
                new FileRows<>() {
                    @Override
                    public String of(ListedFile file) throws IOException {
                        throw new IOException("broken disk");
                    }

                    @Override
                    public void close() {}
                };
        for (Consumer<FolderReader<?>> answer : ANSWERS) {
            FolderReader<String> reader = new FolderReader<>(context(), rows);
            reader.addSplits(List.of(new FilesSplit(FileGroupsTest.files(1, 1))));
            reader.start();
            reader.close();
            assertThat(reader.pollNext(null)).isEqualTo(InputStatus.NOTHING_AVAILABLE);
            assertThat(reader.isAvailable()).isNotDone();
            answer.accept(reader);
            assertThat(reader.isAvailable()).isDone();
            assertThatThrownBy(() -> reader.pollNext(null)).hasMessage("broken disk");
        }
    }

    private static final List<Consumer<FolderReader<?>>> ANSWERS =
            List.of(
                    FolderReader::notifyNoMoreSplits,
                    reader -> reader.handleSourceEvents(new NothingWaits()));

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
        return context(new AtomicInteger());
    }

    /**
     * @param asked counts the splits that are asked for
     */
    private static SourceReaderContext context(AtomicInteger asked) {
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
                                    case "sendSplitRequest", "sendSourceEventToCoordinator" ->
                                            asked.incrementAndGet();
                                    default -> null;
                                });
    }
}
