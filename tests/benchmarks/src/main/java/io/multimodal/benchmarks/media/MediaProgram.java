// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.media;

import io.multimodal.media.av.FfmpegCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The ffmpeg program of the same build as the library, which makes the files to measure with. */
final class MediaProgram {
    private MediaProgram() {}

    /**
     * Makes a file.
     *
     * @param arguments separated by blanks, without the file
     */
    static void make(Path file, String arguments) throws IOException, InterruptedException {
        int status =
                FfmpegCommand.of(List.of(("-v error -y " + arguments + " " + file).split(" ")))
                        .inheritIO()
                        .start()
                        .waitFor();
        if (status != 0) {
            throw new IOException("ffmpeg ended with " + status);
        }
    }
}
