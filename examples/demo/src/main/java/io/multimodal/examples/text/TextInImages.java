// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.examples.text;

import io.multimodal.examples.command.Arguments;
import io.multimodal.examples.command.Command;
import io.multimodal.examples.command.Example;
import io.multimodal.examples.command.SqlSession;
import io.multimodal.examples.images.SampleImages;
import io.multimodal.media.image.ImageReader;
import io.multimodal.models.ModelStatistics;
import io.multimodal.planner.SqlScript;
import io.multimodal.store.StoreStatistics;
import io.multimodal.store.runtime.StoreRuntime;
import io.multimodal.types.Image;
import io.multimodal.types.config.MultimodalConfig;
import io.multimodal.types.config.MultimodalOptions;
import io.multimodal.types.failure.DeadLetter;
import io.multimodal.types.failure.DeadLetters;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

/**
 * Runs {@code examples/text-in-images.sql} embedded: Flink's MiniCluster, a folder as the store.
 * What {@code bin/demo} starts.
 */
public final class TextInImages {
    private final Arguments arguments;
    private final Stages stages;
    private final Map<String, ReadImage> images = new LinkedHashMap<>();

    private TextInImages(Arguments arguments, Stages stages) {
        this.arguments = arguments;
        this.stages = stages;
    }

    /**
     * The program.
     *
     * @param commandLine see {@code bin/demo --help}
     */
    public static void main(String[] commandLine) {
        System.exit(
                Command.run(
                        Example.DEMO,
                        commandLine,
                        samples -> SampleImages.drawInto(samples.resolve("drawn")),
                        TextInImages::reportOn));
    }

    private static void reportOn(Arguments arguments) throws Exception {
        ConsoleReport report = new ConsoleReport(System.out, arguments.folder());
        report.begin(arguments);
        Stages stages = Stages.sinceProcessStart();
        stages.end("start of Java");
        report.end(run(arguments, report::image, stages), arguments, stages);
    }

    /**
     * Runs the job and writes the page.
     *
     * @param onImage is told each image once all of it is known
     */
    public static Result run(Arguments arguments, Consumer<ReadImage> onImage) throws Exception {
        return run(arguments, onImage, Stages.sinceNow());
    }

    static Result run(Arguments arguments, Consumer<ReadImage> onImage, Stages stages)
            throws Exception {
        return new TextInImages(arguments, stages).run(onImage);
    }

    /**
     * What a run gives.
     *
     * @param images all of them, usable or not, in the order in which they came
     * @param letters what says why some are not usable
     * @param summary the figures
     */
    public record Result(Collection<ReadImage> images, List<DeadLetter> letters, Summary summary) {}

    private Result run(Consumer<ReadImage> onImage) throws Exception {
        Configuration configuration = new Configuration();
        String job = "text-in-images " + Instant.now();
        configuration.set(PipelineOptions.NAME, job);
        configuration.setString("multimodal.stores.demo.uri", arguments.store().toUri().toString());
        MultimodalConfig config = MultimodalOptions.resolve(configuration);
        TableEnvironment env =
                SqlSession.open(EnvironmentSettings.newInstance().inStreamingMode(), configuration);
        try (StoreRuntime stores = StoreRuntime.acquire(config.store())) {
            StoreStatistics before = StoreStatistics.of(stores.main());
            Map<String, ModelStatistics> earlier = ModelStatistics.ofThisProcess();
            collect(env, onImage);
            StoreStatistics after = StoreStatistics.of(stores.main());
            List<DeadLetter> letters =
                    new DeadLetters(stores.main().records())
                            .readAll().stream().filter(letter -> letter.job().equals(job)).toList();
            Result result =
                    new Result(
                            images.values(),
                            letters,
                            Summary.of(images.values(), before, after, since(earlier)));
            try (ImageReader reader = ImageReader.open(stores::open, config.limits())) {
                new HtmlPage(arguments.folder(), reader).write(result, arguments.output());
            }
            stages.end("page");
            return result;
        }
    }

    private static Map<String, ModelStatistics> since(Map<String, ModelStatistics> earlier) {
        Map<String, ModelStatistics> now = new TreeMap<>(ModelStatistics.ofThisProcess());
        now.replaceAll(
                (model, done) -> done.since(earlier.getOrDefault(model, ModelStatistics.NOTHING)));
        return now;
    }

    private void collect(TableEnvironment env, Consumer<ReadImage> onImage) throws Exception {
        Map<String, String> variables =
                Map.of(
                        "folder", arguments.folder().toString(),
                        "models", arguments.models().toString());
        SqlScript script = SqlScript.read(arguments.script(), variables);
        try (CloseableIterator<Row> rows = script.run(env).collect()) {
            stages.end("planning");
            while (rows.hasNext()) {
                ReadImage image = add(rows.next());
                stages.end("until the first line");
                if (image.isComplete()) {
                    onImage.accept(image);
                }
            }
            stages.end("all others");
        }
    }

    private ReadImage add(Row row) {
        ReadImage image =
                images.computeIfAbsent(
                        row.getFieldAs("uri"),
                        uri ->
                                new ReadImage(
                                        uri, row.getFieldAs("img"), row.getFieldAs("line_count")));
        if (row.getField("line_number") != null) {
            image.add(
                    new TextLine(
                            row.getFieldAs("line_number"),
                            row.getFieldAs("x"),
                            row.getFieldAs("y"),
                            row.getFieldAs("width"),
                            row.getFieldAs("height"),
                            row.getFieldAs("angle"),
                            row.<Image>getFieldAs("upright"),
                            row.getFieldAs("text"),
                            row.getFieldAs("score")));
        }
        return image;
    }
}
