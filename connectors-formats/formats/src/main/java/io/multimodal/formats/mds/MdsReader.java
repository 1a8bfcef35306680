// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.mds;

import io.multimodal.formats.spi.Sample;
import io.multimodal.formats.spi.SampleColumn;
import io.multimodal.formats.spi.SampleField;
import io.multimodal.formats.spi.SampleInput;
import io.multimodal.formats.spi.SampleReader;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.table.types.logical.LogicalTypeRoot;

/** Reads a shard: its head when it begins, then each sample. The position counts samples. */
final class MdsReader implements SampleReader {
    private final SampleInput file;
    private final MdsHead head;
    private final List<SampleColumn> columns;
    private final List<Integer> places = new ArrayList<>();
    private int next;

    MdsReader(SampleInput file, List<SampleColumn> columns) throws IOException {
        this.file = file;
        this.columns = columns;
        this.next = Math.toIntExact(file.position());
        this.head = MdsHead.read(file);
        for (SampleColumn column : columns) {
            int place = head.columns().names().indexOf(column.name());
            if (place < 0) {
                throw new MediaException(
                        ErrorCode.UNSUPPORTED,
                        "the shard has no column '%s'; it has %s"
                                .formatted(column.name(), head.columns().names()));
            }
            places.add(place);
        }
    }

    @Override
    public Sample next() throws IOException {
        if (next >= head.samples()) {
            return null;
        }
        int number = next;
        next++;
        long begin = head.begin(number);
        long end = head.begin(number + 1);
        int width = head.columns().names().size();
        long[] sizes = new long[width];
        file.seek(begin);
        long at = begin;
        for (int i = 0; i < width; i++) {
            sizes[i] = head.columns().sizes().get(i);
            if (sizes[i] == 0) {
                sizes[i] = MdsHead.u32(file);
                at += Integer.BYTES;
            }
        }
        long[] begins = new long[width];
        for (int i = 0; i < width; i++) {
            begins[i] = at;
            at += sizes[i];
        }
        String name = Integer.toString(number);
        if (at != end) {
            return Sample.faulty(
                    name,
                    next,
                    "its columns have %d bytes, and the sample has %d"
                            .formatted(at - begin, end - begin));
        }
        SampleField[] fields = new SampleField[columns.size()];
        for (int i = 0; i < fields.length; i++) {
            int place = places.get(i);
            fields[i] =
                    field(
                            columns.get(i),
                            head.columns().encodings().get(place),
                            new SampleField.Range(begins[place], sizes[place]));
        }
        return Sample.of(name, Arrays.asList(fields), next);
    }

    private SampleField field(SampleColumn column, String word, SampleField.Range range)
            throws IOException {
        MdsEncoding encoding = MdsEncoding.named(word).orElse(null);
        boolean asBytes =
                column.isMedium()
                        || column.type().is(LogicalTypeRoot.VARBINARY)
                        || column.type().is(LogicalTypeRoot.BINARY);
        if (asBytes || (encoding != null && !encoding.isNumber())) {
            return range;
        } else if (encoding == null) {
            return new SampleField.Faulty(
                    "it has the encoding '%s', which is not read; declare the column as BYTES"
                            .formatted(word));
        } else if (range.sizeBytes() != encoding.sizeBytes()) {
            return new SampleField.Faulty(
                    "it has %d bytes; the encoding '%s' has %d"
                            .formatted(range.sizeBytes(), word, encoding.sizeBytes()));
        }
        file.seek(range.offset());
        return new SampleField.Bytes(
                MdsNumbers.text(file.readExactly(encoding.sizeBytes()), encoding));
    }
}
