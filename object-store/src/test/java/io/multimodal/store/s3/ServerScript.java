// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.opentest4j.TestAbortedException;

/**
 * A script of tests/servers, which runs a server in processes of its own. {@code
 * -Dservers.required=minio,triton} names those that must not be missing.
 */
public final class ServerScript {
    private static final int INSTALL_MINUTES = 15;
    private static final boolean IN_CI = "true".equalsIgnoreCase(System.getenv("CI"));

    private static final Set<String> REQUIRED =
            Set.of(System.getProperty("servers.required", "").split(",", -1));

    private final String name;

    /**
     * @param name of the script
     */
    public ServerScript(String name) {
        this.name = name;
    }

    /**
     * Builds the server if that was not done and the tool for it is there, and starts it. In CI a
     * build that fails is a failure, elsewhere tests are skipped.
     */
    String startBuildingWith(String tool) throws Exception {
        if (!installed()) {
            if (!onPath(tool)) {
                throw new TestAbortedException(
                        "Not tried against "
                                + name
                                + ": it is not installed, and '"
                                + tool
                                + "' is not on the path to build it");
            }
            int status = run(INSTALL_MINUTES, "install");
            if (status != 0) {
                String failed = "tests/servers/" + name + " install ended with " + status;
                throw IN_CI ? new IOException(failed) : new TestAbortedException(failed);
            }
        }
        return start();
    }

    /**
     * Starts the server, which nobody installs but people. It ends with this process.
     *
     * @return its endpoint
     * @throws TestAbortedException if it is not installed, and not required
     */
    public String startIfInstalled() throws Exception {
        if (!installed()) {
            String missing =
                    "Not tried against "
                            + name
                            + ": it is not installed; tests/servers/"
                            + name
                            + " install does that";
            throw isRequired(name)
                    ? new IllegalStateException(missing)
                    : new TestAbortedException(missing);
        }
        return start();
    }

    /** Whether a server must not be missing. */
    static boolean isRequired(String name) {
        return REQUIRED.contains(name);
    }

    private boolean installed() throws Exception {
        return run(1, "installed") == 0;
    }

    private int run(int minutes, String verb) throws Exception {
        Process process =
                new ProcessBuilder(script().toString(), verb)
                        .redirectErrorStream(true)
                        .redirectOutput(log(verb))
                        .start();
        if (!process.waitFor(minutes, TimeUnit.MINUTES)) {
            process.destroy();
            throw new IOException(
                    "tests/servers/" + name + " " + verb + " took over " + minutes + " minutes");
        }
        return process.exitValue();
    }

    /** The server ends with its input, so with this process, however that ends. */
    private String start() throws Exception {
        Path folder = Files.createTempDirectory("multimodal-" + name + "-");
        Process process =
                new ProcessBuilder(script().toString(), "run", folder.toString())
                        .redirectError(log("run"))
                        .start();
        String endpoint =
                new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))
                        .readLine();
        if (endpoint == null) {
            throw new IOException(
                    "tests/servers/"
                            + name
                            + " run ended with "
                            + process.waitFor()
                            + "; see "
                            + log("run"));
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process, folder)));
        return endpoint;
    }

    private static void end(Process process, Path folder) {
        try {
            process.getOutputStream().close();
            process.waitFor(20, TimeUnit.SECONDS);
            new ProcessBuilder("rm", "-rf", folder.toString()).start().waitFor();
        } catch (IOException | InterruptedException e) {
            // What is left lies in the folder of temporary files.
        }
    }

    private File log(String verb) {
        File target = new File("target");
        return new File(target.isDirectory() ? target : new File("."), name + "-" + verb + ".log");
    }

    /** Of this checkout, whichever of its folders the tests run in. */
    private Path script() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("tests/servers").resolve(name))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new TestAbortedException(
                    "Not tried against " + name + ": the tests do not run inside the repository");
        }
        return folder.resolve("tests/servers").resolve(name);
    }

    private static boolean onPath(String tool) {
        for (String folder : System.getenv("PATH").split(File.pathSeparator, -1)) {
            if (Files.isExecutable(Path.of(folder, tool))) {
                return true;
            }
        }
        return false;
    }
}
