// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.examples.browse;

import io.multimodal.examples.command.Arguments;
import io.multimodal.examples.command.Command;
import io.multimodal.examples.command.Example;
import io.multimodal.examples.command.SqlSession;
import io.multimodal.examples.media.SampleMedia;
import io.multimodal.examples.page.Page;
import io.multimodal.media.MediaRuntime;
import io.multimodal.planner.SqlScript;
import io.multimodal.types.config.MultimodalOptions;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.ResultKind;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.TableResult;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

/**
 * Runs {@code examples/browse.sql}, or another script, embedded, and writes a page of what its
 * queries give. What {@code bin/browse} starts.
 */
public final class Browse {
    private final Arguments arguments;

    private Browse(Arguments arguments) {
        this.arguments = arguments;
    }

    /**
     * What one query gave.
     *
     * @param chapter the title that it stands under; empty for none
     * @param columns their names
     * @param rows with values as Flink gives them: an {@link io.multimodal.types.Image} for IMAGE
     * @param took from planning to the last row
     */
    public record Answer(String chapter, List<String> columns, List<Row> rows, Duration took) {}

    /**
     * The program.
     *
     * @param commandLine see {@code bin/browse --help}
     */
    public static void main(String[] commandLine) {
        System.exit(
                Command.run(Example.BROWSE, commandLine, SampleMedia::makeIn, Browse::reportOn));
    }

    private static void reportOn(Arguments arguments) throws Exception {
        System.out.printf("Looking through %s%n%n", arguments.folder());
        run(
                arguments,
                answer ->
                        System.out.printf(
                                Locale.ROOT,
                                "%-32s %5d rows  %6.1f s%n",
                                answer.chapter(),
                                answer.rows().size(),
                                answer.took().toMillis() / 1000.0));
        System.out.printf("%nPage: %s%n", arguments.output().resolve(Page.FILE));
    }

    /**
     * Runs the script and writes the page.
     *
     * @param onAnswer is told each query's answer when it is there
     */
    public static List<Answer> run(Arguments arguments, Consumer<Answer> onAnswer)
            throws Exception {
        return new Browse(arguments).run(onAnswer);
    }

    private List<Answer> run(Consumer<Answer> onAnswer) throws Exception {
        Configuration configuration = new Configuration();
        configuration.setString(
                "multimodal.stores.browse.uri", arguments.store().toUri().toString());
        TableEnvironment env =
                SqlSession.open(EnvironmentSettings.newInstance().inBatchMode(), configuration);
        String script =
                SqlScript.substitute(
                        Files.readString(arguments.script()),
                        Map.of(
                                "folder", arguments.folder().toString(),
                                "models", arguments.models().toString()));
        List<Answer> answers = new ArrayList<>();
        BrowsePage page = new BrowsePage(arguments.folder());
        for (Chapter chapter : Chapter.of(script)) {
            List<Answer> ofChapter = new ArrayList<>();
            for (String statement : SqlScript.of(chapter.source()).statements()) {
                ask(env, chapter, statement, ofChapter);
            }
            ofChapter.forEach(onAnswer);
            answers.addAll(ofChapter);
            try (MediaRuntime media =
                    MediaRuntime.acquire(MultimodalOptions.resolve(env.getConfig()))) {
                page.add(chapter, ofChapter, new Cells(media));
            }
        }
        page.write(arguments.output());
        return answers;
    }

    private static void ask(
            TableEnvironment env, Chapter chapter, String statement, List<Answer> answers)
            throws Exception {
        long start = System.nanoTime();
        TableResult result = SqlScript.run(env, statement);
        if (result == null || result.getResultKind() != ResultKind.SUCCESS_WITH_CONTENT) {
            return;
        }
        List<Row> rows = new ArrayList<>();
        try (CloseableIterator<Row> all = result.collect()) {
            all.forEachRemaining(rows::add);
        }
        List<String> columns = result.getResolvedSchema().getColumnNames();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        answers.add(new Answer(chapter.title(), columns, rows, took));
    }
}
