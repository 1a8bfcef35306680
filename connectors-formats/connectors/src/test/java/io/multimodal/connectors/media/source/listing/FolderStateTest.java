// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.source.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.connectors.media.source.enumerator.FolderProgress;
import io.multimodal.connectors.media.source.enumerator.FolderProgressSerializer;
import io.multimodal.connectors.media.source.split.FileGroupsTest;
import io.multimodal.connectors.media.source.split.FilesSplit;
import io.multimodal.connectors.media.source.split.FilesSplitSerializer;
import java.io.IOException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    void progressComesBack() throws IOException {
        FolderProgress progress =
                new FolderProgress(
                        FileGroupsTest.files(5, 42), Set.of("file:/a b", "s3://bucket/ü.jpg"));

        assertThat(PROGRESS.deserialize(PROGRESS.getVersion(), PROGRESS.serialize(progress)))
                .isEqualTo(progress);
    }

    @Test
    void progressComesBackWithWhatIsKnownOfTheFiles() throws IOException {
        FolderProgress progress =
                new FolderProgress(
                        List.of(ONE),
                        Map.of("file:/a b", FileStamp.of(ONE), "s3://b/k", FileStamp.UNKNOWN));

        assertThat(PROGRESS.deserialize(PROGRESS.getVersion(), PROGRESS.serialize(progress)))
                .isEqualTo(progress);
    }

    @Test
    void theBytesStayWhatTheyAre() throws IOException {
        FolderProgress progress = new FolderProgress(List.of(ONE), Set.of("s3://b/k"));

        assertThat(HexFormat.of().formatHex(SPLITS.serialize(new FilesSplit(List.of(ONE)))))
                .isEqualTo(
                        "001466696c653a2f70686f746f732f6f6e652e6a70670000000101010566696c650000ffffffff01102f70686f746f732f6f6e652e6a70670000000000000000000700000000000003e8");
        assertThat(HexFormat.of().formatHex(PROGRESS.serialize(progress)))
                .isEqualTo(
                        "0000000101010566696c650000ffffffff01102f70686f746f732f6f6e652e6a70670000000000000000000700000000000003e800000001000873333a2f2f622f6b");
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
                        new FolderProgress(
                                List.of(ONE), Set.of(PATH.toString(), "s3://bucket/key.jpg")));
    }

    @Test
    void refusesAVersionOfTheFuture() {
        assertThatThrownBy(() -> SPLITS.deserialize(3, new byte[8]))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("version 3");
        assertThatThrownBy(() -> PROGRESS.deserialize(3, new byte[8]))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("version 3");
    }

    private static FilesSplit restore(FileSourceSplit split) throws IOException {
        return SPLITS.deserialize(1, FileSourceSplitSerializer.INSTANCE.serialize(split));
    }
}
