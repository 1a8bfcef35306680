// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.formats.container.ContainerFormatFactory;
import io.multimodal.formats.spi.Sample;
import io.multimodal.formats.spi.SampleInput;
import io.multimodal.formats.spi.SampleReader;
import io.multimodal.media.MediaRuntime;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.flink.connector.file.table.factories.BulkReaderFormatFactory;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.types.DataType;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every container format promises. A subclass says what the format is and gives some rows; the
 * suite writes them to files and reads these through the runtime, as a table does.
 */
@Timeout(120)
public abstract class ContainerFormatContract {
    private static final List<String> HOSTILE =
            List.of("", "a/../b", "a\nb", "a\u0000b", "ä ü/漢", "%2F..%2f", "k".repeat(5000));
    private static final int MUTANTS = 1000;
    private static final long MUTANT_BYTES = 32L << 20;

    @TempDir private static Path store;
    @TempDir private Path folder;
    private ContainerFiles files;
    private MediaRuntime media;

    /** The factory of the format. */
    protected abstract ContainerFormatFactory factory();

    /** The columns of the rows: a ROW. At least one is a medium. */
    protected abstract DataType columns();

    /**
     * At least three different rows. The value of a medium is its file as {@code byte[]}; other
     * values are Strings, boxed numbers and so on.
     */
    protected abstract List<Object[]> rows();

    /** Files of the same rows that another program wrote; none by default. */
    protected List<byte[]> filesOfOthers() throws IOException {
        return List.of();
    }

    /** The options of the table, without the prefix of the format; none by default. */
    protected Map<String, String> options() {
        return Map.of();
    }

    /** Whether media lie in the files as they are, so that a table can refer to them. */
    protected boolean readsInPlace() {
        return true;
    }

    /** Whether samples are read in the order in which they were written. */
    protected boolean keepsTheOrder() {
        return true;
    }

    @BeforeEach
    final void openTheStore() throws IOException {
        files = new ContainerFiles(factory(), options(), columns(), folder, store);
        media = MediaRuntime.acquire(files.config());
    }

    @AfterEach
    final void closeTheStore() throws IOException {
        media.close();
    }

    @Test
    final void isFoundByItsName() {
        assertThat(
                        FactoryUtil.<BulkReaderFormatFactory>discoverFactory(
                                getClass().getClassLoader(),
                                BulkReaderFormatFactory.class,
                                factory().factoryIdentifier()))
                .as("the class in META-INF/services/org.apache.flink.table.factories.Factory")
                .hasSameClassAs(factory());
    }

    @Test
    final void readsWhatItWrites() throws IOException {
        assertThat(files.read(files.write(rows()))).containsExactlyElementsOf(text(rows()));
        assertThat(files.read(files.write(List.of()))).isEmpty();
    }

    @Test
    final void readsTheFilesOfOthers() throws IOException {
        for (byte[] file : filesOfOthers()) {
            assertThat(files.read(file)).containsExactlyElementsOf(text(rows()));
        }
    }

    @Test
    final void makesEqualFilesOfEqualRows() throws IOException {
        assertThat(files.write(rows())).isEqualTo(files.write(rows()));
    }

    @Test
    final void readsTheColumnsThatAQueryUses() throws IOException {
        byte[] file = files.write(rows());
        for (int i = columns().getChildren().size() - 1; i >= 0; i--) {
            int column = i;
            assertThat(files.only(column).read(file))
                    .as(names().get(column))
                    .containsExactlyElementsOf(
                            text(rows().stream().map(row -> new Object[] {row[column]}).toList()));
        }
        assertThat(files.only().read(file)).hasSameSizeAs(rows());
    }

    @Test
    final void goesOnAfterAnySample() throws IOException {
        byte[] file = files.write(rows());
        List<Long> ends = files.ends(file);
        assertThat(ends).hasSameSizeAs(rows());
        for (int i = 0; i < ends.size(); i++) {
            assertThat(files.readFrom(ends.get(i), file))
                    .containsExactlyElementsOf(text(rows().subList(i + 1, rows().size())));
        }
    }

