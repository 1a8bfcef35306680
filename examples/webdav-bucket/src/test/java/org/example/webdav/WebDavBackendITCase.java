// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package org.example.webdav;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.cli.StoreTool;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.runtime.Stores;
import java.io.File;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The backend works by its scheme, wherever a store is opened. */
class WebDavBackendITCase {
    private static final String TOOL = StoreTool.class.getName();

    @Test
    void isPartOfTheTool(@TempDir Path folder) throws Exception {
        String store = WebDavServer.folder("tool").toString();
        Path file = Files.write(folder.resolve("file"), new byte[9_000_000]);
        String ref = run(classPath(), TOOL, "--store", store, "put", file.toString()).strip();
        assertThat(ref).startsWith("cas:1:");
        String copy = folder.resolve("copy").toString();
        run(classPath(), TOOL, "--store", store, "get", ref, "-o", copy);
        assertThat(Path.of(copy)).hasSameBinaryContentAs(file);
    }

    @Test
    void isTriedOut() throws Exception {
        assertThat(Stores.analyze(WebDavServer.folder("tried")))
                .filteredOn(finding -> finding.required())
                .isNotEmpty()
                .allMatch(finding -> finding.works());
    }

    /** The class path of the process has everything but this example. */
    @Test
    void worksFromTheJarOfAJob() throws Exception {
        URL jar = WebDavProvider.class.getProtectionDomain().getCodeSource().getLocation();
        Path example = Path.of(jar.toURI());
        String others =
                Arrays.stream(classPath().split(File.pathSeparator))
                        .filter(path -> !Path.of(path).equals(example))
                        .collect(Collectors.joining(File.pathSeparator));
        String store = WebDavServer.folder("job").toString();
        assertThat(run(others, Job.class.getName(), jar.toString(), store))
                .contains("without the jar: RefusedException")
                .contains("with the jar: the same bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"webdav://me:secret@host/x", "webdav:/x", "webdav://host/x?tls=maybe"})
    void refusesUrisThatMakeNoSense(String uri) {
        assertThatThrownBy(() -> new WebDavProvider().open(URI.create(uri)))
                .isInstanceOf(RefusedException.class)
                .hasMessageNotContaining("secret");
    }

    private static String classPath() {
        return System.getProperty("java.class.path");
    }

    /** What a process prints that ends well. */
    private static String run(String classPath, String main, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", classPath, main));
        command.addAll(List.of(arguments));
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        return out;
    }
}
