// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.multimodal.connectors.media.sink.content.FileEncoding;
import io.multimodal.connectors.media.sink.destination.FileEntry;
import io.multimodal.connectors.media.sink.path.OverwriteRule;
import io.multimodal.connectors.media.sink.path.PathTemplate;
import io.multimodal.store.ref.InlineRef;
import io.multimodal.types.MediaFile;
import io.multimodal.types.config.MultimodalOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The writing part of a sink in a process that may not write: the system lets it write no more than
 * 64 KB to a file, as a full disk does, or has taken from it what lets root write everywhere.
 */
@DisabledOnOs(OS.WINDOWS)
class MediaSinkFailingDiskITCase {
    private static final int FILE_BYTES = 300_000;

    @TempDir private Path temp;
    private Path out;

    @BeforeEach
    void makeFolder() throws IOException {
        out = Files.createDirectory(temp.resolve("out"));
    }

    @Test
    void failsTheJobWhereTheDiskIsFullWhateverRowsThatFailLeadTo() throws Exception {
        String said = stageInProcess(List.of("sh", "-c", "ulimit -f 128; exec \"$@\"", "sh"));

        assertThat(said)
                .contains("FAILED Cannot write to " + out + ": File too large.")
                .contains("goes on from its last checkpoint");
        assertThat(out).isDirectoryNotContaining(path -> !path.endsWith(".multimodal"));
        assertThat(stage(out, temp.resolve("store")).sizeBytes()).isEqualTo(FILE_BYTES);
    }

    @Test
    void failsTheJobWhereAPermissionIsMissingAndNamesIt() throws Exception {
        Files.setPosixFilePermissions(out, PosixFilePermissions.fromString("r-xr-xr-x"));
        List<String> unprivileged = List.of();
        if (Files.isWritable(out)) {
            unprivileged =
                    List.of(
                            "setpriv",
                            "--bounding-set=-dac_override,-dac_read_search",
                            "--inh-caps=-dac_override,-dac_read_search");
            assumeTrue(
                    runs(unprivileged), "root writes everywhere, and setpriv does not work here");
        }

        String said = stageInProcess(unprivileged);

        assertThat(said)
                .contains("FAILED Cannot write to " + out + ": the user '")
                .contains("has no permission for '" + out + "/.multimodal");
        Files.setPosixFilePermissions(out, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(stage(out, temp.resolve("store")).sizeBytes()).isEqualTo(FILE_BYTES);
    }

    private static boolean runs(List<String> prefix) throws InterruptedException {
        List<String> command = new ArrayList<>(prefix);
        command.add("true");
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private String stageInProcess(List<String> prefix) throws Exception {
        List<String> command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-cp"));
        command.add(System.getProperty("java.class.path"));
        command.addAll(List.of(Stage.class.getName(), out.toString()));
        command.add(temp.resolve("store of the process").toString());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    /** Failures of rows leave the job as it is, those of the folder do not. */
    private static FileEntry stage(Path folder, Path store) throws IOException {
        Configuration options = new Configuration();
        options.setString("multimodal.stores.test.uri", store.toUri().toString());
        options.setString("multimodal.on-error", "null");
        SinkSpec spec =
                new SinkSpec(
                        MultimodalOptions.resolve(options),
                        folder.toString(),
                        PathTemplate.parse("{digest}.bin", Optional.empty()),
                        FileEncoding.AS_IS,
                        OverwriteRule.ERROR,
                        Duration.ofDays(7));
        MediaFile file =
                MediaFile.of(
                        new InlineRef(new byte[FILE_BYTES]),
                        "application/octet-stream",
                        (long) FILE_BYTES);
        try (SinkRuntime sink = SinkRuntime.open(spec, new UnregisteredMetricsGroup())) {
            String list = "list-" + ProcessHandle.current().pid();
            return new FileStaging(sink).stage(list, 0, file, Map.of());
        }
    }

    /** The process. */
    static final class Stage {
        private Stage() {}

        public static void main(String[] args) {
            try {
                System.out.println("STAGED " + stage(Path.of(args[0]), Path.of(args[1])));
            } catch (IOException e) {
                System.out.println("FAILED " + e.getMessage());
            }
        }
    }
}
