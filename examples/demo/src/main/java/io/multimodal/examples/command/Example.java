// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.examples.command;

import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The examples that are commands: what they take by default. Paths are below the project's root.
 */
public enum Example {
    /** Reads the text in images. */
    DEMO(
            "demo",
            "Reads the text in a folder of images.",
            "images to read",
            "examples/demo/target/images",
            "examples/text-in-images.sql"),
    /** Shows what is in a folder of media. */
    BROWSE(
            "browse",
            "Looks through a folder of media with SQL and writes a page about it.",
            "media to look at",
            "examples/demo/target/media",
            "examples/browse.sql");

    private final String command;
    private final String description;
    private final String what;
    private final String samples;
    private final String script;

    Example(String command, String description, String what, String samples, String script) {
        this.command = command;
        this.description = description;
        this.what = what;
        this.samples = samples;
        this.script = script;
    }

    /** As it is called, without {@code bin/}. */
    public String command() {
        return command;
    }

    /** The folder that the build fills. */
    public String samples() {
        return samples;
    }

    /** The script that is run. */
    public String script() {
        return script;
    }

    /** The options and operands of the command, which all have defaults. */
    CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name("bin/" + command);
        spec.usageMessage().description(description);
        return spec.addOption(folder("--store", "where objects go (default: target/%s/store)"))
                .addOption(folder("--output", "where index.html goes (default: target/%s)"))
                .addOption(
                        OptionSpec.builder("--script")
                                .type(Path.class)
                                .paramLabel("FILE")
                                .description("what is run (default: " + script + ")")
                                .build())
                .addOption(
                        OptionSpec.builder("-h", "--help")
                                .usageHelp(true)
                                .description("prints this help")
                                .build())
                .addPositional(
                        PositionalParamSpec.builder()
                                .index("0")
                                .arity("0..1")
                                .type(Path.class)
                                .paramLabel("FOLDER")
                                .description(
                                        "%s, with sub-folders (default: what the build makes in %s)"
                                                .formatted(what, samples))
                                .build());
    }

    private OptionSpec folder(String name, String purpose) {
        return OptionSpec.builder(name)
                .type(Path.class)
                .paramLabel("DIR")
                .description(purpose.formatted(command))
                .build();
    }
}
