// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The commands of {@code bin/store}. Picocli reads the options of each command that it is given by
 * reflection, which takes longer than many a command: it is given those that the words may name.
 */
final class StoreCommands {
    private static final String HELP = "help";
    private static final String COMPLETION = "completion";

    /** Words for which all commands are needed. */
    private static final Set<String> ABOUT_ALL = Set.of(HELP, COMPLETION, "-h", "--help");

    /** In the order of the help. */
    private static final Map<String, Supplier<Object>> ALL = new LinkedHashMap<>();

    static {
        ALL.put("put", PutCommand::new);
        ALL.put("get", GetCommand::new);
        ALL.put("cat", CatCommand::new);
        ALL.put("stat", StatCommand::new);
        ALL.put("refer", ReferCommand::new);
        ALL.put("ingest", IngestCommand::new);
        ALL.put("presign", PresignCommand::new);
        ALL.put("ls", ListCommand::new);
        ALL.put("verify", VerifyCommand::new);
        ALL.put("stats", StatsCommand::new);
        ALL.put("results", ResultsCommand::new);
        ALL.put("analyze", AnalyzeCommand::new);
        ALL.put("copy", CopyCommand::new);
        ALL.put("erase", EraseCommand::new);
        ALL.put("gc", GcCommand::new);
        ALL.put("why", WhyCommand::new);
        ALL.put("roots", RootsCommand::new);
        ALL.put("release-root", ReleaseRootCommand::new);
        ALL.put("epoch", EpochCommand::new);
        ALL.put("undelete", UndeleteCommand::new);
        ALL.put(COMPLETION, CompletionCommand::new);
        ALL.put(HELP, HelpCommand::new);
    }

    private StoreCommands() {}

    /** A command line with all commands. */
    static CommandSpec all(Invocation call) {
        CommandSpec spec = CommandSpec.forAnnotatedObject(call);
        ALL.forEach((name, command) -> spec.addSubcommand(name, new CommandLine(command.get())));
        return spec;
    }

    /** A command line with one command. */
    static CommandSpec only(String name, Invocation call) {
        return CommandSpec.forAnnotatedObject(call)
                .addSubcommand(name, new CommandLine(ALL.get(name).get()));
    }

    /** The command that these words run, unless they are a misuse; empty if only all will do. */
    static Optional<String> named(String[] words) {
        List<String> all = List.of(words);
        if (all.stream().anyMatch(ABOUT_ALL::contains)) {
            return Optional.empty();
        }
        List<String> commands = all.stream().filter(ALL::containsKey).distinct().toList();
        return commands.size() == 1 ? Optional.of(commands.get(0)) : Optional.empty();
    }
}
