// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.examples.command;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

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
    /**
     * Reads a command line; what it leaves out has defaults below the project's root.
     *
     * @param home the root of the project
     * @throws picocli.CommandLine.ParameterException if it makes no sense
     */
    public static Arguments parse(Example example, Path home, String... words) {
        return of(new CommandLine(example.spec()).parseArgs(words), example, home);
    }

    /** The same of a command line that is read already. */
    static Arguments of(ParseResult words, Example example, Path home) {
        Path output =
                words.matchedOptionValue(
                        "--output", home.resolve("target").resolve(example.command()));
        return new Arguments(
                words.matchedPositionalValue(0, home.resolve(example.samples()))
                        .toAbsolutePath()
                        .normalize(),
                words.matchedOptionValue("--script", home.resolve(example.script()))
                        .toAbsolutePath()
                        .normalize(),
                home.resolve("examples/demo/target/models"),
                output.toAbsolutePath().normalize(),
                words.matchedOptionValue("--store", output.resolve("store"))
                        .toAbsolutePath()
                        .normalize());
    }

    /** The same, if folder and script are there. */
    Arguments checked(CommandLine line) {
        if (!Files.exists(folder)) {
            throw new ParameterException(line, "There is no folder '%s'".formatted(folder));
        }
        if (!Files.isRegularFile(script)) {
            throw new ParameterException(line, "There is no script '%s'".formatted(script));
        }
        return this;
    }
}
