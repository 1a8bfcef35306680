// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.examples.command;

/**
 * The examples that are commands: what they take by default. Paths are below the project's root.
 */
public enum Example {
    /** Reads the text in images. */
    DEMO("demo", "images to read", "examples/demo/target/images", "examples/text-in-images.sql"),
    /** Shows what is in a folder of media. */
    BROWSE("browse", "media to look at", "examples/demo/target/media", "examples/browse.sql");

    private final String command;
    private final String what;
    private final String samples;
    private final String script;

    Example(String command, String what, String samples, String script) {
        this.command = command;
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

    String usage() {
        return """
               Usage: bin/%1$s [--store DIR] [--output DIR] [--script FILE] [FOLDER]
                 FOLDER         %2$s, with sub-folders (default: what the build makes in %3$s)
                 --store DIR    where objects go (default: target/%1$s/store)
                 --output DIR   where index.html goes (default: target/%1$s)
                 --script FILE  what is run (default: %4$s)"""
                .formatted(command, what, samples, script);
    }
}
