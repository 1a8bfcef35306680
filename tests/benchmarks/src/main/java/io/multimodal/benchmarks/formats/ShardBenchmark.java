// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.formats;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.multimodal.benchmarks.media.SamplePhotos;
import io.multimodal.benchmarks.store.Rounds;
import io.multimodal.formats.webdataset.WebDatasetFormatFactory;
import io.multimodal.store.ref.ContentId;
import io.multimodal.types.ImageType;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;

/**
 * Question: how much of the speed of reading a tar archive does reading a shard of samples reach?
 * The baseline reads each member into memory, and hashes it where ours puts it into a store. The
 * argument is the number of rounds.
 */
public final class ShardBenchmark {
    private static final int SAMPLES = 2000;
    private static final DataType BYTES = DataTypes.BYTES();

    private final Path folder;
    private final Path shard;
    private final int rounds;

    private ShardBenchmark(Path folder, int rounds) throws IOException {
        this.folder = folder;
        this.shard = folder.resolve("shard.tar");
        this.rounds = rounds;
        write();
    }

    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("shard-benchmark-");
        try {
            ShardBenchmark benchmark =
                    new ShardBenchmark(folder, args.length == 0 ? 5 : Integer.parseInt(args[0]));
            System.out.printf(
                    "a shard of %d samples (jpg, cls), %,d bytes%n",
                    SAMPLES, Files.size(benchmark.shard));
            benchmark.run();
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private void write() throws IOException {
        List<byte[]> photos = SamplePhotos.originals();
        try (TarArchiveOutputStream tar =
                new TarArchiveOutputStream(Files.newOutputStream(shard))) {
            for (int i = 0; i < SAMPLES; i++) {
                add(tar, "%06d.jpg".formatted(i), photos.get(i % photos.size()));
                add(tar, "%06d.cls".formatted(i), Integer.toString(i % 10).getBytes(UTF_8));
            }
        }
    }

    private static void add(TarArchiveOutputStream tar, String name, byte[] content)
            throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    private void run() throws Exception {
        compare("jpg BYTES, cls INT", "tar", BYTES, false, false);
        compare(
                "jpg IMAGE, into a new store",
                "tar and SHA-256",
                ImageType.TYPE.dataType(),
                false,
                true);
        compare("jpg IMAGE, in place", "tar", ImageType.TYPE.dataType(), true, false);
    }

    private void compare(String what, String floor, DataType image, boolean inPlace, boolean hash)
            throws Exception {
        new Rounds(what, floor, "samples")
                .run(
                        1,
                        rounds,
                        round -> new Rounds.Work(SAMPLES, () -> readTar(hash)),
                        round ->
                                new Rounds.Work(
                                        SAMPLES, () -> readShard(image, inPlace, what, round)));
    }

    private void readTar(boolean hash) throws IOException {
        try (InputStream file = new BufferedInputStream(Files.newInputStream(shard), 64 << 10);
                TarArchiveInputStream tar = new TarArchiveInputStream(file)) {
            int members = 0;
            TarArchiveEntry entry;
            while ((entry = tar.getNextEntry()) != null) {
                byte[] content = tar.readNBytes((int) entry.getSize());
                if (hash) {
                    ContentId.hash(content);
                }
                members++;
            }
            check(members, 2 * SAMPLES);
        }
    }

    private void readShard(DataType image, boolean inPlace, String what, int round)
            throws IOException {
        Configuration options = new Configuration();
        Path store = folder.resolve("store " + what + round);
        options.setString("multimodal.stores.bench.uri", store.toUri().toString());
        options.setString("multimodal.external.bench.prefix", folder.toUri().toString());
        Configuration ofTheFormat = new Configuration();
        ofTheFormat.setString("in-place", Boolean.toString(inPlace));
        BulkFormat<RowData, FileSourceSplit> format =
                new WebDatasetFormatFactory()
                        .bulkFormat(
                                options,
                                ofTheFormat,
                                DataTypes.ROW(
                                        DataTypes.FIELD("jpg", image),
                                        DataTypes.FIELD("cls", DataTypes.INT())),
                                null);
        long size = Files.size(shard);
        FileSourceSplit split =
                new FileSourceSplit(
                        "0",
                        new org.apache.flink.core.fs.Path(shard.toUri()),
                        0,
                        size,
                        Files.getLastModifiedTime(shard).toMillis(),
                        size);
        int samples = 0;
        try (BulkFormat.Reader<RowData> reader = format.createReader(options, split)) {
            BulkFormat.RecordIterator<RowData> batch;
            while ((batch = reader.readBatch()) != null) {
                while (batch.next() != null) {
                    samples++;
                }
                batch.releaseBatch();
            }
        }
        check(samples, SAMPLES);
    }

    private static void check(int observed, int expected) {
        if (observed != expected) {
            throw new IllegalStateException(
                    "Read %d where %d were written".formatted(observed, expected));
        }
    }
}
