// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.integration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A real Kafka broker in a process of its own. */
final class BrokerProcess implements AutoCloseable {
    private static final Path MODULE = Path.of("../broker/target");

    private final Process process;
    private final String address;

    private BrokerProcess(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    /**
     * Returns when it answers.
     *
     * @param folder one that does not exist
     */
    static BrokerProcess start(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        String classPath =
                MODULE.resolve("classes")
                        + ":"
                        + Files.readString(MODULE.resolve("runtime.classpath")).strip();
        Path output = folder.resolve("output");
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-Xmx300m",
                                "-cp",
                                classPath,
                                "io.multimodal.broker.KafkaBroker",
                                folder.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        Path address = folder.resolve("address");
        while (!Files.exists(address)) {
            if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
                throw new IOException("The broker ended: " + Files.readString(output));
            }
        }
        return new BrokerProcess(process, Files.readString(address));
    }

    /** Host and port. */
    String address() {
        return address;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.getOutputStream().close();
        process.waitFor();
    }
}
