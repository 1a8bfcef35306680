// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TraceLevel;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Makes all command lines of this project behave alike: a misuse ends with exit code 2 and one
 * sentence, which prints no secret of a URI and names the nearest option or command.
 */
public final class CommandLines {
    private static final int HELP_COLUMNS = 110;

    private CommandLines() {}

    /**
     * A command line that prints help to {@code out} and misuse to {@code err}.
     *
     * @param name stands before each message
     * @param command an object with the annotations of picocli, or a specification of its
     * @param out stays open; what it throws ends the command
     * @param err stays open
     */
    public static CommandLine of(String name, Object command, PrintStream out, PrintStream err) {
        // Picocli would warn of an option that is given twice, and print both values.
        CommandLine.tracer().setLevel(TraceLevel.OFF);
        return new CommandLine(command)
                .setOut(new PrintWriter(out, true, UTF_8))
                .setErr(new PrintWriter(err, true, UTF_8))
                .setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF))
                .setUsageHelpWidth(HELP_COLUMNS)
                // A file may have a name that begins with @.
                .setExpandAtFiles(false)
                .setOverwrittenOptionsAllowed(true)
                .setParameterExceptionHandler(
                        (misuse, words) -> {
                            complain(name, sentence(misuse), misuse.getCommandLine(), err);
                            return misuse.getCommandLine()
                                    .getCommandSpec()
                                    .exitCodeOnInvalidInput();
                        });
    }

    /** Prints what is wrong with a command line, and which help describes the right one. */
    static void complain(String name, String message, CommandLine command, PrintStream err) {
        err.println(name + ": " + message);
        CommandLine parent = command.getParent();
        err.println(
                name
                        + ": try "
                        + (parent == null
                                ? command.getCommandSpec().qualifiedName() + " --help"
                                : parent.getCommandSpec().qualifiedName()
                                        + " help "
                                        + command.getCommandName()));
    }

    private static String sentence(ParameterException misuse) {
        if (!(misuse instanceof UnmatchedArgumentException unmatched)) {
            String message = redacted(misuse.getMessage()).replaceFirst("\\.$", "");
            boolean noCommand = misuse.getClass() == ParameterException.class;
            return noCommand && hasCommands(misuse)
                    ? message + "; there are " + misuse.getCommandLine().getSubcommands().keySet()
                    : message;
        }
        CommandLine command = misuse.getCommandLine();
        String word = redacted(unmatched.getUnmatched().get(0));
        List<String> nearest = unmatched.getSuggestions();
        String hint = nearest.isEmpty() ? "" : "; the nearest is " + nearest.get(0);
        if (unmatched.isUnknownOption()) {
            return "There is no option '" + word + "'" + hint;
        } else if (!hasCommands(misuse)) {
            boolean takesOthers = !command.getCommandSpec().positionalParameters().isEmpty();
            return "The command %s takes no %soperand '%s'"
                    .formatted(command.getCommandName(), takesOthers ? "further " : "", word);
        }
        return "There is no command '%s'%s; there are %s"
                .formatted(word, hint, command.getSubcommands().keySet());
    }

    private static boolean hasCommands(ParameterException misuse) {
        return !misuse.getCommandLine().getSubcommands().isEmpty();
    }

    /** The same text; URIs in it are without the user and without the values of the query. */
    static String redacted(String text) {
        return text.replaceAll("(?<=://)[^/\\s'?#]*@", "…@")
                .replaceAll("(\\?|&)([^=&\\s']*)=[^&\\s']*", "$1$2=…");
    }
}
