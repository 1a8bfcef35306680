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
import java.util.TreeMap;

/** Runs one command on a store, and says how it went by its exit code. */
public final class StoreTool {
    /** All is well. */
    public static final int WELL = 0;

    /** Something is damaged or not there, or the store could not do it. */
    public static final int FAILED = 1;

    /** The command line makes no sense. */
    public static final int MISUSE = 2;

    private static final Map<String, Command> COMMANDS =
            new TreeMap<>(
                    Map.ofEntries(
                            Map.entry("put", new PutCommand()),
                            Map.entry("get", new GetCommand()),
                            Map.entry("cat", new CatCommand()),
                            Map.entry("stat", new StatCommand()),
                            Map.entry("ls", new ListCommand()),
                            Map.entry("verify", new VerifyCommand()),
                            Map.entry("stats", new StatsCommand()),
                            Map.entry("copy", new CopyCommand()),
                            Map.entry("erase", new EraseCommand()),
                            Map.entry("analyze", new AnalyzeCommand()),
                            Map.entry("refer", new ReferCommand()),
                            Map.entry("ingest", new IngestCommand()),
                            Map.entry("presign", new PresignCommand())));

    private static final String USAGE =
            """
            bin/store [--store URI] [--external PREFIX]... [--json] COMMAND

              put FILE...|-      puts files, or what comes in, and prints a reference for each
              get REF -o FILE    writes an object to a file
              cat REF            writes an object to the output
              stat REF           says what a reference is and whether its object is there
              refer URI          prints a reference to what lies outside, in its present version
              ingest URI|REF     puts what lies outside into the store, and prints its reference
              presign REF [--expires 15m]  prints a URL that fetches an object from a bucket
              ls                 lists every copy of every object
              verify [--seconds N]  reads everything, longest unread first, and names what is damaged
              stats              counts objects and bytes
              analyze [URI]      tries out what the place of the store can do
              copy URI           copies everything to an empty store; references stay valid
              erase REF --yes    removes every copy of an object, for good

            The store is a folder or a URI (file:///folder), from --store or MULTIMODAL_STORE.
            What lies outside is read under prefixes only (file:///, s3://, http://, https://): one
            for each --external, or several in MULTIMODAL_EXTERNAL with blanks between them.
            MULTIMODAL_SIGNING_KEYS names a file of keys; references are signed with them then.
            Exit codes: 0 well, 1 damaged, not found or failed, 2 misuse.
            """;

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
        try {
            PrintStream results = Results.to(out);
            int code = command(args, environment, in, results, err);
            results.flush();
            return code;
        } catch (MisuseException | InvalidReferenceException e) {
            err.println("store: " + e.getMessage());
            err.println("store: try bin/store help");
            return MISUSE;
        } catch (NoSuchFileException e) {
            err.println("store: There is no file " + e.getFile());
            return MISUSE;
        } catch (InvalidPathException e) {
            err.println(
                    "store: There can be no file '%s' on this machine (%s); where its name is right, the locale is not: try LC_ALL=C.UTF-8"
                            .formatted(e.getInput(), e.getReason()));
            return MISUSE;
        } catch (UncheckedIOException e) {
            err.println("store: " + sentence(e.getCause()));
            return FAILED;
        } catch (IOException e) {
            err.println("store: " + sentence(e));
            return FAILED;
        } catch (RuntimeException e) {
            err.println("store: Failed for a reason that it does not know: " + e);
            if (environment.containsKey("MULTIMODAL_STACK_TRACES")) {
                e.printStackTrace(err);
            } else {
                err.println("store: MULTIMODAL_STACK_TRACES=1 bin/store ... shows where");
            }
            return FAILED;
        }
    }

    private static int command(
            String[] args,
            Map<String, String> environment,
            InputStream in,
            PrintStream out,
            PrintStream err)
            throws IOException, MisuseException, InvalidReferenceException {
        Arguments arguments = Arguments.parse(args);
        if (arguments.has("help") || arguments.command().equals("help")) {
            out.print(USAGE);
            return WELL;
        }
        Command command = COMMANDS.get(arguments.command());
        if (command == null) {
            throw new MisuseException(
                    arguments.command().isEmpty()
                            ? "A command is missing; there are " + COMMANDS.keySet()
                            : "There is no command '"
                                    + arguments.command()
                                    + "'; there are "
                                    + COMMANDS.keySet());
        }
        arguments.allow(command.options());
        return command.run(new Invocation(arguments, environment, in, out, err));
    }

    private static String sentence(IOException e) {
        boolean told = e instanceof StoreException;
        String message = e.getMessage();
        return told || (message != null && message.contains(" "))
                ? message
                : e.getClass().getSimpleName() + ": " + message;
    }
}
