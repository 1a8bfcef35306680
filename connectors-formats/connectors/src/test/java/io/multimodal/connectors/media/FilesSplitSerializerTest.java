// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.FileSourceSplitSerializer;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;
import org.apache.flink.core.fs.Path;
import org.junit.jupiter.api.Test;

class FilesSplitSerializerTest {
    private static final FilesSplitSerializer SERIALIZER = new FilesSplitSerializer();

    @Test
    void aSplitComesBackWithItsFilesAndWhatWasRead() throws IOException {
        FilesSplit split =
                new FilesSplit(
                        FileGroupsTest.files(5, 42),
                        new CheckpointedPosition(CheckpointedPosition.NO_OFFSET, 2));

        FilesSplit back = SERIALIZER.deserialize(2, SERIALIZER.serialize(split));

        assertThat(back.files()).isEqualTo(split.files());
        assertThat(back.unread()).isEqualTo(split.files().subList(2, 5));
        assertThat(back.splitId()).isEqualTo(split.splitId());
    }

    @Test
    void aSplitThatNobodyReadFromStaysOne() throws IOException {
        FilesSplit split = new FilesSplit(FileGroupsTest.files(5, 42));

        FilesSplit back = SERIALIZER.deserialize(2, SERIALIZER.serialize(split));

        assertThat(back.getReaderPosition()).isEmpty();
        assertThat(back.unread()).isEqualTo(split.files());
    }

    @Test
    void restoresTheSplitsOfOneFileThatTheFirstVersionWrote() throws IOException {
        Path path = new Path("file:/photos/one.jpg");
        FileSourceSplit split = new FileSourceSplit("one", path, 0, 7, 1000, 7);
        FileSourceSplit read = split.updateWithCheckpointedPosition(new CheckpointedPosition(7, 1));

        assertThat(restoreFirstVersion(split).unread())
                .containsExactly(new ListedFile(path, 7, Instant.ofEpochMilli(1000)));
        assertThat(restoreFirstVersion(read).unread()).isEmpty();
    }

    @Test
    void refusesAVersionOfTheFuture() {
        assertThatThrownBy(() -> SERIALIZER.deserialize(3, new byte[8]))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("version 3");
    }

    private static FilesSplit restoreFirstVersion(FileSourceSplit split) throws IOException {
        return SERIALIZER.deserialize(1, FileSourceSplitSerializer.INSTANCE.serialize(split));
    }
}
