// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.cli;

import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.error.StoreException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Runs one command on a store, and says how it went by its exit code. */
public final class StoreTool {
    /** All is well. */
    public static final int WELL = 0;

    /** Something is damaged or not there, or the store could not do it. */
    public static final int FAILED = 1;

    /** The command line makes no sense. */
    public static final int MISUSE = 2;

    private StoreTool() {}

    /** Runs the command that the arguments say and ends the process with its exit code. */
    public static void main(String[] args) {
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        System.exit(run(args, System.getenv(), System.in, out, System.err));
    }

    /** Runs the command that the arguments say; the streams are left open. */
    static int run(
            String[] args,
            Map<String, String> environment,
            InputStream in,
            OutputStream out,
            PrintStream err) {
        PrintStream results = Results.to(out);
        Invocation call = new Invocation(environment, in, results, err);
        Optional<String> command = StoreCommands.named(args);
        if (command.isEmpty()) {
            return runAll(args, call);
        }
        CommandSpec spec = StoreCommands.only(command.get(), call);
        CommandLine line = CommandLines.of("store", spec, results, err);
        // A complaint may name any command.
        line.setParameterExceptionHandler(
                (misuse, words) -> runAll(words, new Invocation(environment, in, results, err)));
        return run(line, call, args);
    }

    private static int runAll(String[] args, Invocation call) {
        CommandSpec spec = StoreCommands.all(call);
        return run(CommandLines.of("store", spec, call.out(), call.err()), call, args);
    }

    private static int run(CommandLine line, Invocation call, String[] args) {
        line.setExecutionExceptionHandler((e, command, parsed) -> failed(e, command, call));
        try {
            int code = line.execute(args);
            call.out().flush();
            return code;
        } catch (UncheckedIOException e) {
            return failed(e, line, call);
        }
    }

    private static int failed(Exception failure, CommandLine command, Invocation call) {
        if (failure instanceof MisuseException || failure instanceof InvalidReferenceException) {
            return misuse(failure.getMessage(), command, call);
        } else if (failure instanceof NoSuchFileException e) {
            return misuse("There is no file " + e.getFile(), command, call);
        } else if (failure instanceof InvalidPathException e) {
            return misuse(
                    "There can be no file '%s' on this machine (%s); where its name is right, the locale is not: try LC_ALL=C.UTF-8"
                            .formatted(e.getInput(), e.getReason()),
                    command,
                    call);
        } else if (failure instanceof UncheckedIOException e) {
            call.err().println("store: " + sentence(e.getCause()));
        } else if (failure instanceof IOException e) {
            call.err().println("store: " + sentence(e));
        } else {
            call.err().println("store: Failed for a reason that it does not know: " + failure);
            if (call.environment().containsKey("MULTIMODAL_STACK_TRACES")) {
                failure.printStackTrace(call.err());
            } else {
                call.err().println("store: MULTIMODAL_STACK_TRACES=1 bin/store ... shows where");
            }
        }
        return FAILED;
    }

    private static int misuse(String message, CommandLine command, Invocation call) {
        CommandLines.complain("store", message, command, call.err());
        return MISUSE;
    }

    private static String sentence(IOException e) {
        boolean told = e instanceof StoreException;
        String message = e.getMessage();
        return told || (message != null && message.contains(" "))
                ? message
                : e.getClass().getSimpleName() + ": " + message;
    }
}
