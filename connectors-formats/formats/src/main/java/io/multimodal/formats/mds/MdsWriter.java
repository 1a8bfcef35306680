// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.mds;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.multimodal.formats.spi.SampleColumn;
import io.multimodal.formats.spi.SampleValues;
import io.multimodal.formats.spi.SampleWriter;
import io.multimodal.media.content.ArrayHandle;
import io.multimodal.store.ObjectHandle;
import io.multimodal.store.spool.UnnamedFile;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Writes a shard when it is finished, since the offsets of all samples come first. Until then the
 * samples lie in a temporary file that has no name any more.
 */
final class MdsWriter implements SampleWriter {
    private static final long MOST_BYTES = 0xffffffffL;
    private static final int BUFFER_BYTES = 256 << 10;

    private final OutputStream out;
    private final List<Column> written;
    private final byte[] description;
    private final FileChannel spool;
    private final OutputStream samples;
    private final List<Long> ends = new ArrayList<>();
    private long end;

    private record Column(int index, String name, boolean isMedium, MdsEncoding encoding) {}

    MdsWriter(OutputStream out, List<SampleColumn> columns, Map<String, String> encodings)
            throws IOException {
        this.out = out;
        this.written =
                IntStream.range(0, columns.size())
                        .mapToObj(
                                i ->
                                        new Column(
                                                i,
                                                columns.get(i).name(),
                                                columns.get(i).isMedium(),
                                                MdsEncoding.written(columns.get(i), encodings)))
                        .sorted(Comparator.comparing(Column::name))
                        .toList();
        this.description =
                new MdsColumns(
                                written.stream().map(Column::name).toList(),
                                written.stream().map(column -> column.encoding.word()).toList(),
                                written.stream()
                                        .map(column -> column.encoding.sizeBytes())
                                        .toList())
                        .json()
                        .getBytes(UTF_8);
        this.spool = UnnamedFile.open("mds");
        this.samples = new BufferedOutputStream(Channels.newOutputStream(spool), BUFFER_BYTES);
    }

    @Override
    public void write(SampleValues sample) throws IOException {
        List<ObjectHandle> contents = new ArrayList<>();
        ByteBuffer sizes =
                ByteBuffer.allocate(Integer.BYTES * written.size()).order(ByteOrder.LITTLE_ENDIAN);
        long bytes = 0;
        for (Column column : written) {
            ObjectHandle content = content(column, sample);
            contents.add(content);
            bytes += content.sizeBytes();
            if (!column.encoding.isNumber()) {
                sizes.putInt((int) content.sizeBytes());
                bytes += Integer.BYTES;
            }
        }
        // With the head, of which each sample has an offset.
        long shard = end + bytes + description.length + (ends.size() + 3L) * Integer.BYTES;
        if (shard > MOST_BYTES) {
            throw new MediaException(
                    ErrorCode.TOO_LARGE,
                    "the shard would have %d bytes; it has at most %d. Write more shards: partition the table, or raise 'sink.parallelism'"
                            .formatted(shard, MOST_BYTES));
        }
        samples.write(sizes.array(), 0, sizes.position());
        for (ObjectHandle content : contents) {
            try (InputStream in = content.stream()) {
                in.transferTo(samples);
            }
        }
        end += bytes;
        ends.add(end);
    }

    private static ObjectHandle content(Column column, SampleValues sample) throws MediaException {
        if (sample.isNull(column.index)) {
            throw new MediaException(
                    ErrorCode.REFUSED,
                    "the column '%s' is NULL, which a shard does not have; leave such rows out with IS NOT NULL"
                            .formatted(column.name));
        }
        return column.encoding.isNumber()
                ? new ArrayHandle(MdsNumbers.bytes(sample.text(column.index), column.encoding))
                : sample.content(column.index);
    }

    @Override
    public void finish() throws IOException {
        try (FileChannel closed = spool) {
            samples.flush();
            int first = Integer.BYTES * (ends.size() + 2) + description.length;
            ByteBuffer head =
                    ByteBuffer.allocate(Integer.BYTES * (ends.size() + 2))
                            .order(ByteOrder.LITTLE_ENDIAN);
            head.putInt(ends.size()).putInt(first);
            ends.forEach(sample -> head.putInt((int) (first + sample)));
            out.write(head.array());
            out.write(description);
            closed.position(0);
            Channels.newInputStream(closed).transferTo(out);
        }
    }
}
