// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.examples.command;

import io.multimodal.types.failure.MediaException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** A command line around an example: exit codes, errors in one sentence. */
public final class Command {
    private static final int WELL = 0;
    private static final int FAILED = 1;
    private static final int MISUSE = 2;

    private Command() {}

    /** What a command does. */
    @FunctionalInterface
    public interface Body {
        void run(Arguments arguments) throws Exception;
    }

    /** Makes the files that an example takes by default, where they are not there yet. */
    @FunctionalInterface
    public interface Samples {
        void makeIn(Path folder) throws Exception;
    }

    /**
     * Runs an example.
     *
     * @return the exit code
     */
    public static int run(Example example, String[] commandLine, Samples samples, Body body) {
        if (commandLine.length == 1 && commandLine[0].equals("--help")) {
            System.out.println(example.usage());
            return WELL;
        }
        Path home = Path.of(System.getProperty("multimodal.home", "."));
        try {
            Arguments arguments = Arguments.parse(example, home, commandLine);
            Path samplesFolder = home.resolve(example.samples()).toAbsolutePath().normalize();
            if (arguments.folder().equals(samplesFolder)) {
                samples.makeIn(samplesFolder);
            }
            body.run(arguments.checked());
            return WELL;
        } catch (Arguments.UsageException e) {
            System.err.println(example.command() + ": " + e.getMessage() + ".\n" + example.usage());
            return MISUSE;
        } catch (Exception e) {
            System.err.println(example.command() + ": " + sentenceOf(e));
            return FAILED;
        }
    }

    /**
     * The message closest to the cause that is a sentence: Flink wraps it in several layers of
     * where, and Java's own file exceptions below it say nothing but a path.
     */
    private static String sentenceOf(Throwable failure) {
        Throwable told = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause.getMessage() != null && !(cause instanceof FileSystemException)) {
                told = cause;
            }
            if (cause instanceof MediaException) {
                break;
            }
        }
        return told.getMessage() == null ? told.toString() : told.getMessage();
    }
}
