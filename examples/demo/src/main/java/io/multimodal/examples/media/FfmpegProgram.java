// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.examples.media;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.ffmpeg;
import org.bytedeco.javacpp.Loader;

/** The ffmpeg program of the build that media are decoded with: it encodes the samples. */
final class FfmpegProgram {
    private FfmpegProgram() {}

    /** What is written to its standard input. */
    @FunctionalInterface
    interface Input {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Makes a file. Blocks until it is whole.
     *
     * @param arguments without the name of the file
     */
    static void make(Path file, Input input, List<String> arguments) throws IOException {
        // It needs libraries that the program's own preset does not load.
        Loader.cacheResources("/org/bytedeco/ffmpeg/" + Loader.getPlatform());
        String program = Loader.load(ffmpeg.class);
        String name = file.getFileName().toString();
        Path unfinished =
                file.resolveSibling(".unfinished" + name.substring(name.lastIndexOf('.')));
        Path errors = Files.createTempFile("ffmpeg-", ".log");
        List<String> command = new ArrayList<>(List.of(program, "-v", "error", "-y"));
        command.addAll(arguments);
        command.add(unfinished.toString());
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectError(errors.toFile())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("LD_LIBRARY_PATH", Path.of(program).getParent().toString());
        Process process = builder.start();
        try (OutputStream out = process.getOutputStream()) {
            input.writeTo(out);
        } catch (IOException e) {
            // It ended early; its exit status and its words say why.
        }
        try {
            if (process.waitFor() != 0) {
                throw new IOException(
                        "ffmpeg cannot make '" + file + "': " + Files.readString(errors).strip());
            }
        } catch (InterruptedException e) {
            process.destroy();
            throw new IOException("Interrupted while ffmpeg made '" + file + "'", e);
        }
        Files.move(unfinished, file);
        Files.delete(errors);
    }
}
