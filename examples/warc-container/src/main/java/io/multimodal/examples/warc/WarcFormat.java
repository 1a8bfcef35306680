// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.examples.warc;

import io.multimodal.formats.spi.ContainerFormat;
import io.multimodal.formats.spi.SampleColumn;
import io.multimodal.formats.spi.SampleInput;
import io.multimodal.formats.spi.SampleReader;
import io.multimodal.formats.spi.SampleWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.apache.flink.table.api.ValidationException;

/**
 * Web archives (WARC 1.0 and 1.1, ISO 28500), not compressed: each record of the types {@code
 * resource} and {@code response} is a sample. The payload of a response is what follows the header
 * of HTTP.
 */
record WarcFormat() implements ContainerFormat {
    private static final long serialVersionUID = 1L;

    @Override
    public void checkRead(List<SampleColumn> columns) {
        columns.forEach(SampleColumn::check);
        WarcField.of(columns);
    }

    @Override
    public SampleReader reader(SampleInput file, List<SampleColumn> columns) throws IOException {
        return new WarcReader(file, WarcField.of(columns));
    }

    @Override
    public void checkWritten(List<SampleColumn> columns) {
        checkRead(columns);
        List<WarcField> fields = WarcField.of(columns);
        if (!fields.contains(WarcField.URI) || !fields.contains(WarcField.PAYLOAD)) {
            throw new ValidationException(
                    "A 'warc' table that is written has the columns 'uri' STRING and 'payload'");
        }
        for (WarcField made : List.of(WarcField.RECORD_ID, WarcField.RECORD_TYPE)) {
            if (fields.contains(made)) {
                throw new ValidationException(
                        "A 'warc' table that is written has no column '%s', which the writer makes"
                                .formatted(made.column()));
            }
        }
    }

    @Override
    public SampleWriter writer(OutputStream file, List<SampleColumn> columns) {
        return new WarcWriter(file, WarcField.of(columns));
    }
}
