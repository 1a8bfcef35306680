// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.webdataset;

import io.multimodal.formats.shards.NamedShards;
import io.multimodal.formats.spi.ContainerFormat;
import io.multimodal.formats.spi.SampleColumn;
import io.multimodal.formats.spi.SampleInput;
import io.multimodal.formats.spi.SampleReader;
import io.multimodal.formats.spi.SampleWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.flink.core.fs.Path;
import org.apache.flink.table.api.ValidationException;

/**
 * Tar archives of samples.
 *
 * @param suffixes by column, separated by ';'
 */
record WebDatasetFormat(Map<String, String> suffixes) implements ContainerFormat {
    private static final long serialVersionUID = 1L;

    @Override
    public void checkRead(List<SampleColumn> columns) {
        MemberColumns.check(columns, suffixes);
    }

    @Override
    public boolean mayBeCompressed() {
        return true;
    }

    @Override
    public SampleReader reader(SampleInput shard, List<SampleColumn> columns) {
        return NamedShards.isIndex(shard.uri())
                ? () -> null
                : reader(shard, columns, new TarSamples(new TarMembers(shard)));
    }

    private SampleReader reader(SampleInput shard, List<SampleColumn> columns, Samples samples) {
        return new ShardReader(shard.uri(), samples, MemberColumns.of(columns, suffixes));
    }

    /** An index leads to samples of which the keys are asked for, where there is one. */
    @Override
    public SampleReader reader(
            SampleInput shard, List<SampleColumn> columns, Map<Integer, Set<String>> texts)
            throws IOException {
        Optional<Set<String>> keys =
                IntStream.range(0, columns.size())
                        .filter(i -> columns.get(i).name().equals(MemberColumn.KEY))
                        .mapToObj(texts::get)
                        .filter(Objects::nonNull)
                        .findFirst();
        if (keys.isPresent()) {
            Path path = new Path(URI.create(shard.uri()));
            Optional<MemberIndex> index =
                    MemberIndex.read(path, shard.sizeBytes(), keys.get()::contains);
            if (index.isPresent()) {
                return reader(shard, columns, new IndexedSamples(shard, index.get().wanted()));
            }
        }
        return reader(shard, columns);
    }

    @Override
    public void checkWritten(List<SampleColumn> columns) {
        MemberColumns.check(columns, suffixes);
        List<String> names = columns.stream().map(SampleColumn::name).toList();
        if (!names.contains(MemberColumn.KEY)) {
            throw new ValidationException(
                    "A 'webdataset' table that is written has the column '%s' STRING, which names the members of a sample; the columns are %s"
                            .formatted(MemberColumn.KEY, names));
        }
    }

    @Override
    public SampleWriter writer(OutputStream shard, List<SampleColumn> columns) {
        return new ShardWriter(shard, MemberColumns.of(columns, suffixes));
    }

    /** The first suffix, if it names a format. */
    @Override
    public Optional<String> encoding(SampleColumn column) {
        String suffix = MemberColumns.of(List.of(column), suffixes).get(0).suffixes().get(0);
        return Optional.of(suffix.substring(suffix.lastIndexOf('.') + 1));
    }
}
