// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.examples.media;

import io.multimodal.media.av.FfmpegCommand;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
        String name = file.getFileName().toString();
        Path unfinished =
                file.resolveSibling(".unfinished" + name.substring(name.lastIndexOf('.')));
        Path errors = Files.createTempFile("ffmpeg-", ".log");
        List<String> command = new ArrayList<>(List.of("-v", "error", "-y"));
        command.addAll(arguments);
        command.add(unfinished.toString());
        Process process =
                FfmpegCommand.of(command)
                        .redirectError(errors.toFile())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
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
