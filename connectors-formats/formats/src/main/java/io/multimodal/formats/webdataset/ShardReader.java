// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.webdataset;

import io.multimodal.formats.spi.Sample;
import io.multimodal.formats.spi.SampleField;
import io.multimodal.formats.spi.SampleReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.table.data.StringData;

/** Reads the samples of a shard: headers, and where the members of the columns lie. */
final class ShardReader implements SampleReader {
    private final List<MemberColumn> columns;
    private final StringData uri;
    private final Samples samples;

    ShardReader(String uri, Samples samples, List<MemberColumn> columns) {
        this.columns = columns;
        this.uri = StringData.fromString(uri);
        this.samples = samples;
    }

    @Override
    public Sample next() throws IOException {
        TarSample sample = samples.next();
        if (sample == null) {
            return null;
        } else if (sample.fault() != null) {
            return Sample.faulty(sample.key(), sample.end(), sample.fault());
        }
        SampleField[] fields = new SampleField[columns.size()];
        for (int i = 0; i < fields.length; i++) {
            fields[i] = field(sample, columns.get(i));
        }
        return Sample.of(sample.key(), Arrays.asList(fields), sample.end());
    }

    private SampleField field(TarSample sample, MemberColumn column) {
        if (column.isKey()) {
            return new SampleField.Value(StringData.fromString(sample.key()));
        } else if (column.isUrl()) {
            return new SampleField.Value(uri);
        }
        TarMember member = column.memberOf(sample.members());
        return member == null ? null : new SampleField.Range(member.offset(), member.sizeBytes());
    }
}