    @Test
    final void refersToMediaInPlace() throws IOException {
        if (readsInPlace()) {
            assertThat(files.inPlace().read(files.write(rows())))
                    .containsExactlyElementsOf(text(rows()));
        }
    }

    /** A cut between two samples need not be noticed; a cut in a sample must be. */
    @Test
    final void givesTheSamplesBeforeACutAndNoOther() throws IOException {
        byte[] file = files.write(rows());
        List<String> whole = text(rows());
        for (int cut : cuts(file)) {
            List<String> read = new ArrayList<>();
            boolean failed = false;
            try {
                files.readInto(read, Arrays.copyOf(file, cut));
            } catch (MediaException e) {
                failed = true;
            }
            assertThat(read.size()).as("cut at %d", cut).isLessThanOrEqualTo(whole.size());
            assertThat(read).as("cut at %d", cut).isEqualTo(whole.subList(0, read.size()));
            boolean nothingIsLost =
                    read.size() == whole.size()
                            || cut == files.write(rows().subList(0, read.size())).length;
            assertThat(failed || nothingIsLost).as("the cut at %d is noticed", cut).isTrue();
        }
    }

    /** The ends of the file are tried byte by byte, and 20 places in between. */
    private static int[] cuts(byte[] file) {
        return IntStream.range(0, file.length)
                .filter(
                        i ->
                                i < 16
                                        || i > file.length - 8
                                        || i % Math.max(1, file.length / 20) == 0)
                .toArray();
    }

    @Test
    final void endsOnAnyBytesInBoundedMemory() throws IOException {
        byte[] file = files.write(rows());
        Random random = new Random(7);
        for (int i = 0; i < MUTANTS; i++) {
            byte[] mutant =
                    Arrays.copyOf(
                            file,
                            random.nextInt(8) == 0 ? random.nextInt(file.length) : file.length);
            for (int j = random.nextInt(6); j >= 0 && mutant.length > 0; j--) {
                int at =
                        random.nextInt(
                                random.nextBoolean() ? mutant.length : Math.min(mutant.length, 64));
                mutant[at] = (byte) (random.nextInt(3) == 0 ? -1 : random.nextInt());
            }
            long before = Allocated.bytes();
            readRaw(mutant);
            assertThat(Allocated.bytes() - before)
                    .as("bytes that mutant %d takes", i)
                    .isLessThan(MUTANT_BYTES);
        }
    }

    private void readRaw(byte[] file) {
        long end = 0;
        try (SampleInput in = new SampleInput("mutant", new InMemoryFile(file), file.length, 0)) {
            SampleReader reader = files.format().reader(in, files.sampleColumns());
            Sample sample = reader.next();
            while (sample != null && sample.end() > end) {
                end = sample.end();
                sample = reader.next();
            }
        } catch (IOException | RuntimeException e) {
            // The runtime makes a MediaException of it.
            assertThat(e).as("is not an Error").isNotNull();
        }
    }

    @Test
    final void holdsOrRefusesAnyText() throws IOException {
        for (int column = 0; column < names().size(); column++) {
            if (rows().get(0)[column] instanceof String) {
                for (String text : HOSTILE) {
                    holdsOrRefuses(column, text);
                }
            }
        }
    }

    @Test
    final void holdsOrRefusesNull() throws IOException {
        for (int column = 0; column < names().size(); column++) {
            holdsOrRefuses(column, null);
        }
    }

    private void holdsOrRefuses(int column, Object value) throws IOException {
        List<Object[]> some = new ArrayList<>(rows().subList(0, 2));
        Object[] changed = rows().get(2).clone();
        changed[column] = value;
        some.add(1, changed);
        byte[] file;
        try {
            file = files.write(some);
        } catch (MediaException e) {
            return;
        }
        ListAssert<String> read =
                assertThat(files.read(file))
                        .as("the column %s is '%s'", names().get(column), value);
        if (keepsTheOrder()) {
            read.containsExactlyElementsOf(text(some));
        } else {
            read.containsExactlyInAnyOrderElementsOf(text(some));
        }
    }

    private List<String> names() {
        return DataType.getFieldNames(columns());
    }

    private static List<String> text(List<Object[]> rows) {
        return rows.stream().map(Arrays::deepToString).toList();
    }
}
