// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;
import org.apache.flink.core.fs.Path;
import org.junit.jupiter.api.Test;

class FileGroupsTest {
    @Test
    void handsOutEachFileOnceAndInOrder() {
        List<ListedFile> files = files(1000, 1);

        List<FilesSplit> groups = all(new FileGroups(List.of(new FilesSplit(files)), 2));

        assertThat(groups.stream().flatMap(group -> group.files().stream()).toList())
                .isEqualTo(files);
        assertThat(groups.size()).isLessThan(100);
    }

    @Test
    void groupsAreBoundedAndShrinkToSingleFilesAtTheEnd() {
        List<FilesSplit> groups = all(new FileGroups(List.of(new FilesSplit(files(2000, 1))), 2));

        List<Integer> sizes = groups.stream().map(group -> group.files().size()).toList();
        assertThat(sizes).isSortedAccordingTo((a, b) -> b - a).startsWith(64).endsWith(1, 1, 1);
    }

    @Test
    void aReaderGetsNoMoreThanItsShareOfFewFiles() {
        FileGroups groups = new FileGroups(List.of(new FilesSplit(files(8, 1))), 8);

        assertThat(all(groups)).hasSize(8);
    }

    @Test
    void largeFilesGoAlone() {
        FileGroups groups =
                new FileGroups(List.of(new FilesSplit(files(100, FileGroups.MOST_BYTES))), 1);

        assertThat(all(groups)).hasSize(100);
    }

    @Test
    void handsOutAgainWhatAReaderLeftUnread() {
        List<ListedFile> files = files(10, 1);
        FileGroups groups = new FileGroups(List.of(), 1);

        groups.addSplits(
                List.of(
                        new FilesSplit(
                                files,
                                new CheckpointedPosition(CheckpointedPosition.NO_OFFSET, 7))));

        assertThat(all(groups).stream().flatMap(group -> group.files().stream()).toList())
                .isEqualTo(files.subList(7, 10));
    }

    @Test
    void whatRemainsIsWhatWasNotHandedOut() {
        List<ListedFile> files = files(10, 1);
        FileGroups groups = new FileGroups(List.of(new FilesSplit(files)), 1);

        int handedOut = next(groups).orElseThrow().files().size();

        assertThat(new FileGroups(groups.remainingSplits(), 1).remainingSplits())
                .singleElement()
                .satisfies(
                        rest ->
                                assertThat(((FilesSplit) rest).files())
                                        .isEqualTo(files.subList(handedOut, 10)));
        all(groups);
        assertThat(groups.remainingSplits()).isEmpty();
    }

    static List<ListedFile> files(int count, long bytes) {
        return IntStream.range(0, count)
                .mapToObj(
                        i ->
                                new ListedFile(
                                        new Path("file:/photos/%04d.jpg".formatted(i)),
                                        bytes,
                                        Instant.ofEpochMilli(i)))
                .toList();
    }

    private static List<FilesSplit> all(FileGroups groups) {
        List<FilesSplit> all = new ArrayList<>();
        for (Optional<FilesSplit> next = next(groups); next.isPresent(); next = next(groups)) {
            all.add(next.get());
        }
        return all;
    }

    private static Optional<FilesSplit> next(FileGroups groups) {
        Optional<FileSourceSplit> next = groups.getNext("localhost");
        return next.map(FilesSplit.class::cast);
    }
}
