// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.examples.command;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the command line says.
 *
 * @param folder of media; may be one file
 * @param script to run
 * @param models folder of the models
 * @param output folder for the page and, unless said otherwise, the store
 * @param store folder of the store
 */
public record Arguments(Path folder, Path script, Path models, Path output, Path store) {
    /** A command line that cannot be run, in one sentence. */
    public static final class UsageException extends Exception {
        private static final long serialVersionUID = 1L;

        UsageException(String message) {
            super(message);
        }
    }

    /**
     * Reads a command line; what it leaves out has defaults below the project's root.
     *
     * @param home the root of the project
     */
    public static Arguments parse(Example example, Path home, String... arguments)
            throws UsageException {
        Path folder = home.resolve(example.samples());
        Path output = home.resolve("target").resolve(example.command());
        Path script = home.resolve(example.script());
        Path store = null;
        boolean folderGiven = false;
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--store" -> store = Path.of(valueOf(arguments, i++));
                case "--output" -> output = Path.of(valueOf(arguments, i++));
                case "--script" -> script = Path.of(valueOf(arguments, i++));
                default -> {
                    if (arguments[i].startsWith("-")) {
                        throw new UsageException(
                                "There is no option '%s'; options are --store, --output and --script"
                                        .formatted(arguments[i]));
                    }
                    if (folderGiven) {
                        throw new UsageException(
                                "One folder at a time: '%s' came after '%s'"
                                        .formatted(arguments[i], folder));
                    }
                    folder = Path.of(arguments[i]);
                    folderGiven = true;
                }
            }
        }
        return new Arguments(
                folder.toAbsolutePath().normalize(),
                script.toAbsolutePath().normalize(),
                home.resolve("examples/demo/target/models"),
                output.toAbsolutePath().normalize(),
                (store == null ? output.resolve("store") : store).toAbsolutePath().normalize());
    }

    private static String valueOf(String[] arguments, int option) throws UsageException {
        if (option + 1 == arguments.length) {
            throw new UsageException(
                    "The option '%s' needs a path behind it".formatted(arguments[option]));
        }
        return arguments[option + 1];
    }

    /** The same, if folder and script are there. */
    Arguments checked() throws UsageException {
        if (!Files.exists(folder)) {
            throw new UsageException("There is no folder '%s'".formatted(folder));
        }
        if (!Files.isRegularFile(script)) {
            throw new UsageException("There is no script '%s'".formatted(script));
        }
        return this;
    }
}
