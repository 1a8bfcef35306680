// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.integration;

import io.multimodal.formats.container.ContainerFormatFactory;
import io.multimodal.formats.spi.ContainerFormat;
import io.multimodal.formats.spi.SampleColumn;
import io.multimodal.formats.spi.SampleInput;
import io.multimodal.formats.spi.SampleReader;
import io.multimodal.formats.spi.SampleValues;
import io.multimodal.formats.spi.SampleWriter;
import io.multimodal.formats.tfrecord.TfRecordFormatFactory;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ReadableConfig;

/**
 * What a format must not do, to show that tests see it: each sample is a file of its own in the
 * table's folder as soon as it is written, whatever becomes of the file that Flink commits.
 */
public record EarlyFormat() implements ContainerFormat {
    private static final long serialVersionUID = 1L;

    private static final ContainerFormat RECORDS =
            new TfRecordFormatFactory().format(new Configuration());

    private static Path shown;

    /** Finds {@code 'format' = 'early'}. */
    public static final class Factory extends ContainerFormatFactory {
        static final String IDENTIFIER = "early";

        @Override
        public String factoryIdentifier() {
            return IDENTIFIER;
        }

        @Override
        public ContainerFormat format(ReadableConfig options) {
            return new EarlyFormat();
        }
    }

    /** Where samples are shown. */
    static void show(Path folder) throws IOException {
        shown = Files.createDirectories(folder);
    }

    @Override
    public SampleReader reader(SampleInput file, List<SampleColumn> columns) throws IOException {
        return RECORDS.reader(file, columns);
    }

    @Override
    public void checkWritten(List<SampleColumn> columns) {
        RECORDS.checkWritten(columns);
    }

    @Override
    public SampleWriter writer(OutputStream file, List<SampleColumn> columns) {
        return new SampleWriter() {
            @Override
            public void write(SampleValues sample) throws IOException {
                Path at = shown.resolve(UUID.randomUUID().toString());
                try (OutputStream out = Files.newOutputStream(at)) {
                    SampleWriter writer = RECORDS.writer(out, columns);
                    writer.write(sample);
                    writer.finish();
                }
            }

            @Override
            public void finish() {}
        };
    }
}
