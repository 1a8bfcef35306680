// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.webdataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.formats.spi.SampleInput;
import io.multimodal.formats.testkit.InMemoryFile;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TarSamplesTest {
    @Test
    void readsAShardOfThePythonPackage() throws IOException {
        byte[] shard = Shards.of("webdataset");

        List<TarSample> samples = Shards.samples(shard, 0);

        assertThat(samples)
                .extracting(TarSample::key)
                .containsExactly(
                        "train/0000", "train/0001", "train/0002", "train/0003", "train/0004");
        TarSample third = samples.get(2);
        assertThat(third.members()).containsOnlyKeys("cls", "jpg", "json", "npy", "txt");
        assertThat(content(shard, third.members().get("txt"))).isEqualTo("caption 2");
        assertThat(content(shard, third.members().get("cls"))).isEqualTo("2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tar-gnu", "tar-pax"})
    void readsWhatGnuTarWrites(String name) throws IOException {
        byte[] shard = Shards.of(name);
        String longName = "n".repeat(150);

        List<TarSample> samples = Shards.samples(shard, 0);

        assertThat(samples)
                .extracting(TarSample::key)
                .containsExactly("a b/ü/x", longName, "z", "__meta__");
        assertThat(samples.get(0).members()).containsOnlyKeys("txt", "y.cls");
        assertThat(content(shard, samples.get(1).members().get("txt"))).isEqualTo("long");
        assertThat(content(shard, samples.get(2).members().get("cls"))).isEqualTo("9");
    }

    @Test
    void groupsAdjacentMembersAlone() throws IOException {
        List<TarSample> samples = Shards.samples(Shards.withMembers("a.x", "b.x", "a.y"), 0);

        assertThat(samples).extracting(TarSample::key).containsExactly("a", "b", "a");
    }

    @Test
    void saysOfASampleThatItHasASuffixTwice() throws IOException {
        List<TarSample> samples = Shards.samples(Shards.withMembers("a.JPG", "a.jpg", "b.x"), 0);

        assertThat(samples.get(0).fault()).isEqualTo("it has the member 'jpg' twice");
        assertThat(samples.get(1).fault()).isNull();
    }

    @Test
    void boundsTheMembersOfASample() throws IOException {
        String[] names =
                IntStream.range(0, TarSamples.MOST_MEMBERS + 5)
                        .mapToObj(i -> "a." + i)
                        .toArray(String[]::new);

        List<TarSample> samples = Shards.samples(Shards.withMembers(names), 0);

        assertThat(samples).hasSize(1);
        assertThat(samples.get(0).fault()).isEqualTo("it has more than 1000 members");
    }

    @Test
    void goesOnFromTheEndOfAnySample() throws IOException {
        for (String name : List.of("webdataset", "tar-gnu", "tar-pax", "tar-ustar")) {
            byte[] shard = Shards.of(name);
            List<TarSample> all = Shards.samples(shard, 0);
            for (int i = 0; i < all.size(); i++) {
                assertThat(Shards.samples(shard, all.get(i).end()))
                        .isEqualTo(all.subList(i + 1, all.size()));
            }
        }
    }

    @Test
    void readsHeadersAloneOfLargeMembers() throws IOException {
        byte[] shard = new byte[64 << 20];
        byte[] one = Shards.withMembers("a.bin");
        // The header says 32 MiB; what follows it is another member and the end.
        byte[] large = resized(one, 32 << 20);
        System.arraycopy(large, 0, shard, 0, 512);
        System.arraycopy(Shards.withMembers("b.txt"), 0, shard, 512 + (32 << 20), 1024);
        InMemoryFile in = new InMemoryFile(shard);

        try (SampleInput input = new SampleInput("shard", in, shard.length, 0)) {
            TarSamples samples = new TarSamples(new TarMembers(input));
            assertThat(samples.next().key()).isEqualTo("a");
            assertThat(samples.next().key()).isEqualTo("b");
            assertThat(samples.next()).isNull();
        }
        assertThat(in.bytesRead()).isLessThan(256 << 10);
    }

    @Test
    void saysOfACutShardThatItIsTruncated() throws IOException {
        byte[] shard = Shards.of("webdataset");
        List<TarSample> all = Shards.samples(shard, 0);
        long end = all.get(all.size() - 1).end();
        for (int cut = 0; cut <= end; cut += 97) {
            byte[] part = Arrays.copyOf(shard, cut);
            assertThatThrownBy(() -> Shards.samples(part, 0))
                    .as("cut at %d", cut)
                    .isInstanceOf(MediaException.class)
                    .extracting(failure -> ((MediaException) failure).code())
                    .isEqualTo(ErrorCode.TRUNCATED);
        }
    }

    @Test
    void endsAMutatedShardBySamplesOrACode() throws IOException {
        Random random = new Random(42);
        for (String name : List.of("webdataset", "tar-gnu", "tar-pax", "tar-ustar")) {
            byte[] shard = Shards.of(name);
            for (int i = 0; i < 300; i++) {
                byte[] mutant = shard.clone();
                for (int j = 0; j <= random.nextInt(4); j++) {
                    mutant[random.nextInt(mutant.length)] = (byte) random.nextInt();
                }
                endsWell(mutant);
            }
        }
    }

    @Test
    void refusesANameThatIsLongerThanAHeaderMayBe() throws IOException {
        byte[] shard = Arrays.copyOf(Shards.of("tar-gnu"), 32 << 20);
        // The first long name of GNU tar is that of the member "nnn…".
        int header = indexOf(shard, "././@LongLink");
        byte[] lied = resized(Arrays.copyOfRange(shard, header, header + 512), 16 << 20);
        System.arraycopy(lied, 0, shard, header, 512);

        assertThatThrownBy(() -> Shards.samples(shard, 0))
                .isInstanceOf(MediaException.class)
                .hasMessageContaining("longer than 1 MiB");
    }

    private static void endsWell(byte[] shard) throws IOException {
        try {
            Shards.samples(shard, 0);
        } catch (MediaException e) {
            assertThat(e.code())
                    .isIn(
                            ErrorCode.CORRUPT,
                            ErrorCode.TRUNCATED,
                            ErrorCode.TOO_LARGE,
                            ErrorCode.UNSUPPORTED);
        }
    }

    /** A header with another size, and the right checksum. */
    private static byte[] resized(byte[] header, long size) {
        byte[] changed = header.clone();
        byte[] digits =
                "%011o\0".formatted(size).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        System.arraycopy(digits, 0, changed, 124, 12);
        Arrays.fill(changed, 148, 156, (byte) ' ');
        int sum = 0;
        for (int i = 0; i < 512; i++) {
            sum += changed[i] & 0xff;
        }
        byte[] checksum =
                "%06o\0 ".formatted(sum).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        System.arraycopy(checksum, 0, changed, 148, 8);
        return changed;
    }

    private static int indexOf(byte[] bytes, String text) {
        return new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf(text);
    }

    private static String content(byte[] shard, TarMember member) {
        return new String(
                shard,
                (int) member.offset(),
                (int) member.sizeBytes(),
                java.nio.charset.StandardCharsets.UTF_8);
    }
}
