// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.examples.command;

import io.multimodal.store.cli.CommandLines;
import io.multimodal.types.failure.MediaException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** A command line around an example: exit codes, errors in one sentence. */
public final class Command {
    private static final int WELL = 0;
    private static final int FAILED = 1;

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
        CommandLine line =
                CommandLines.of(example.command(), example.spec(), System.out, System.err);
        line.setExecutionStrategy(
                words -> {
                    Integer helped = CommandLine.executeHelpRequest(words);
                    return helped == null ? run(example, words, samples, body) : helped;
                });
        return line.execute(commandLine);
    }

    private static int run(Example example, ParseResult words, Samples samples, Body body) {
        Path home = Path.of(System.getProperty("multimodal.home", "."));
        try {
            Arguments arguments = Arguments.of(words, example, home);
            Path samplesFolder = home.resolve(example.samples()).toAbsolutePath().normalize();
            if (arguments.folder().equals(samplesFolder)) {
                samples.makeIn(samplesFolder);
            }
            body.run(arguments.checked(words.commandSpec().commandLine()));
            return WELL;
        } catch (ParameterException e) {
            throw e;
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
