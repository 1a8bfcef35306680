// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks;

import io.multimodal.benchmarks.formats.FormatBenchmark;
import io.multimodal.benchmarks.formats.ShardBenchmark;
import io.multimodal.benchmarks.media.AudioAndVideo;
import io.multimodal.benchmarks.media.DecodeThroughSql;
import io.multimodal.benchmarks.media.DecodeToTensor;
import io.multimodal.benchmarks.media.ListingRounds;
import io.multimodal.benchmarks.media.ProbeHeaders;
import io.multimodal.benchmarks.media.ReadFiles;
import io.multimodal.benchmarks.media.UrlBenchmark;
import io.multimodal.benchmarks.media.WriteFiles;
import io.multimodal.benchmarks.media.WriteShards;
import io.multimodal.benchmarks.models.InferenceBenchmark;
import io.multimodal.benchmarks.pipeline.PipelineBenchmark;
import io.multimodal.benchmarks.serializers.SerializerBenchmark;
import io.multimodal.benchmarks.store.BucketBenchmark;
import io.multimodal.benchmarks.store.LocalStoreBenchmark;
import io.multimodal.benchmarks.store.ManyPacks;
import io.multimodal.benchmarks.store.ReferenceBenchmark;
import io.multimodal.benchmarks.store.SideBySide;
import io.multimodal.store.cli.CommandLines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command line of {@code bin/bench}: each benchmark is one of its commands. */
@Command(
        name = "bin/bench",
        synopsisSubcommandLabel = "BENCHMARK",
        description =
                "Measures a hot path and a lower-bound baseline in one run, and prints the ratio.",
        subcommands = HelpCommand.class,
        footer = {"", "bin/bench help BENCHMARK describes its operands."})
final class Bench {
    @Spec private CommandSpec spec;

