// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.mds;

import io.multimodal.formats.shards.NamedShards;
import io.multimodal.formats.spi.ContainerFormat;
import io.multimodal.formats.spi.SampleColumn;
import io.multimodal.formats.spi.SampleInput;
import io.multimodal.formats.spi.SampleReader;
import io.multimodal.formats.spi.SampleWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.flink.table.api.ValidationException;

/**
 * Shards with a description of their columns.
 *
 * @param encodings of columns that are written
 */
record MdsFormat(Map<String, String> encodings) implements ContainerFormat {
    private static final long serialVersionUID = 1L;

    @Override
    public boolean mayBeCompressed() {
        return true;
    }

    @Override
    public SampleReader reader(SampleInput file, List<SampleColumn> columns) throws IOException {
        return NamedShards.isIndex(file.uri()) ? () -> null : new MdsReader(file, columns);
    }

    @Override
    public void checkWritten(List<SampleColumn> columns) {
        List<String> names = columns.stream().map(SampleColumn::name).toList();
        for (String named : new TreeSet<>(encodings.keySet())) {
            if (!names.contains(named)) {
                throw new ValidationException(
                        "The option 'mds.encodings' names the column '%s', and the columns are %s"
                                .formatted(named, names));
            }
        }
        columns.forEach(SampleColumn::check);
        columns.forEach(column -> MdsEncoding.written(column, encodings));
    }

    @Override
    public SampleWriter writer(OutputStream file, List<SampleColumn> columns) throws IOException {
        return new MdsWriter(file, columns, encodings);
    }

    @Override
    public Optional<String> encoding(SampleColumn column) {
        return Optional.of(MdsEncoding.written(column, encodings).word());
    }
}
