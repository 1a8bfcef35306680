// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.webdataset;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.multimodal.formats.spi.SampleInput;
import io.multimodal.formats.testkit.InMemoryFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

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
    static List<TarSample> samples(byte[] shard, long position) throws IOException {
        List<TarSample> all = new ArrayList<>();
        try (SampleInput in =
                new SampleInput("shard", new InMemoryFile(shard), shard.length, position)) {
            TarSamples samples = new TarSamples(new TarMembers(in));
            TarSample sample;
            while ((sample = samples.next()) != null) {
                all.add(sample);
            }
        }
        return all;
    }
}