    @SuppressWarnings("unused")
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "prints this help")
    private boolean help;

    private Bench() {}

    /** Runs the benchmark that the words name and ends the process with its exit code. */
    public static void main(String[] words) {
        System.exit(CommandLines.of("bench", new Bench(), System.out, System.err).execute(words));
    }

    @Command(
            description =
                    "Measures the reading of audio and video by reference, and of single frames in a bucket.")
    void av(
            @Parameters(
                            arity = "0..1",
                            paramLabel = "SECONDS",
                            defaultValue = "5",
                            description = "default: ${DEFAULT-VALUE}")
                    double seconds)
            throws Exception {
        AudioAndVideo.main(words(seconds));
    }

    @Command(description = "Measures puts and verified reads of a store in a bucket.")
    void bucket(
            @Parameters(
                            arity = "0..1",
                            paramLabel = "ROUNDS",
                            defaultValue = "7",
                            description = "default: ${DEFAULT-VALUE}")
                    int rounds)
            throws Exception {
        BucketBenchmark.main(words(rounds));
    }

    @Command(description = "Measures JSON rows with an image through the format multimodal.")
    void formats(
            @Parameters(
                            arity = "0..1",
                            paramLabel = "ROUNDS",
                            defaultValue = "9",
                            description = "default: ${DEFAULT-VALUE}")
                    int rounds)
            throws Exception {
        FormatBenchmark.main(words(rounds));
    }

    @Command(description = "Measures the detection of types, sizes and durations from headers.")
    void headers(
            @Parameters(
                            arity = "0..1",
                            paramLabel = "SECONDS",
                            defaultValue = "2",
                            description = "default: ${DEFAULT-VALUE}")
                    double seconds)
            throws Exception {
        ProbeHeaders.main(words(seconds));
    }

    @Command(description = "Measures rounds of a monitored folder over a simulated listing.")
    void listing(
            @Parameters(
                            arity = "0..1",
                            paramLabel = "FILES",
                            defaultValue = "10000000",
                            description = "default: ${DEFAULT-VALUE}")
                    int files)
            throws Exception {
        ListingRounds.main(words(files));
    }

    @Command(description = "Measures decoding and cropping to a tensor, on one core.")
    void media(
            @Parameters(
                            arity = "0..1",
                            paramLabel = "SECONDS",
                            defaultValue = "5",
                            description = "default: ${DEFAULT-VALUE}")
                    double seconds)
            throws Exception {
        DecodeToTensor.main(words(seconds));
    }

    @Command(
            name = "media-sql",
            description = "Measures the same decoding through SQL in two subtasks.")
    void mediaSql(
            @Parameters(
                            arity = "0..1",
                            paramLabel = "IMAGES",
                            defaultValue = "300",
                            description = "default: ${DEFAULT-VALUE}")
                    int images,
            @Parameters(
                            arity = "0..1",
                            paramLabel = "ROUNDS",
                            defaultValue = "4",
                            description = "default: ${DEFAULT-VALUE}")
                    int rounds,
            @Parameters(
                            arity = "0..1",
                            paramLabel = "FOLDER",
                            description = "keeps the images for another run")
                    Path folder)
            throws Exception {
        DecodeThroughSql.main(
                folder == null ? words(images, rounds) : words(images, rounds, folder));
    }

    @Command(
            description =
                    "Measures the peak resident memory of jobs over a folder of photos and one of audio.")
    int memory(
            @Parameters(paramLabel = "PHOTOS", description = "a folder") Path photos,
            @Parameters(arity = "0..1", paramLabel = "AUDIO", description = "a folder")
                    Path audioFiles)
            throws Exception {
        return shell(
                audioFiles == null ? words("memory", photos) : words("memory", photos, audioFiles));
    }

    @Command(description = "Measures inference through ML_PREDICT.")
    void models(
            @Parameters(
                            arity = "0..1",
                            paramLabel = "LINES",
                            defaultValue = "600",
                            description = "default: ${DEFAULT-VALUE}")
                    int lines)
            throws Exception {
        InferenceBenchmark.main(words(lines));
    }

    @Command(description = "Measures what many packs cost in a folder and in a bucket.")
    void packs(
            @Parameters(
                            arity = "0..1",
                            paramLabel = "PACKS",
                            defaultValue = "100000",
                            description = "default: ${DEFAULT-VALUE}")
                    int packs,
            @Parameters(
                            arity = "0..1",
                            paramLabel = "ROUNDS",
                            defaultValue = "5",
                            description = "default: ${DEFAULT-VALUE}")
                    int rounds)
            throws Exception {
        ManyPacks.main(words(packs, rounds));
    }

    @Command(
            description =
                    "Measures join, keyed state, checkpoints and sink for objects carried by reference.")
    void pipeline(
            @Parameters(
                            paramLabel = "FOLDER",
                            description = "a folder on the disk that is to be measured")
                    Path folder,
            @Parameters(
                            arity = "0..1",
                            paramLabel = "ROUNDS",
                            defaultValue = "3",
                            description = "default: ${DEFAULT-VALUE}")
                    int rounds,
            @Parameters(
                            arity = "0..1",
                            paramLabel = "BACKEND",
                            defaultValue = "hashmap",
                            description = "default: ${DEFAULT-VALUE}")
                    String backend,
            @Parameters(
                            arity = "0..1",
                            paramLabel = "SIZES",
                            description = "bytes of the objects, separated by commas")
                    String sizes)
            throws Exception {
        checkFolder(folder);
        PipelineBenchmark.main(
                sizes == null
                        ? words(folder, rounds, backend)
                        : words(folder, rounds, backend, sizes));
    }

    @Command(description = "Measures the cost per row of carrying a reference.")
    void references() throws Exception {
        ReferenceBenchmark.main(words());
    }

    @Command(description = "Measures time and bytes of serialised images.")
    void serializers() throws Exception {
        SerializerBenchmark.main(words());
    }

    @Command(
            description =
                    "Measures reading, scaling, encoding and writing photos to WebDataset shards.")
    void shards(
            @Parameters(
                            arity = "0..1",
                            paramLabel = "IMAGES",
                            defaultValue = "300",
                            description = "default: ${DEFAULT-VALUE}")
                    int images,
            @Parameters(
                            arity = "0..1",
                            paramLabel = "ROUNDS",
                            defaultValue = "4",
                            description = "default: ${DEFAULT-VALUE}")
                    int rounds,
            @Parameters(
                            arity = "0..1",
                            paramLabel = "FOLDER",
                            description = "keeps the images for others/shards.py")
                    Path folder)
            throws Exception {
        WriteShards.main(folder == null ? words(images, rounds) : words(images, rounds, folder));
    }

    @Command(description = "Measures the writing of files by a media table.")
    void sink(
            @Parameters(
                            paramLabel = "FOLDER",
                            description = "a folder on the disk that is to be measured")
                    Path folder,
            @Parameters(
                            arity = "0..1",
                            paramLabel = "FILES",
                            defaultValue = "5000",
                            description = "default: ${DEFAULT-VALUE}")
                    int files,
            @Parameters(
                            arity = "0..1",
                            paramLabel = "ROUNDS",
                            defaultValue = "3",
                            description = "default: ${DEFAULT-VALUE}")
                    int rounds)
            throws Exception {
        checkFolder(folder);
        WriteFiles.main(words(folder, files, rounds));
    }

    @Command(description = "Measures the reading of files and objects by a media table.")
    void source(
            @Parameters(
                            paramLabel = "FOLDER",
                            description = "a folder on the disk that is to be measured")
                    Path folder,
            @Parameters(
                            arity = "0..1",
                            paramLabel = "FILES",
                            defaultValue = "100000",
                            description = "default: ${DEFAULT-VALUE}")
                    int files,
            @Parameters(
                            arity = "0..1",
                            paramLabel = "ROUNDS",
                            defaultValue = "4",
                            description = "default: ${DEFAULT-VALUE}")
                    int rounds)
            throws Exception {
        checkFolder(folder);
        ReadFiles.main(words(folder, files, rounds));
    }

    @Command(description = "Measures how long bin/sql and bin/demo take until they are done.")
    int start(
            @Parameters(
                            arity = "0..1",
                            paramLabel = "ROUNDS",
                            defaultValue = "5",
                            description = "default: ${DEFAULT-VALUE}")
                    int rounds)
            throws Exception {
        return shell(words("start", rounds));
    }

    @Command(description = "Measures durable puts and verified reads of the local store.")
    void store(
            @Parameters(
                            paramLabel = "FOLDER",
                            description = "a folder on the disk that is to be measured")
                    Path folder)
            throws Exception {
        checkFolder(folder);
        LocalStoreBenchmark.main(words(folder));
    }

    @Command(description = "Measures storing files with bin/store, cp and restic.")
    void tools(
            @Parameters(
                            paramLabel = "FOLDER",
                            description = "a folder on the disk that is to be measured")
                    Path folder,
            @Parameters(
                            arity = "0..1",
                            paramLabel = "ROUNDS",
                            defaultValue = "3",
                            description = "default: ${DEFAULT-VALUE}")
                    int rounds)
            throws Exception {
        checkFolder(folder);
        SideBySide.main(words(folder, rounds));
    }

    @Command(description = "Measures the reading of shards of training samples.")
    void webdataset(
            @Parameters(
                            arity = "0..1",
                            paramLabel = "ROUNDS",
                            defaultValue = "5",
                            description = "default: ${DEFAULT-VALUE}")
                    int rounds)
            throws Exception {
        ShardBenchmark.main(words(rounds));
    }

    @Command(description = "Measures how fast a column of URLs is fetched.")
    void urls(
            @Parameters(
                            arity = "0..1",
                            paramLabel = "URLS",
                            defaultValue = "10000",
                            description = "default: ${DEFAULT-VALUE}")
                    int urls,
            @Parameters(
                            arity = "0..1",
                            paramLabel = "ROUNDS",
                            defaultValue = "3",
                            description = "default: ${DEFAULT-VALUE}")
                    int rounds)
            throws Exception {
        UrlBenchmark.main(words(urls, rounds));
    }

    @Command(description = "Prints a script with which bash and zsh complete benchmarks.")
    void completion() {
        spec.commandLine().getOut().print(AutoComplete.bash("bench", spec.commandLine()));
        spec.commandLine().getOut().flush();
    }

    private void checkFolder(Path folder) {
        if (!Files.isDirectory(folder)) {
            CommandLine root = spec.commandLine();
            throw new ParameterException(
                    root.getParseResult().subcommand().commandSpec().commandLine(),
                    "There is no folder '%s'; give a folder on the disk that is to be measured"
                            .formatted(folder));
        }
    }

    /** Whole processes are measured by a script, from outside. */
    private static int shell(String... words) throws Exception {
        Path script =
                Path.of(System.getProperty("multimodal.home", "."), "tests/benchmarks/shell.py");
        List<String> command = new ArrayList<>(List.of("python3", script.toString()));
        command.addAll(List.of(words));
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    private static String[] words(Object... values) {
        return Stream.of(values).map(String::valueOf).toArray(String[]::new);
    }
}
