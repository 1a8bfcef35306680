// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.webdataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.formats.spi.Sample;
import io.multimodal.formats.spi.SampleColumn;
import io.multimodal.formats.spi.SampleInput;
import io.multimodal.formats.spi.SampleReader;
import io.multimodal.store.ref.ContentId;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.local.LocalDataInputStream;
import org.apache.flink.table.types.logical.VarCharType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemberIndexTest {
    private static final FileTime THEN = FileTime.fromMillis(1_700_000_000_000L);
    private static final List<SampleColumn> COLUMNS =
            List.of(
                    new SampleColumn("__key__", new VarCharType(VarCharType.MAX_LENGTH)),
                    new SampleColumn("txt", new VarCharType(VarCharType.MAX_LENGTH)));

    @TempDir private Path folder;
    private Path shard;
    private Path index;

    @BeforeEach
    void makeAShardAndItsIndex() throws IOException {
        shard = folder.resolve("a shard.tar");
        index = folder.resolve("_a shard.tar.members");
        write("a b/0.txt", "a b/0.cls", "__note__", "1.txt", "2.txt", "1.txt");
        assertThat(writeIndex()).isEqualTo(4);
    }

    /** Of one key there may be several samples. */
    @Test
    void leadsToTheSamplesThatAreNamedAndReadsNoOther() throws IOException {
        byte[] damaged = Files.readAllBytes(shard);
        damaged[130] = (byte) 0xff; // within the size
        write(damaged);

        assertThat(read(0, "1", "none")).containsExactly("1", "1");
        assertThat(read(4096, "1", "2")).containsExactly("2", "1");
        assertThatThrownBy(() -> read(0, "a b/0")).hasMessageContaining("delete the index");
        Files.delete(index);
        assertThatThrownBy(() -> read(0, "1")).isInstanceOf(MediaException.class);
    }

    @Test
    void isNotUsedWhereTheShardIsAnotherOne() throws IOException {
        byte[] other = Shards.withMembers("3.txt", "1.cls", "x.cls", "1.txt", "2.txt", "4.txt");
        assertThat(other).hasSameSizeAs(Files.readAllBytes(shard));
        Files.write(shard, other);
        Files.setLastModifiedTime(shard, FileTime.fromMillis(THEN.toMillis() + 1));
        assertThat(read(0, "3")).as("another time").contains("3");
        write(Shards.withMembers("3.txt"));
        assertThat(read(0, "3")).as("another size").contains("3");
    }

    @Test
    void isNotUsedWhereItIsDamaged() throws IOException {
        byte[] whole = Files.readAllBytes(index);
        for (int at = 0; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 2;
            Files.write(index, damaged);
            assertThat(read(0, "1")).as("byte %d", at).containsExactly("a b/0", "1", "2", "1");
            Files.write(index, Arrays.copyOf(whole, at));
            assertThat(read(0, "1")).as("cut at %d", at).containsExactly("a b/0", "1", "2", "1");
        }
    }

    /** What no index of ours says, with the right seal. */
    @Test
    void refusesAnIndexThatLeadsElsewhere() throws IOException {
        for (String line : List.of("512 1", "3072 2", "-512 1", "999999 1", "0 1")) {
            String lines =
                    "multimodal members 1 %d %d\n%s\n"
                            .formatted(Files.size(shard), THEN.toMillis(), line);
            Files.writeString(index, lines + "sha256 " + ContentId.hash(lines).hex() + "\n");
            assertThatThrownBy(() -> read(0, "1", "2"))
                    .as(line)
                    .isInstanceOf(MediaException.class)
                    .hasMessageContaining("delete the index");
        }
    }

    @Test
    void isNotWrittenWhereAKeyHasALineBreak() throws IOException {
        Files.delete(index);
        write("a\nb.txt", "1.txt");

        assertThat(writeIndex()).isEqualTo(2);

        assertThat(index).doesNotExist();
    }

    private void write(String... members) throws IOException {
        write(Shards.withMembers(members));
    }

    private void write(byte[] bytes) throws IOException {
        Files.write(shard, bytes);
        Files.setLastModifiedTime(shard, THEN);
    }

    private long writeIndex() throws IOException {
        try (SampleInput in = input(0)) {
            return MemberIndex.write(
                    FileSystem.getLocalFileSystem()
                            .getFileStatus(new org.apache.flink.core.fs.Path(shard.toUri())),
                    in);
        }
    }

    private SampleInput input(long position) throws IOException {
        return new SampleInput(
                shard.toUri().toString(),
                new LocalDataInputStream(shard.toFile()),
                Files.size(shard),
                position);
    }

    /** The keys of the samples that a query for these keys sees before it filters them. */
    private List<String> read(long position, String... keys) throws IOException {
        List<String> read = new ArrayList<>();
        try (SampleInput in = input(position)) {
            SampleReader reader =
                    new WebDatasetFormat(Map.of()).reader(in, COLUMNS, Map.of(0, Set.of(keys)));
            Sample sample;
            while ((sample = reader.next()) != null) {
                read.add(sample.name());
            }
        }
        return read;
    }
}
