// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.integration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server of a module of {@code tests/}, in a process that ends with this one. */
final class ServerProcess implements AutoCloseable {
    private final Process process;
    private final String address;

    private ServerProcess(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    /**
     * Returns when it answers.
     *
     * @param module the folder of the module in {@code tests/}
     * @param folder one that does not exist, the first argument of the program
     */
    static ServerProcess start(String module, String main, Path folder, String... arguments)
            throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Path target = Path.of("..", module, "target");
        String classPath =
                target.resolve("classes")
                        + ":"
                        + Files.readString(target.resolve("runtime.classpath")).strip();
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-Xmx300m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                classPath,
                                main,
                                folder.toString()));
        command.addAll(List.of(arguments));
        Path output = folder.resolve("output");
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        Path address = folder.resolve("address");
        while (!Files.exists(address)) {
            if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
                throw new IOException(main + " ended: " + Files.readString(output));
            }
        }
        return new ServerProcess(process, Files.readString(address));
    }

    /** Where it listens, as the program wrote it. */
    String address() {
        return address;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.getOutputStream().close();
        process.waitFor();
    }
}
