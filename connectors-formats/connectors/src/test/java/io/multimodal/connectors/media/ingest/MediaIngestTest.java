// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.multimodal.connectors.media.TestImages;
import io.multimodal.connectors.media.source.listing.LinkRule;
import io.multimodal.connectors.media.source.listing.ListedFile;
import io.multimodal.connectors.media.source.listing.MediaPath;
import io.multimodal.connectors.media.source.listing.NameRule;
import io.multimodal.media.MediaRuntime;
import io.multimodal.media.content.Encoded;
import io.multimodal.media.modality.FileModality;
import io.multimodal.media.modality.Modality;
import io.multimodal.store.ObjectHandle;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.types.Image;
import io.multimodal.types.MediaFile;
import io.multimodal.types.MediaValue;
import io.multimodal.types.MultimodalType;
import io.multimodal.types.config.MultimodalOptions;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MediaIngestTest {
    @TempDir private Path temp;
    private final AtomicInteger looks = new AtomicInteger();
    private Path folder;
    private MediaRuntime media;

    @BeforeEach
    void open() throws IOException {
        folder = Files.createDirectory(temp.resolve("folder"));
        Configuration options = new Configuration();
        options.setString("multimodal.stores.test.uri", temp.resolve("store").toUri().toString());
        options.setString("multimodal.external.mine.prefix", temp.toUri().toString());
        media = MediaRuntime.acquire(MultimodalOptions.resolve(options));
    }

    @AfterEach
    void close() throws IOException {
        media.close();
    }

    @Test
    void readsAFileAgainThatWasWrittenToWhileItWasRead() throws Exception {
        Path file = Files.write(folder.resolve("a"), new byte[5000]);
        MediaIngest ingest = ingest(new Growing(file, 1), LinkRule.WITHIN_FOLDER);

        MediaValue value = ingest.ingest(listed(file)).value();

        assertThat(looks).hasValue(2);
        assertThat(media.stores().read(value.reference(), 1 << 20))
                .isEqualTo(Files.readAllBytes(file));
    }

    @Test
    void givesUpOnAFileThatDoesNotStopChanging() throws Exception {
        Path file = Files.write(folder.resolve("a"), new byte[5000]);
        MediaIngest ingest = ingest(new Growing(file, 99), LinkRule.WITHIN_FOLDER);

        assertThatThrownBy(() -> ingest.ingest(listed(file)))
                .isInstanceOf(MediaException.class)
                .hasMessageContaining("written to while it was read")
                .hasMessageContaining("source.settle-time");
    }

    /** The row tells of the file that was read, and not of the one that was listed. */
    @Test
    void readsAFileThatChangedSinceItWasListedAndMissesOneThatIsGone() throws Exception {
        MediaIngest ingest = ingest(MediaKind.FILE.modality(), LinkRule.WITHIN_FOLDER);
        for (Reading reading : new Reading[] {ingest::ingest, ingest::refer}) {
            Path file = Files.write(folder.resolve("a"), new byte[5000]);
            ListedFile listed = listed(file);
            Files.write(file, new byte[] {1, 2, 3});

            MediaIngest.Ingested read = reading.of(listed);

            assertThat(media.stores().read(read.value().reference(), 100)).containsExactly(1, 2, 3);
            assertThat(read.file().listed().sizeBytes()).isEqualTo(3);
            Files.delete(file);
            assertThatThrownBy(() -> reading.of(listed))
                    .isInstanceOfSatisfying(
                            MediaException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND))
                    .hasMessageContaining("there is no such file any more");
        }
    }

    @Test
    void namesAFileThatMayNotBeRead() throws Exception {
        Path file = Files.write(folder.resolve("a"), new byte[10]);
        Files.setPosixFilePermissions(file, Set.of());
        assumeFalse(Files.isReadable(file), "root reads everything");
        MediaIngest ingest = ingest(MediaKind.FILE.modality(), LinkRule.WITHIN_FOLDER);
        for (Reading reading : new Reading[] {ingest::ingest, ingest::refer}) {
            assertThatThrownBy(() -> reading.of(listed(file)))
                    .isInstanceOfSatisfying(
                            MediaException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.REFUSED))
                    .hasMessageContaining("no permission to read it");
        }
    }

    @Test
    void leavesTheFolderByALinkOnlyWhereThatIsAllowed() throws Exception {
        Path secret = Files.write(temp.resolve("secret"), new byte[10]);
        Path link = Files.createSymbolicLink(folder.resolve("link"), secret);
        Files.createSymbolicLink(folder.resolve("up"), temp);
        Modality<?> modality = MediaKind.FILE.modality();
        MediaIngest within = ingest(modality, LinkRule.WITHIN_FOLDER);

        for (Path way : new Path[] {link, folder.resolve("up/secret")}) {
            for (Reading reading : new Reading[] {within::ingest, within::refer}) {
                assertThatThrownBy(() -> reading.of(listed(way)))
                        .isInstanceOf(MediaException.class)
                        .hasMessageContaining("leads out of the folder")
                        .hasMessageContaining("'source.links' = 'anywhere'");
            }
        }
        MediaValue value = ingest(modality, LinkRule.ANYWHERE).ingest(listed(link)).value();
        assertThat(media.stores().read(value.reference(), 100)).isEqualTo(new byte[10]);
    }

    @Test
    void takesAnyNameThatAFileMayHaveInPlaceToo() throws Exception {
        MediaIngest ingest = ingest(MediaKind.FILE.modality(), LinkRule.WITHIN_FOLDER);
        for (String name : new String[] {"back\\slash", "line\nbreak", "a b%20#?ü"}) {
            Path file = Files.write(folder.resolve(name), new byte[10]);
            for (Reading reading : new Reading[] {ingest::ingest, ingest::refer}) {
                assertThat(media.stores().read(reading.of(listed(file)).value().reference(), 100))
                        .hasSize(10);
            }
        }
    }

    @Test
    void refusesAFileWhoseNameIsNoText() throws Exception {
        int made =
                new ProcessBuilder(
                                "bash",
                                "-c",
                                "printf 12345 > \"$0\"/$'not\\xff.jpg'",
                                folder.toString())
                        .start()
                        .waitFor();
        assertThat(made).isZero();
        MediaIngest ingest = ingest(MediaKind.FILE.modality(), LinkRule.WITHIN_FOLDER);
        // As the listing has it.
        ListedFile listed =
                new ListedFile(
                        new org.apache.flink.core.fs.Path(
                                "file", null, folder.resolve("not\ufffd.jpg").toString()),
                        0,
                        Instant.EPOCH);
        for (Reading reading : new Reading[] {ingest::ingest, ingest::refer}) {
            assertThatThrownBy(() -> reading.of(listed))
                    .isInstanceOfSatisfying(
                            MediaException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.REFUSED))
                    .hasMessageContaining("not text in")
                    .hasMessageContaining("rename it");
        }
    }

    /** Two images and a text. */
    @Test
    void countsFilesBytesFailuresAndDeadLetters() throws Exception {
        Files.write(folder.resolve("a.png"), TestImages.png(20, 10, 0x336699));
        Files.write(folder.resolve("b.png"), TestImages.png(30, 10, 0x336699));
        Files.writeString(folder.resolve("letter.png"), "Dear Sir");
        long bytes = Files.size(folder.resolve("a.png")) + Files.size(folder.resolve("b.png"));
        Configuration options = new Configuration();
        options.setString("multimodal.stores.test.uri", temp.resolve("store").toUri().toString());
        options.setString("multimodal.on-error", "dead-letter");
        MediaScan scan =
                new MediaScan(
                        MultimodalOptions.resolve(options),
                        MediaKind.IMAGE,
                        new MediaPath(folder.toString()),
                        NameRule.given("*"),
                        LinkRule.WITHIN_FOLDER,
                        null,
                        false);
        Map<String, Counter> counters = new HashMap<>();
        MetricGroup metrics =
                new UnregisteredMetricsGroup() {
                    @Override
                    public MetricGroup addGroup(String name) {
                        assertThat(name).isEqualTo("media");
                        return this;
                    }

                    @Override
                    public <C extends Counter> C counter(String name, C counter) {
                        counters.put(name, counter);
                        return counter;
                    }
                };
        try (MediaRows<String> rows =
                new MediaRows<>(
                        scan,
                        IngestMode.INTO_THE_STORE,
                        false,
                        (file, value) -> value == null ? null : file.listed().name(),
                        metrics)) {
            assertThat(rows.of(listed(folder.resolve("a.png")))).isEqualTo("a.png");
            assertThat(rows.of(listed(folder.resolve("b.png")))).isEqualTo("b.png");
            assertThat(rows.of(listed(folder.resolve("letter.png")))).isNull();
        }
        assertThat(counters).hasSize(4);
        assertThat(counters.get("files").getCount()).isEqualTo(2);
        assertThat(counters.get("bytes").getCount()).isEqualTo(bytes);
        assertThat(counters.get("failedFiles").getCount()).isEqualTo(1);
        assertThat(counters.get("deadLetters").getCount()).isEqualTo(1);
    }

    /** Orientation 6 behind 100 kB of text: what every other way in says, too. */
    @Test
    void readsAHeaderToItsEndHoweverFarBackThatStands() throws Exception {
        byte[] png = TestImages.png(37, 23, 0x336699);
        byte[] exif = {'I', 'I', 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0};
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(png, 0, 33);
        out.write(
                chunk(
                        "tEXt",
                        ("Comment\0" + "x".repeat(100_000)).getBytes(StandardCharsets.US_ASCII)));
        out.write(chunk("eXIf", exif));
        out.write(png, 33, png.length - 33);
        Path file = Files.write(folder.resolve("turned.png"), out.toByteArray());
        MediaIngest ingest = ingest(MediaKind.IMAGE.modality(), LinkRule.WITHIN_FOLDER);

        for (Reading reading : new Reading[] {ingest::ingest, ingest::refer}) {
            Image image = (Image) reading.of(listed(file)).value();
            assertThat(image.width()).isEqualTo(23);
            assertThat(image.height()).isEqualTo(37);
        }
    }

    private interface Reading {
        MediaIngest.Ingested of(ListedFile file) throws IOException;
    }

    private static byte[] chunk(String type, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(content.length);
        out.writeBytes(type);
        out.write(content);
        CRC32 checksum = new CRC32();
        checksum.update(bytes.toByteArray(), 4, content.length + 4);
        out.writeInt((int) checksum.getValue());
        return bytes.toByteArray();
    }

    /** Files, one of which grows while its header is read, so many times. */
    private final class Growing implements Modality<MediaFile> {
        private final FileModality files = new FileModality();
        private final Path file;
        private final int times;

        Growing(Path file, int times) {
            this.file = file;
            this.times = times;
        }

        @Override
        public MultimodalType<MediaFile> type() {
            return files.type();
        }

        @Override
        public MediaFile describe(MediaRuntime runtime, ObjectHandle object, Referred referred)
                throws IOException {
            if (looks.incrementAndGet() <= times) {
                append(file);
            }
            return files.describe(runtime, object, referred);
        }

        @Override
        public Encoded render(MediaRuntime runtime, MediaFile value) throws IOException {
            return files.render(runtime, value);
        }

        @Override
        public void check(MediaRuntime runtime, MediaFile value)
                throws IOException, InvalidReferenceException {
            files.check(runtime, value);
        }

        @Override
        public Map<String, String> metadata(MediaRuntime runtime, MediaFile value) {
            return files.metadata(runtime, value);
        }
    }

    private static void append(Path file) {
        try {
            Files.write(file, new byte[1], StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private FileOpener opener(LinkRule links) {
        try {
            return new FileOpener(new MediaPath(folder.toString()), links, List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private MediaIngest ingest(Modality<?> modality, LinkRule links) {
        return new MediaIngest(media, modality, opener(links), new SimpleCounter(), false);
    }

    private static ListedFile listed(Path file) throws IOException {
        return new ListedFile(
                org.apache.flink.core.fs.Path.fromLocalFile(file.toFile()),
                Files.size(file),
                Instant.EPOCH);
    }
}
