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

        for (int recorded = 1; recorded <= 5; recorded++) {
            List<String> names = new ArrayList<>();
            CheckpointedPosition position = null;
            try (BulkFormat.Reader<String> reader = format.createReader(options, split)) {
                Records records = new Records(reader);
                for (int i = 0; i < recorded; i++) {
                    RecordAndPosition<String> next = records.next();
                    names.add(next.getRecord());
                    position =
                            new CheckpointedPosition(next.getOffset(), next.getRecordSkipCount());
                }
            }
            FilesSplit rest = split.updateWithCheckpointedPosition(position);
            try (BulkFormat.Reader<String> reader = format.restoreReader(options, rest)) {
                Records records = new Records(reader);
                for (RecordAndPosition<String> next = records.next();
                        next != null;
                        next = records.next()) {
                    names.add(next.getRecord());
                }
            }
            assertThat(names)
                    .containsExactly("0000.jpg", "0001.jpg", "0002.jpg", "0003.jpg", "0004.jpg");
        }
    }

    /** The records of all batches, one by one, then null. */
    private static final class Records {
        private final BulkFormat.Reader<String> reader;
        private BulkFormat.RecordIterator<String> batch;

        Records(BulkFormat.Reader<String> reader) throws IOException {
            this.reader = reader;
            this.batch = reader.readBatch();
        }

        RecordAndPosition<String> next() throws IOException {
            while (batch != null) {
                RecordAndPosition<String> next = batch.next();
                if (next != null) {
                    return next;
                }
                batch = reader.readBatch();
            }
            return null;
        }
    }
}
