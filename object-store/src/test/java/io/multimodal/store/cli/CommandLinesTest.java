// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLinesTest {
    private static final List<String> COMMANDS =
            List.of(
                    "put",
                    "get",
                    "cat",
                    "stat",
                    "refer",
                    "ingest",
                    "presign",
                    "ls",
                    "verify",
                    "stats",
                    "results",
                    "analyze",
                    "copy",
                    "erase",
                    "gc",
                    "why",
                    "roots",
                    "release-root",
                    "epoch",
                    "undelete",
                    "completion",
                    "help");

    @TempDir Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void describesEachCommandInOneLine() {
        assertThat(run("help")).isZero();
        List<String> described =
                out.toString(UTF_8)
                        .lines()
                        .filter(line -> line.matches("  [a-z-]+ +[A-Z].*"))
                        .toList();
        assertThat(described)
                .map(line -> line.strip().split(" +", 2)[0])
                .containsExactlyElementsOf(COMMANDS);
    }

    @Test
    void describesOneCommandWithAnExample() {
        for (String command : COMMANDS.subList(0, COMMANDS.size() - 1)) {
            assertThat(run("help", command)).isZero();
            String help = out.toString(UTF_8);
            assertThat(help).contains("Usage: bin/store " + command, "Example:\n  ", "--store");
            assertThat(run(command, "--help")).isZero();
            assertThat(out.toString(UTF_8)).isEqualTo(help);
        }
    }

    @Test
    void namesTheNearest() {
        assertThat(run("veryfi")).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("no command 'veryfi'; the nearest is verify");
        assertThat(run("ls", "--jsn")).isEqualTo(2);
        assertThat(err.toString(UTF_8))
                .contains("no option '--jsn'; the nearest is --json", "try bin/store help ls");
        for (String[] nothing : new String[][] {{}, {"help", "frob"}}) {
            assertThat(run(nothing)).isEqualTo(2);
            assertThat(err.toString(UTF_8)).contains("there are [put, get,");
        }
    }

    @Test
    void printsNoSecretOfAUri() {
        String uri = "s3://user:hush@host/x?token=hush&y=hush";
        for (String[] misuse :
                new String[][] {
                    {uri},
                    {"ls", uri},
                    {"ls", "--unknown=" + uri},
                    {"ls", "--json=" + uri},
                    {"verify", "--seconds", uri},
                    {"refer", uri + "\u0000:\\"},
                    {"help", uri}
                }) {
            assertThat(run(misuse)).isEqualTo(2);
            assertThat(err.toString(UTF_8))
                    .contains("s3://…@host/x?token=…")
                    .doesNotContain("hush");
        }
    }

    @Test
    void takesOptionsBeforeAndAfterTheCommand() throws IOException {
        Path store = folder.resolve("store");
        Path file = Files.write(folder.resolve("@file"), new byte[10_000]);
        assertThat(run("--store", "memory:x", "put", file.toString(), "--store=" + store)).isZero();
        String ref = out.toString(UTF_8).strip();
        assertThat(run("stat", "--json", "--store", store.toString(), ref)).isZero();
        assertThat(out.toString(UTF_8)).startsWith("{").contains("\"there\":\"true\"");
        for (String name : List.of("a", "b")) {
            Path other = Files.createDirectory(folder.resolve(name));
            Files.write(other.resolve("x"), new byte[1]);
        }
        for (String name : List.of("a/x", "b/x")) {
            assertThat(
                            run(
                                    "--external",
                                    folder.resolve("a").toString(),
                                    "refer",
                                    folder.resolve(name).toString(),
                                    "--external",
                                    folder.resolve("b").toString()))
                    .isZero();
        }
    }

    @Test
    void expandsNoFileOfArguments() throws IOException {
        Path file = Files.writeString(folder.resolve("arguments"), "--help");
        assertThat(run("put", "@" + file)).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("There is no file @" + file);
    }

    @Test
    void completesInBash() throws Exception {
        assertThat(run("completion")).isZero();
        Path script = Files.write(folder.resolve("completion.bash"), out.toByteArray());
        assertThat(completed(script, "bin/store", "ver")).containsExactly("verify");
        assertThat(completed(script, "bin/store", "verify", "--se")).containsExactly("--seconds");
        assertThat(completed(script, "bin/store", "erase", "--y")).containsExactly("--yes");
    }

    /** What bash itself offers for the last of some words. */
    private static List<String> completed(Path script, String... words) throws Exception {
        String bash =
                "source %s; COMP_WORDS=(%s); COMP_CWORD=%d; _complete_store 2>/dev/null; printf '%%s\\n' \"${COMPREPLY[@]}\""
                        .formatted(script, String.join(" ", words), words.length - 1);
        Process process = new ProcessBuilder("bash", "-c", bash).start();
        List<String> offered =
                new String(process.getInputStream().readAllBytes(), UTF_8).lines().toList();
        assertThat(process.waitFor()).isZero();
        return offered.stream().map(String::strip).toList();
    }

    private int run(String... args) {
        out.reset();
        err.reset();
        return StoreTool.run(
                args,
                Map.of(),
                InputStream.nullInputStream(),
                out,
                new PrintStream(err, true, UTF_8));
    }
}
