// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.media;

import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.ffmpeg;
import org.bytedeco.javacpp.Loader;

/** The ffmpeg program of the same build as the library, which makes the files to measure with. */
final class MediaProgram {
    private MediaProgram() {}

    /**
     * Makes a file.
     *
     * @param arguments separated by blanks, without the file
     */
    static void make(Path file, String arguments) throws IOException, InterruptedException {
        // It needs libraries that the others do not.
        Loader.cacheResources("/org/bytedeco/ffmpeg/" + Loader.getPlatform());
        String program = Loader.load(ffmpeg.class);
        ProcessBuilder builder =
                new ProcessBuilder((program + " -v error -y " + arguments + " " + file).split(" "))
                        .inheritIO();
        builder.environment().put("LD_LIBRARY_PATH", Path.of(program).getParent().toString());
        int status = builder.start().waitFor();
        if (status != 0) {
            throw new IOException("ffmpeg ended with " + status);
        }
    }
}
