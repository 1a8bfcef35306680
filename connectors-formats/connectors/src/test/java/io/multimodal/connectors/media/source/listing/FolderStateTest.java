// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.source.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.connectors.media.source.enumerator.FolderProgress;
import io.multimodal.connectors.media.source.enumerator.FolderProgressSerializer;
import io.multimodal.connectors.media.source.enumerator.ListingProgress;
import io.multimodal.connectors.media.source.snapshot.SeenFiles;
import io.multimodal.connectors.media.source.snapshot.Stamps;
import io.multimodal.connectors.media.source.split.FileGroupsTest;
import io.multimodal.connectors.media.source.split.FilesSplit;
import io.multimodal.connectors.media.source.split.FilesSplitSerializer;
import io.multimodal.store.ref.InlineRef;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.FileSourceSplitSerializer;
import org.apache.flink.connector.file.src.PendingSplitsCheckpoint;
import org.apache.flink.connector.file.src.PendingSplitsCheckpointSerializer;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;
import org.apache.flink.core.fs.Path;
import org.junit.jupiter.api.Test;

/** What checkpoints hold, in this version's form and in that of Flink's {@code FileSource}. */
class FolderStateTest {
    private static final FilesSplitSerializer SPLITS = new FilesSplitSerializer();
    private static final FolderProgressSerializer PROGRESS = new FolderProgressSerializer();
    private static final Path PATH = new Path("file:/photos/one.jpg");
    private static final FileSourceSplit OLD_SPLIT =
            new FileSourceSplit("one", PATH, 0, 7, 1000, 7);
    private static final ListedFile ONE = new ListedFile(PATH, 7, Instant.ofEpochMilli(1000));

    @Test
    void aSplitComesBack() throws IOException {
        FilesSplit split = new FilesSplit(FileGroupsTest.files(5, 42));

        assertThat(SPLITS.deserialize(SPLITS.getVersion(), SPLITS.serialize(split)))
                .isEqualTo(split);
    }

    @Test
    void aSplitKeepsNamesThatAreNoPathsAndETags() throws IOException {
        ListedFile odd =
                new ListedFile(
                        new Path(URI.create("s3://2026_b/a/..//%25%0A%20%C3%BC.jpg")),
                        7,
                        Instant.ofEpochMilli(1000),
                        Optional.of("\"e\""));
        FilesSplit split = new FilesSplit(List.of(odd));

        FilesSplit back = SPLITS.deserialize(SPLITS.getVersion(), SPLITS.serialize(split));

        assertThat(back).isEqualTo(split);
        assertThat(back.files().get(0).key()).isEqualTo("/a/..//%\n ü.jpg");
        assertThat(back.files().get(0).uri()).isEqualTo(odd.uri());
    }

    @Test
    void progressComesBack() throws IOException {
        SeenFiles seen =
                new SeenFiles(
                        List.of(new InlineRef(new byte[] {1, 2, 3})),
                        Map.of("/a b", 5L, "/a b/ü", Stamps.UNKNOWN));
        FolderProgress progress =
                new FolderProgress(
                        FileGroupsTest.files(5, 42), new ListingProgress(true, "/p ü", 7, seen));

        assertThat(PROGRESS.deserialize(PROGRESS.getVersion(), PROGRESS.serialize(progress)))
                .isEqualTo(progress);
    }

    @Test
    void theBytesStayWhatTheyAre() throws IOException {
        FolderProgress progress =
                new FolderProgress(
                        List.of(ONE),
                        new ListingProgress(
                                false,
                                "/p",
                                Long.MAX_VALUE,
                                new SeenFiles(List.of(), Map.of("/k", 258L, "/ka", 3L))));

        assertThat(HexFormat.of().formatHex(SPLITS.serialize(new FilesSplit(List.of(ONE)))))
                .isEqualTo(
                        "001466696c653a2f70686f746f732f6f6e652e6a706700000001001466696c653a2f70686f746f732f6f6e652e6a7067000000000000000700000000000003e80000");
        assertThat(HexFormat.of().formatHex(PROGRESS.serialize(progress)))
                .isEqualTo(
                        "00000001001466696c653a2f70686f746f732f6f6e652e6a7067000000000000000700000000000003e800000000022f707fffffffffffffff00000000"
                                + "00000019010200022f6b0000000000000102020161"
                                + "0000000000000003");
    }

    /** Version 2 held the path of each file that was ever seen. */
    @Test
    void restoresWhatVersion2Wrote() throws IOException {
        String one =
                "0000000101010566696c650000ffffffff01102f70686f746f732f6f6e652e6a70670000000000000000000700000000000003e8";
        byte[] split =
                HexFormat.of().parseHex("001466696c653a2f70686f746f732f6f6e652e6a7067" + one);
        byte[] paths = HexFormat.of().parseHex(one + "00000001000873333a2f2f622f6b");
        byte[] stamped =
                HexFormat.of()
                        .parseHex(
                                one
                                        + "00000001000866696c653a2f6120"
                                        + "000000000000000700000000000003e8");

        assertThat(SPLITS.deserialize(2, split)).isEqualTo(new FilesSplit(List.of(ONE)));
        assertThat(PROGRESS.deserialize(2, paths)).isEqualTo(older(Map.of("/k", Stamps.UNKNOWN)));
        assertThat(PROGRESS.deserialize(2, stamped))
                .isEqualTo(older(Map.of("/a ", Stamps.of(7, 1000, ""))));
    }

    private static FolderProgress older(Map<String, Long> seen) {
        return new FolderProgress(
                List.of(ONE),
                new ListingProgress(true, "", Long.MAX_VALUE, new SeenFiles(List.of(), seen)));
    }

    @Test
    void restoresTheSplitsOfFlinksFileSource() throws IOException {
        FileSourceSplit read =
                OLD_SPLIT.updateWithCheckpointedPosition(new CheckpointedPosition(7, 1));

        assertThat(restore(OLD_SPLIT).files()).containsExactly(ONE);
        assertThat(restore(read).files()).isEmpty();
    }

    @Test
    void restoresTheProgressOfFlinksFileSource() throws IOException {
        PendingSplitsCheckpoint<FileSourceSplit> old =
                PendingSplitsCheckpoint.fromCollectionSnapshot(
                        List.of(OLD_SPLIT), List.of(PATH, new Path("s3://bucket/key.jpg")));
        byte[] bytes =
                new PendingSplitsCheckpointSerializer<>(FileSourceSplitSerializer.INSTANCE)
                        .serialize(old);

        assertThat(PROGRESS.deserialize(1, bytes))
                .isEqualTo(
                        older(Map.of(PATH.getPath(), Stamps.UNKNOWN, "/key.jpg", Stamps.UNKNOWN)));
    }

    @Test
    void refusesAVersionOfTheFuture() {
        assertThatThrownBy(() -> SPLITS.deserialize(4, new byte[8]))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("version 4");
        assertThatThrownBy(() -> PROGRESS.deserialize(4, new byte[8]))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("version 4");
    }

    private static FilesSplit restore(FileSourceSplit split) throws IOException {
        return SPLITS.deserialize(1, FileSourceSplitSerializer.INSTANCE.serialize(split));
    }
}
