// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.store.ObjectStore;
import io.multimodal.store.record.PredictionSpaces;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.InlineRef;
import io.multimodal.store.runtime.Stores;
import io.multimodal.store.signing.KeyFiles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreToolTest {
    @TempDir Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, String> environment = new HashMap<>();
    private byte[] input = {};
    private Path large;
    private Path small;

    @BeforeEach
    void makeFiles() throws IOException {
        environment.put("MULTIMODAL_STORE", folder.resolve("store").toString());
        large = Files.write(folder.resolve("large.bin"), random(9_000_000));
        small = Files.write(folder.resolve("small.bin"), random(5000));
    }

    @Test
    void putsFilesAndGivesThemBack() throws IOException {
        List<String> refs = lines(0, "put", large.toString(), small.toString());
        assertThat(refs).hasSize(2).allMatch(ref -> ref.startsWith("cas:1:"));

        Path copy = folder.resolve("copy.bin");
        lines(0, "get", refs.get(0), "-o", copy.toString());
        assertThat(copy).hasSameBinaryContentAs(large);
        lines(0, "cat", refs.get(1));
        assertThat(out.toByteArray()).isEqualTo(random(5000));
        assertThat(lines(0, "stat", refs.get(0))).anyMatch(line -> line.matches("there +true"));
        assertThat(err.toString(UTF_8)).isEmpty();
    }

    @Test
    void putsWhatComesIn() {
        input = random(100);
        List<String> refs = lines(0, "put", "-");
        assertThat(refs).containsExactly(new InlineRef(random(100)).toText());
        lines(0, "cat", refs.get(0));
        assertThat(out.toByteArray()).isEqualTo(random(100));
    }

    @Test
    void listsReferencesThatWork() {
        List<String> refs = lines(0, "put", large.toString(), small.toString());
        List<String> listed =
                lines(0, "ls").stream().map(line -> line.replaceFirst(".* ", "")).toList();
        assertThat(listed).containsExactlyInAnyOrderElementsOf(refs);
        assertThat(lines(0, "--json", "stats"))
                .singleElement()
                .asString()
                .contains("\"objects\":2,\"bytes\":9005000");
    }

    @Test
    void countsAndDropsResultsByModel() throws IOException {
        lines(0, "put", small.toString());
        assertThat(lines(0, "results")).containsExactly("no results of models are remembered");
        ContentId model = ContentId.hash("model");
        try (ObjectStore store = Stores.openExisting(folder.resolve("store").toUri())) {
            for (int i = 0; i < 100; i++) {
                ContentId key = ContentId.hash("image " + i);
                store.records().putIfAbsent(PredictionSpaces.of(model), key, random(30));
            }
            ContentId key = ContentId.hash("image");
            store.records().putIfAbsent(PredictionSpaces.OF_ANY_MODEL, key, random(7));
            store.records().putIfAbsent("verified", key, random(8));
        }
        String counted = "100 results, 3,000 bytes  " + model;
        assertThat(lines(0, "results")).containsExactly("1 results, 7 bytes  unknown", counted);
        assertThat(lines(0, "results", "--drop", model.toString(), "--dry-run"))
                .containsExactly("would drop " + counted);
        assertThat(lines(0, "results", "--drop", model.hex()))
                .containsExactly("dropped " + counted);
        assertThat(lines(0, "--json", "results"))
                .containsExactly("{\"model\":\"unknown\",\"results\":1,\"bytes\":7}");
        lines(1, "results", "--drop", model.toString());
        assertThat(err.toString(UTF_8)).contains("No results of the model " + model);
        lines(0, "results", "--drop", "unknown");
        assertThat(lines(0, "results")).containsExactly("no results of models are remembered");
        lines(2, "results", "--drop", "my-model");
        assertThat(err.toString(UTF_8)).contains("is given by its digest");
        lines(2, "results", "--dry-run");
        assertThat(lines(0, "stats")).contains("records    1");
    }

    @Test
    void namesWhatIsDamaged() throws IOException {
        String ref = lines(0, "put", large.toString(), small.toString()).get(0);
        assertThat(lines(0, "verify")).singleElement().asString().contains("all sound");
        flip(fileOf(ref), 5_000_000);
        assertThat(lines(1, "verify")).anyMatch(line -> line.startsWith("damaged: sha256:"));
        assertThat(lines(1, "--json", "verify")).last().asString().contains("\"damaged\":1");
        Path copy = folder.resolve("copy.bin");
        lines(1, "get", ref, "-o", copy.toString());
        assertThat(copy).doesNotExist();
        assertThat(err.toString(UTF_8)).contains("is damaged").doesNotContain("\tat ");
    }

    @Test
    void verifiesFirstWhatWasNotReadForLongest() throws IOException {
        // Two packs and sixteen shares of loose objects: with no time, one part a run.
        lines(0, "put", small.toString());
        Path other = Files.write(folder.resolve("other.bin"), random(6000));
        lines(0, "put", other.toString(), large.toString());
        long verified = 0;
        for (int run = 0; run < 18; run++) {
            String line = lines(0, "--json", "verify", "--seconds", "0").get(0);
            verified += Long.parseLong(line.replaceAll(".*\"verified\":(\\d+).*", "$1"));
        }
        assertThat(verified).isEqualTo(3);
        assertThat(lines(0, "verify")).singleElement().asString().contains("verified 3 objects");
    }

    @Test
    void copiesWhatIsSoundAndWhatWasErased() throws IOException {
        List<String> refs = lines(0, "put", large.toString(), small.toString());
        Path third = Files.write(folder.resolve("third.bin"), random(6000));
        String erased = lines(0, "put", third.toString()).get(0);
        lines(0, "erase", erased, "--yes");
        flip(fileOf(refs.get(0)), 5_000_000);
        String target = folder.resolve("moved").toString();
        assertThat(lines(1, "copy", target))
                .singleElement()
                .asString()
                .contains("copied 1 objects", "1 damaged");
        assertThat(err.toString(UTF_8)).contains("not copied: objects/").contains("is damaged");
        lines(0, "--store", target, "cat", refs.get(1));
        assertThat(out.toByteArray()).isEqualTo(random(5000));
        lines(1, "--store", target, "cat", erased);
        assertThat(err.toString(UTF_8)).contains("was erased");
        lines(0, "put", large.toString(), third.toString());
        assertThat(lines(0, "copy", target)).singleElement().asString().contains("copied 2 obj");
        lines(0, "--store", target, "cat", erased);
    }

    @Test
    void copiesAStoreSoThatReferencesStayValid() {
        List<String> refs = lines(0, "put", large.toString(), small.toString());
        String target = folder.resolve("moved").toString();
        assertThat(lines(0, "copy", target))
                .singleElement()
                .asString()
                .contains("copied 2 objects");
        assertThat(lines(0, "copy", target))
                .singleElement()
                .asString()
                .contains("copied 0 objects");
        assertThat(lines(0, "--store", target, "cat", refs.get(1))).isNotEmpty();
        assertThat(out.toByteArray()).isEqualTo(random(5000));
        lines(0, "--store", target, "verify");
        String other = folder.resolve("other").toString();
        lines(0, "--store", other, "put", small.toString());
        lines(1, "copy", other);
        assertThat(err.toString(UTF_8)).contains("already");
    }

    @Test
    void refusesAStoreThatEndsWithTheCommand() {
        lines(2, "--store", "memory:x", "put", small.toString());
        assertThat(err.toString(UTF_8)).contains("memory:x would end with this command");
        lines(2, "--store", "memory:x", "ls");
        assertThat(err.toString(UTF_8)).contains("memory:x would end with this command");
        lines(0, "put", small.toString());
        lines(2, "copy", "memory:x");
        assertThat(err.toString(UTF_8)).contains("memory:x would end with this command");
    }

    @Test
    void erasesOnlyWhenToldTwice() {
        String ref = lines(0, "put", small.toString()).get(0);
        lines(2, "erase", ref);
        lines(0, "cat", ref);
        assertThat(lines(0, "erase", ref, "--yes")).singleElement().asString().contains("erased 1");
        lines(1, "cat", ref);
        assertThat(err.toString(UTF_8)).contains("was erased");
        assertThat(lines(1, "stat", ref)).anyMatch(line -> line.matches("there +false"));
    }

    @Test
    void refersToWhatLiesOutsideAndReadsItWhereItLies() throws IOException {
        String prefix = folder.toString();
        String ref = lines(0, "--external", prefix, "refer", small.toString()).get(0);
        assertThat(ref).startsWith("ext:1:");
        lines(0, "--external", "s3://bucket/x/", "--external", prefix, "cat", ref);
        assertThat(out.toByteArray()).isEqualTo(random(5000));
        Path copy = folder.resolve("copy.bin");
        lines(0, "--external", prefix, "get", ref, "-o", copy.toString());
        assertThat(copy).hasSameBinaryContentAs(small);
        assertThat(lines(0, "--external", prefix, "stat", ref))
                .anyMatch(line -> line.matches("there +true"))
                .anyMatch(line -> line.matches("uri +file://.*small.bin"));
        String stored = lines(0, "--external", prefix, "ingest", ref).get(0);
        assertThat(lines(0, "--external", prefix, "ingest", small.toUri().toString()))
                .containsExactly(stored);
        assertThat(lines(0, "put", small.toString())).containsExactly(stored);

        Files.write(small, random(4000));
        lines(1, "--external", prefix, "cat", ref);
        assertThat(err.toString(UTF_8)).contains("changed since it was referenced");
        assertThat(lines(1, "--external", prefix, "stat", ref))
                .anyMatch(line -> line.startsWith("changed"));
        Files.delete(small);
        assertThat(lines(1, "--external", prefix, "stat", ref))
                .anyMatch(line -> line.matches("there +false"));
    }

    @Test
    void readsOutsideUnderPrefixesOnly() {
        String ref = lines(0, "--external", folder.toString(), "refer", small.toString()).get(0);
        lines(1, "cat", ref);
        assertThat(err.toString(UTF_8)).contains("none are").doesNotContain("\tat ");
        lines(1, "--external", "s3://bucket/x/", "cat", ref);
        assertThat(err.toString(UTF_8)).contains("[s3://bucket/x/]");
        lines(1, "--external", folder.toString(), "refer", "file:///etc/hosts");
        lines(1, "--external", folder.toString(), "refer", folder + "/../../etc/hosts");
        lines(0, "stat", ref);
    }

    @Test
    void signsReferencesWhereThereAreKeys() throws IOException {
        String unsigned = lines(0, "put", small.toString()).get(0);
        environment.put(
                "MULTIMODAL_SIGNING_KEYS",
                KeyFiles.write(folder.resolve("keys"), KeyFiles.ONE).toString());
        String signed = lines(0, "put", small.toString()).get(0);
        assertThat(signed).matches(unsigned + ":sig:01:[0-9a-f]{32}");
        assertThat(lines(0, "ls")).allMatch(line -> line.endsWith(signed));
        lines(0, "cat", signed);
        assertThat(out.toByteArray()).isEqualTo(random(5000));
        for (String command : List.of("cat", "stat", "presign")) {
            lines(1, command, unsigned);
            assertThat(err.toString(UTF_8)).contains("is not signed");
            lines(1, command, unsigned + ":sig:01:" + "0".repeat(32));
            assertThat(err.toString(UTF_8)).contains("never given out");
        }
        Files.setPosixFilePermissions(
                folder.resolve("keys"), PosixFilePermissions.fromString("rw-r--r--"));
        lines(1, "cat", signed);
        assertThat(err.toString(UTF_8)).contains("chmod 600").doesNotContain("1111");
    }

    @Test
    void saysThatAFolderHasNoUrls() {
        String ref = lines(0, "put", small.toString()).get(0);
        lines(1, "presign", ref, "--expires", "7d");
        assertThat(err.toString(UTF_8)).contains("has no URLs to give").contains("get");
        for (String expires : List.of("8d", "0s", "15", "1w", "-1m", "99999999d")) {
            lines(2, "presign", ref, "--expires", expires);
        }
        lines(2, "presign", "inl:1:AQAA");
    }

    @Test
    void triesOutWhatTheFolderCanDo() {
        lines(1, "analyze");
        lines(0, "put", small.toString());
        assertThat(lines(0, "analyze"))
                .anyMatch(line -> line.contains("1 of 16 racing writers won"))
                .anyMatch(line -> line.contains("free space"));
        assertThat(lines(0, "--json", "analyze")).allMatch(line -> line.startsWith("{"));
        assertThat(folder.resolve("store/tmp").toFile().list()).isEmpty();
    }

    @Test
    void pinsForDaysAndSaysUntilWhen() {
        lines(0, "put", small.toString());
        List<String> pinned = lines(0, "roots", "--pin", "the topic", "--days", "8");
        assertThat(pinned)
                .singleElement()
                .asString()
                .matches(
                        "1-[0-9a-f]{24}-691200  keeps epoch 1 and later since \\S+Z until \\S+Z: the topic");
        assertThat(lines(0, "roots")).isEqualTo(pinned);
        lines(2, "roots", "--days", "8");
        lines(2, "roots", "--pin", "the topic", "--days", "0");
        assertThat(err.toString(UTF_8)).contains("--days says from 1 to 115,740 days");
    }

    @Test
    void tellsMisuseFromFailure() {
        lines(0, "put", small.toString());
        lines(0, "help");
        for (String[] misuse :
                new String[][] {
                    {},
                    {"frobnicate"},
                    {"cat"},
                    {"cat", "nonsense"},
                    {"ls", "--seconds", "3"},
                    {"ls", "--unknown"},
                    {"get", "inl:1:AQAA"},
                    {"put"},
                    {"put", "/no/such/file"}
                }) {
            lines(2, misuse);
            assertThat(err.toString(UTF_8)).startsWith("store: ").doesNotContain("Exception");
        }
        lines(1, "--store", folder.resolve("none").toString(), "ls");
        assertThat(err.toString(UTF_8)).contains("There is no store");
        lines(1, "--store", "gopher://x", "ls");
        assertThat(err.toString(UTF_8)).contains("scheme");
    }

    @Test
    void saysThatItsResultsCouldNotBeWritten() {
        String ref = lines(0, "put", large.toString()).get(0);
        String prefix = folder.toString();
        for (String[] command :
                new String[][] {
                    {"put", small.toString()},
                    {"--json", "put", small.toString()},
                    {"cat", ref},
                    {"stat", ref},
                    {"ls"},
                    {"verify"},
                    {"stats"},
                    {"analyze"},
                    {"--external", prefix, "refer", small.toString()},
                    {"--external", prefix, "ingest", small.toString()},
                    {"--json", "get", ref, "-o", folder.resolve("got").toString()},
                    {"copy", folder.resolve("copied").toString()},
                    {"erase", ref, "--yes"},
                    {"help"}
                }) {
            Brimful full = new Brimful(0);
            assertThat(runTo(full, command)).as(String.join(" ", command)).isEqualTo(1);
            assertThat(err.toString(UTF_8)).contains("Cannot write the results: it is full");
            assertThat(runTo(new PrintStream(new Brimful(0)), command)).isEqualTo(1);
        }
    }

    @Test
    void stopsReadingWhereNobodyTakesTheResults() {
        String ref = lines(0, "put", large.toString()).get(0);
        Brimful closed = new Brimful(1);
        assertThat(runTo(closed, "cat", ref)).isEqualTo(1);
        assertThat(closed.writes).isEqualTo(2);
    }

    @Test
    void opensNoOtherFolderForAPrefixWithABlank() throws IOException {
        Path granted = Files.createDirectory(folder.resolve("pub lic"));
        Path other = Files.createDirectory(folder.resolve("pub"));
        Files.write(granted.resolve("x"), random(10));
        Files.write(other.resolve("x"), random(10));
        String prefix = "file://" + granted + "/";
        for (String written : List.of(prefix, granted.toString(), prefix.replace(" ", "%20"))) {
            lines(0, "--external", written, "refer", granted.resolve("x").toString());
            lines(1, "--external", written, "refer", other.resolve("x").toString());
            String first = written.startsWith("file:") ? "s3://bucket/  " : "";
            environment.put("MULTIMODAL_EXTERNAL", first + written + "\nhttp://a.b/");
            lines(0, "refer", granted.resolve("x").toString());
            lines(1, "refer", other.resolve("x").toString());
        }
        environment.put("MULTIMODAL_EXTERNAL", prefix + " " + other);
        lines(2, "refer", granted.resolve("x").toString());
        assertThat(err.toString(UTF_8)).contains("one place or two");
    }

    @Test
    void saysWhatIsWrongWithAPlaceInOneSentence() {
        lines(2, "put", folder.toString());
        assertThat(err.toString(UTF_8)).contains("is a directory");
        for (String store : List.of("file:///a%00b", "s3://bucket/x?endpoint=::::", "a\0b")) {
            assertThat(runTo(out, "--store", store, "ls")).isBetween(1, 2);
            assertThat(err.toString(UTF_8)).startsWith("store: ").doesNotContain("Exception");
        }
    }

    @Test
    void needsToKnowWhichStore() {
        int code =
                StoreTool.run(
                        new String[] {"ls"},
                        Map.of(),
                        new ByteArrayInputStream(input),
                        new PrintStream(out, true, UTF_8),
                        new PrintStream(err, true, UTF_8));
        assertThat(code).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("MULTIMODAL_STORE");
    }

    /** Runs a command on the default store and gives what it printed. */
    private List<String> lines(int expectedCode, String... args) {
        out.reset();
        int code = runTo(new PrintStream(out, true, UTF_8), args);
        assertThat(code)
                .as(String.join(" ", args) + ": " + err.toString(UTF_8))
                .isEqualTo(expectedCode);
        return out.toString(UTF_8).lines().toList();
    }

    private int runTo(OutputStream results, String... args) {
        err.reset();
        return StoreTool.run(
                args,
                environment,
                new ByteArrayInputStream(input),
                results,
                new PrintStream(err, true, UTF_8));
    }

    /** A disk that is full, or a reader who goes, after so many writes. */
    private static final class Brimful extends OutputStream {
        private final int taken;
        private int writes;

        Brimful(int taken) {
            this.taken = taken;
        }

        @Override
        public void write(int oneByte) throws IOException {
            write(new byte[] {(byte) oneByte}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            writes++;
            if (writes > taken) {
                throw new IOException("it is full");
            }
        }
    }

    private Path fileOf(String ref) throws IOException {
        String hex = ref.split(":", -1)[4];
        try (Stream<Path> all = Files.walk(folder.resolve("store/objects"))) {
            return all.filter(file -> file.endsWith(hex)).findFirst().orElseThrow();
        }
    }

    private static void flip(Path file, long at) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.seek(at);
            int old = open.read();
            open.seek(at);
            open.write(old ^ 1);
        }
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new SplittableRandom(size).nextBytes(bytes);
        return bytes;
    }
}
