// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks;

import static io.multimodal.benchmarks.Operand.DISK;
import static io.multimodal.benchmarks.Operand.number;
import static io.multimodal.benchmarks.Operand.optional;
import static io.multimodal.benchmarks.Operand.required;
import static io.multimodal.benchmarks.Operand.rounds;
import static io.multimodal.benchmarks.Operand.seconds;
import static io.multimodal.benchmarks.Operand.text;

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
import io.multimodal.benchmarks.models.ServiceBenchmark;
import io.multimodal.benchmarks.models.StockBenchmark;
import io.multimodal.benchmarks.pipeline.PipelineBenchmark;
import io.multimodal.benchmarks.serializers.SerializerBenchmark;
import io.multimodal.benchmarks.store.BucketBenchmark;
import io.multimodal.benchmarks.store.CollectGarbage;
import io.multimodal.benchmarks.store.LocalStoreBenchmark;
import io.multimodal.benchmarks.store.ManyPacks;
import io.multimodal.benchmarks.store.ReferenceBenchmark;
import io.multimodal.benchmarks.store.SideBySide;
import io.multimodal.benchmarks.vectors.VectorBenchmark;
import io.multimodal.store.cli.CommandLines;
import java.nio.file.Path;
import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
    private static final List<Benchmark> BENCHMARKS =
            List.of(
                    Benchmark.of(
                            "av",
                            "Measures the reading of audio and video by reference, and of single frames in a bucket.",
                            AudioAndVideo::main,
                            seconds(5)),
                    Benchmark.of(
                            "bucket",
                            "Measures puts and verified reads of a store in a bucket.",
                            BucketBenchmark::main,
                            rounds(7)),
                    Benchmark.of(
                            "collect",
                            "Measures sweeps of a store of which half is garbage.",
                            CollectGarbage::main,
                            number("OBJECTS", 10_000_000)),
                    Benchmark.of(
                            "formats",
                            "Measures JSON rows with an image through the format multimodal.",
                            FormatBenchmark::main,
                            rounds(9)),
                    Benchmark.of(
                            "headers",
                            "Measures the detection of types, sizes and durations from headers.",
                            ProbeHeaders::main,
                            seconds(2)),
                    Benchmark.of(
                            "listing",
                            "Measures rounds of a monitored folder over a simulated listing.",
                            ListingRounds::main,
                            number("FILES", 10_000_000)),
                    Benchmark.of(
                            "media",
                            "Measures decoding and cropping to a tensor, on one core.",
                            DecodeToTensor::main,
                            seconds(5)),
                    Benchmark.of(
                            "media-sql",
                            "Measures the same decoding through SQL in two subtasks.",
                            DecodeThroughSql::main,
                            number("IMAGES", 300),
                            rounds(4),
                            optional("FOLDER", Path.class, "keeps the images for another run")),
                    Benchmark.ofScript(
                            "memory",
                            "Measures the peak resident memory of jobs over a folder of photos and one of audio.",
                            required("PHOTOS", Path.class, "a folder"),
                            optional("AUDIO", Path.class, "a folder")),
                    Benchmark.of(
                            "models",
                            "Measures inference through ML_PREDICT.",
                            InferenceBenchmark::main,
                            number("LINES", 600)),
                    Benchmark.of(
                            "model-service",
                            "Measures ML_PREDICT by a model service on the same machine.",
                            ServiceBenchmark::main,
                            number("LINES", 300)),
                    Benchmark.of(
                            "model-stock",
                            "Measures ML_PREDICT of references beside what is published for Flink: pixels in JSON, Base64 in rows.",
                            StockBenchmark::main,
                            number("LINES", 300)),
                    Benchmark.of(
                            "packs",
                            "Measures what many packs cost in a folder and in a bucket.",
                            ManyPacks::main,
                            number("PACKS", 100_000),
                            rounds(5)),
                    Benchmark.of(
                            "pipeline",
                            "Measures join, keyed state, checkpoints and sink for objects carried by reference.",
                            PipelineBenchmark::main,
                            DISK,
                            rounds(3),
                            text("BACKEND", "hashmap"),
                            optional(
                                    "SIZES",
                                    String.class,
                                    "bytes of the objects, separated by commas")),
                    Benchmark.of(
                            "references",
                            "Measures the cost per row of carrying a reference.",
                            ReferenceBenchmark::main),
                    Benchmark.of(
                            "serializers",
                            "Measures time and bytes of serialised images.",
                            SerializerBenchmark::main),
                    Benchmark.of(
                            "shards",
                            "Measures reading, scaling, encoding and writing photos to WebDataset shards.",
                            WriteShards::main,
                            number("IMAGES", 300),
                            rounds(4),
                            optional(
                                    "FOLDER", Path.class, "keeps the images for others/shards.py")),
                    Benchmark.of(
                            "sink",
                            "Measures the writing of files by a media table.",
                            WriteFiles::main,
                            DISK,
                            number("FILES", 5000),
                            rounds(3)),
                    Benchmark.of(
                            "source",
                            "Measures the reading of files and objects by a media table.",
                            ReadFiles::main,
                            DISK,
                            number("FILES", 100_000),
                            rounds(4)),
                    Benchmark.ofScript(
                            "start",
                            "Measures how long bin/sql and bin/demo take until they are done.",
                            rounds(5)),
                    Benchmark.of(
                            "store",
                            "Measures durable puts and verified reads of the local store.",
                            LocalStoreBenchmark::main,
                            DISK),
                    Benchmark.of(
                            "tools",
                            "Measures storing files with bin/store, cp and restic.",
                            SideBySide::main,
                            DISK,
                            rounds(3)),
                    Benchmark.of(
                            "urls",
                            "Measures how fast a column of URLs is fetched.",
                            UrlBenchmark::main,
                            number("URLS", 10_000),
                            rounds(3)),
                    Benchmark.of(
                            "vectors",
                            "Measures the building and searching of a vector index.",
                            VectorBenchmark::main,
                            number("VECTORS", 20_000),
                            rounds(5)),
                    Benchmark.of(
                            "webdataset",
                            "Measures the reading of shards of training samples.",
                            ShardBenchmark::main,
                            rounds(5)));

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
        CommandSpec bench = CommandSpec.forAnnotatedObject(new Bench());
        BENCHMARKS.forEach(each -> bench.addSubcommand(each.name(), each.command()));
        System.exit(CommandLines.of("bench", bench, System.out, System.err).execute(words));
    }

    @Command(description = "Prints a script with which bash and zsh complete benchmarks.")
    void completion() {
        spec.commandLine().getOut().print(AutoComplete.bash("bench", spec.commandLine()));
        spec.commandLine().getOut().flush();
    }
}
