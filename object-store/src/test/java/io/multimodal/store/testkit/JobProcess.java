// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A process whose class path has everything that this process has, but for the jar of an extension:
 * for tests that only the class loader of a job sees the extension.
 */
public final class JobProcess {
    private JobProcess() {}

    /**
     * Runs a program to its end. Blocks.
     *
     * @param extension a class of the jar that is left out
     * @param main the program; it is in another jar or folder
     * @param arguments of the program, behind the URL of the jar that was left out
     * @return what it prints
     * @throws IllegalStateException if it fails; with what it printed
     */
    public static String run(Class<?> extension, Class<?> main, String... arguments)
            throws Exception {
        URL jar = extension.getProtectionDomain().getCodeSource().getLocation();
        Path leftOut = Path.of(jar.toURI());
        String others =
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(path -> !Path.of(path).equals(leftOut))
                        .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-"))
                .forEach(command::add);
        command.addAll(List.of("-cp", others, main.getName(), jar.toString()));
        command.addAll(List.of(arguments));
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(
                    "%s ended with %d and printed: %s"
                            .formatted(main.getName(), process.exitValue(), printed));
        }
        return printed;
    }
}
