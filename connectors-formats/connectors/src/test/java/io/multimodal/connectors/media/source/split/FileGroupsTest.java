// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.source.split;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.connectors.media.source.listing.ListedFile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.flink.core.fs.Path;
import org.junit.jupiter.api.Test;

public class FileGroupsTest {
    @Test
    void handsOutEachFileOnceAndInOrder() {
        List<ListedFile> files = files(5000, 1);

        List<FilesSplit> handedOut = all(groups(files), 2);

        assertThat(handedOut.stream().flatMap(group -> group.files().stream()).toList())
                .isEqualTo(files);
        assertThat(handedOut.size()).isLessThan(100);
    }

    @Test
    void groupsAreBoundedAndShrinkToSingleFilesAtTheEnd() {
        List<FilesSplit> handedOut = all(groups(files(5000, 1)), 2);

        List<Integer> sizes = handedOut.stream().map(group -> group.files().size()).toList();
        assertThat(sizes)
                .isSortedAccordingTo((a, b) -> b - a)
                .startsWith(FileGroups.MOST_FILES)
                .endsWith(1, 1, 1);
    }

    @Test
    void aReaderGetsNoMoreThanItsShareOfFewFiles() {
        assertThat(all(groups(files(8, 1)), 8)).hasSize(8);
    }

    @Test
    void largeFilesGoAlone() {
        assertThat(all(groups(files(100, FileGroups.MOST_BYTES)), 1)).hasSize(100);
    }

    @Test
    void whatWaitsIsWhatWasNotHandedOut() {
        List<ListedFile> files = files(10, 1);
        FileGroups groups = groups(files);

        int handedOut = groups.next(1).orElseThrow().files().size();

        assertThat(groups.waiting()).isEqualTo(files.subList(handedOut, 10));
        all(groups, 1);
        assertThat(groups.waiting()).isEmpty();
    }

    public static List<ListedFile> files(int count, long bytes) {
        return IntStream.range(0, count)
                .mapToObj(
                        i ->
                                new ListedFile(
                                        new Path("file:/photos/%04d.jpg".formatted(i)),
                                        bytes,
                                        Instant.ofEpochMilli(i)))
                .toList();
    }

    private static FileGroups groups(List<ListedFile> files) {
        FileGroups groups = new FileGroups();
        groups.add(files);
        return groups;
    }

    private static List<FilesSplit> all(FileGroups groups, int readers) {
        List<FilesSplit> all = new ArrayList<>();
        for (Optional<FilesSplit> next = groups.next(readers);
                next.isPresent();
                next = groups.next(readers)) {
            all.add(next.get());
        }
        return all;
    }
}
