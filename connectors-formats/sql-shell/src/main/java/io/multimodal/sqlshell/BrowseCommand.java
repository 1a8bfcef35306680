// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.sqlshell;

import io.multimodal.planner.SqlScript;
import io.multimodal.sqlshell.gallery.GallerySession;
import io.multimodal.store.cli.CommandLines;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the rows of a query in a browser: {@code bin/browse --query}. */
@Command(
        name = "bin/browse",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Runs a query in batch mode and shows its rows in a browser on this machine, with images, players and tensors.",
        footer = {
            "",
            "bin/browse --query \"SELECT * FROM images\" -i tables.sql",
            "bin/browse FOLDER    looks through a folder of media: see bin/browse --help"
        })
public final class BrowseCommand implements Callable<Integer> {
    @Option(
            names = "--query",
            required = true,
            paramLabel = "SQL",
            description = "A query, or the name of a table.")
    private String query;

    @Option(
            names = {"-i", "--init"},
            paramLabel = "FILE",
            description = "A script that is run before: CREATE TABLE, CREATE VIEW, SET and others.")
    private Path script;

    @Option(
            names = "--limit",
            defaultValue = "100000",
            paramLabel = "ROWS",
            description = "The most rows. Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Option(
            names = "--port",
            defaultValue = "0",
            description = "Where the page is served. Default: a free one.")
    private int port;

    @Option(
            names = "-D",
            paramLabel = "KEY=VALUE",
            description =
                    "An option of Flink, such as -Dmultimodal.stores.default.uri=file:///store.")
    private Map<String, String> options = new LinkedHashMap<>();

    @Parameters(
            paramLabel = "NAME=VALUE",
            arity = "0..*",
            description = "What stands for $${NAME} in the script and in the query.")
    private Map<String, String> variables = new LinkedHashMap<>();

    public static void main(String[] arguments) {
        CommandLine line =
                CommandLines.of("browse", new BrowseCommand(), System.out, System.err)
                        .setExecutionExceptionHandler(
                                (failure, command, parsed) -> {
                                    command.getErr().println("browse: " + Sentences.of(failure));
                                    return 1;
                                });
        int status = line.execute(arguments);
        EmbeddedCluster.OF_PROCESS.close();
        System.exit(status);
    }

    @Override
    public Integer call() throws Exception {
        Configuration flink = GlobalConfiguration.loadConfiguration();
        options.forEach(flink::setString);
        String before = script == null ? "" : Files.readString(script);
        try (GallerySession session =
                GallerySession.open(
                        flink,
                        SqlScript.of(SqlScript.substitute(before, variables)),
                        SqlScript.substitute(query, variables),
                        limit,
                        rows -> System.err.printf("%,d rows%n", rows))) {
            System.out.println(session.serve(port));
            System.out.println("Ctrl-C ends it");
            // The end is a signal.
            Thread.currentThread().join();
        } catch (BindException e) {
            throw new IOException(
                    "Cannot listen at port %d: %s; name another one by --port"
                            .formatted(port, e.getMessage()),
                    e);
        }
        return 0;
    }
}
