// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.store.ObjectStore;
import io.multimodal.store.Payload;
import io.multimodal.store.collect.Sweep;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.runtime.Stores;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does what docs/operations.md shows, and sees what it shows. */
class OperationsPageTest {
    private static final Pattern COMMAND = Pattern.compile("\\$ bin/store (.*)");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    @TempDir Path folder;
    private final Map<String, String> shown = page();

    @Test
    void theCommandsOfThePagePrintWhatItShows() throws Exception {
        put(5000);
        follow("gc --enable");
        String root = roots().get(0);
        age(folder.resolve("store/roots"));
        String release = only("release-root");
        run(release, release.replaceFirst("1-[0-9a-f]{24}", root));
        ObjectRef ref = put(6000);
        Path list = Files.writeString(folder.resolve("references.txt"), ref.toText() + "\n");
        String pin = only("roots --pin");
        run(pin, pin.replace("references.txt", list.toString()));
        try (ObjectStore store = Stores.openExisting(folder.resolve("store").toUri())) {
            Sweep.of(store).beginEpoch();
        }
        follow("gc --dry-run");
        run("why cas:1:...", "why " + ref.toText());
        follow("roots --sizes");
        follow("gc");
        assertThat(shown).as("commands of the page that are not tried here").isEmpty();
    }

    private void follow(String command) {
        run(command, command);
    }

    private String only(String beginning) {
        return shown.keySet().stream()
                .filter(command -> command.startsWith(beginning))
                .filter(command -> !command.equals("roots --sizes"))
                .reduce((one, other) -> one.equals(other) ? one : "")
                .orElseThrow();
    }

    /** Names, times and digests are other ones each time. */
    private void run(String command, String real) {
        String expected = shown.remove(command);
        assertThat(expected).as(command).isNotNull();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int code =
                StoreTool.run(
                        WORD.matcher(real)
                                .results()
                                .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
                                .toArray(String[]::new),
                        Map.of("MULTIMODAL_STORE", folder.resolve("store").toString()),
                        InputStream.nullInputStream(),
                        out,
                        new PrintStream(out, true, UTF_8));
        assertThat(normal(out.toString(UTF_8))).as(real).isEqualTo(normal(expected));
        assertThat(code).as(real).isZero();
    }

    private static String normal(String text) {
        return text.replaceAll("[0-9a-f]{64}", "<digest>")
                .replaceAll("[0-9a-f]{24}", "<name>")
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z", "<time>");
    }

    /** The commands, and the lines that follow each. */
    private static Map<String, String> page() {
        Map<String, String> commands = new LinkedHashMap<>();
        String last = "";
        for (String line : lines(Path.of("../docs/operations.md"))) {
            Matcher command = COMMAND.matcher(line.strip());
            if (command.matches()) {
                last = command.group(1);
                commands.put(last, "");
            } else if (line.startsWith("    ") && !last.isEmpty()) {
                String indented =
                        line.startsWith("        ") ? line.substring(8) : line.substring(4);
                commands.merge(last, indented + "\n", String::concat);
            } else {
                last = "";
            }
        }
        return commands;
    }

    private static List<String> lines(Path page) {
        try {
            return Files.readAllLines(page);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private List<String> roots() throws Exception {
        try (ObjectStore store = Stores.openExisting(folder.resolve("store").toUri())) {
            return store.control().list("roots").stream().map(entry -> entry.name()).toList();
        }
    }

    private static void age(Path directory) throws Exception {
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(
                        file, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
            }
        }
    }

    private ObjectRef put(int length) throws Exception {
        byte[] bytes = new byte[length];
        new SplittableRandom(length).nextBytes(bytes);
        try (ObjectStore store = Stores.open(folder.resolve("store").toUri())) {
            return store.put(Payload.of(bytes)).toCompletableFuture().get();
        }
    }
}
