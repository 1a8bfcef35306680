// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package org.example.webdav;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.cli.StoreTool;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.runtime.Stores;
import io.multimodal.store.testkit.JobProcess;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The backend works by its scheme, wherever a store is opened. */
class WebDavBackendITCase {
    @Test
    void isPartOfTheTool(@TempDir Path folder) throws Exception {
        String store = WebDavServer.folder("tool").toString();
        Path file = Files.write(folder.resolve("file"), new byte[9_000_000]);
        String ref = tool("--store", store, "put", file.toString()).strip();
        assertThat(ref).startsWith("cas:1:");
        String copy = folder.resolve("copy").toString();
        tool("--store", store, "get", ref, "-o", copy);
        assertThat(Path.of(copy)).hasSameBinaryContentAs(file);
    }

    @Test
    void isTriedOut() throws Exception {
        assertThat(Stores.analyze(WebDavServer.folder("tried")))
                .filteredOn(finding -> finding.required())
                .isNotEmpty()
                .allMatch(finding -> finding.works());
    }

    @Test
    void worksFromTheJarOfAJob() throws Exception {
        String store = WebDavServer.folder("job").toString();
        assertThat(JobProcess.run(WebDavProvider.class, Job.class, store))
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

    /** What a process of the tool prints that ends well. */
    private static String tool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        String classPath = System.getProperty("java.class.path");
        command.addAll(
                List.of("-XX:TieredStopAtLevel=1", "-cp", classPath, StoreTool.class.getName()));
        command.addAll(List.of(arguments));
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        return out;
    }
}
