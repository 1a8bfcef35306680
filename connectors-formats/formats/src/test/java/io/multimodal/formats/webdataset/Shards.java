// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.webdataset;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.flink.core.fs.FSDataInputStream;

/** Shards for tests: those of other tools (see {@code make.py}), and made ones. */
final class Shards {
    private Shards() {}

    /** A shard that another tool wrote. */
    static byte[] of(String name) throws IOException {
        try (InputStream in =
                new GZIPInputStream(Shards.class.getResourceAsStream(name + ".tar.gz"))) {
            return in.readAllBytes();
        }
    }

    /** A shard of these members, each with its own name as content. */
    static byte[] withMembers(String... names) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, UTF_8.name())) {
            for (String name : names) {
                byte[] content = name.getBytes(UTF_8);
                TarArchiveEntry entry = new TarArchiveEntry(name);
                entry.setSize(content.length);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    /** All samples from a position on. */
    static List<Sample> samples(byte[] shard, long position) throws IOException {
        List<Sample> all = new ArrayList<>();
        try (Samples samples =
                new Samples(
                        new TarMembers(
                                new TarInput(new InMemory(shard), shard.length, position)))) {
            Sample sample;
            while ((sample = samples.next()) != null) {
                all.add(sample);
            }
        }
        return all;
    }

    /** A file in memory. Counts what is read. */
    static final class InMemory extends FSDataInputStream {
        private final byte[] bytes;
        private int position;
        private long read;

        InMemory(byte[] bytes) {
            this.bytes = bytes;
        }

        long bytesRead() {
            return read;
        }

        @Override
        public void seek(long to) {
            position = Math.toIntExact(to);
        }

        @Override
        public long getPos() {
            return position;
        }

        @Override
        public int read() {
            throw new UncheckedIOException(new IOException("Nobody reads single bytes"));
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            int count = Math.min(length, bytes.length - position);
            if (count <= 0) {
                return -1;
            }
            System.arraycopy(bytes, position, target, offset, count);
            position += count;
            read += count;
            return count;
        }
    }
}
