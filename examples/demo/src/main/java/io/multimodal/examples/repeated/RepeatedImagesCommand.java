// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.examples.repeated;

import io.multimodal.store.cli.CommandLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command line of {@link RepeatedImages}, and images for it where none are given. */
@Command(
        name = "bin/example",
        description =
                "Runs the DataStream example, embedded: tells which images of a folder are the same, whatever their"
                        + " files are called.")
public final class RepeatedImagesCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "FOLDER",
            description =
                    "a folder of images (default: images that the build draws, and a copy of one)")
    private Path folder;

    @SuppressWarnings("unused")
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "prints this help")
    private boolean help;

    private RepeatedImagesCommand() {}

    /** Runs the example and ends the process with its exit code. */
    public static void main(String[] words) {
        CommandLine line =
                CommandLines.of("example", new RepeatedImagesCommand(), System.out, System.err);
        System.exit(line.execute(words));
    }

    @Override
    public Integer call() throws Exception {
        Path target =
                Path.of(System.getProperty("multimodal.home", "."), "examples/demo/target")
                        .toAbsolutePath()
                        .normalize();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "There is no folder '%s'; give one, or none".formatted(folder));
        }
        Path images = folder == null ? samples(target.resolve("images")) : folder;
        RepeatedImages.main(images.toString(), "file://" + target.resolve("store"));
        return 0;
    }

    /** A folder with some of the images that the build unpacked, and a copy of the first. */
    private static Path samples(Path images) throws IOException {
        Path samples = Files.createDirectories(images.resolve("repeated"));
        List<Path> files;
        try (Stream<Path> unpacked = Files.list(images.resolve("fetched/test-documents"))) {
            files =
                    unpacked.filter(
                                    file ->
                                            file.getFileName()
                                                    .toString()
                                                    .matches("testRotated.*[.]png"))
                            .sorted()
                            .toList();
        }
        for (Path file : files) {
            Files.copy(
                    file, samples.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.copy(
                files.get(0), samples.resolve("a-copy.png"), StandardCopyOption.REPLACE_EXISTING);
        return samples;
    }
}
