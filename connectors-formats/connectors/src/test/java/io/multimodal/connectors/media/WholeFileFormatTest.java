// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.types.MultimodalOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;
import org.apache.flink.connector.file.src.util.RecordAndPosition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileFormatTest {
    @TempDir private Path store;

    @Test
    void goesOnBehindTheFileWhosePositionWasRecorded() throws IOException {
        FilesSplit split = new FilesSplit(FileGroupsTest.files(5, 42));
        Configuration options = new Configuration();
        options.setString("multimodal.stores.test.uri", store.toUri().toString());
        WholeFileFormat<String> format =
                new WholeFileFormat<>(
                        MultimodalOptions.resolve(options),
                        MediaKind.FILE,
                        Taking.LISTED_ONLY,
                        (file, value) -> file.name(),
                        Types.STRING);

        List<String> names = new ArrayList<>();
        CheckpointedPosition position;
        try (BulkFormat.Reader<String> reader = format.createReader(options, split)) {
            names.add(next(reader).getRecord());
            RecordAndPosition<String> second = next(reader);
            names.add(second.getRecord());
            position = new CheckpointedPosition(second.getOffset(), second.getRecordSkipCount());
        }
        FilesSplit recorded = split.updateWithCheckpointedPosition(position);
        try (BulkFormat.Reader<String> reader = format.restoreReader(options, recorded)) {
            for (int i = 2; i < 5; i++) {
                names.add(next(reader).getRecord());
            }
            assertThat(reader.readBatch()).isNull();
        }

        assertThat(names)
                .containsExactly("0000.jpg", "0001.jpg", "0002.jpg", "0003.jpg", "0004.jpg");
    }

    private static RecordAndPosition<String> next(BulkFormat.Reader<String> reader)
            throws IOException {
        return reader.readBatch().next();
    }
}
