// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.av;

import io.multimodal.store.ref.ContentId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.global.avutil;

/** The ffmpeg program of the same build as the library: makes test media, and is an oracle. */
public final class FfmpegProgram {
    private static final Path KEPT = Path.of("target", "made-by-ffmpeg");

    private FfmpegProgram() {}

    /**
     * Has the program make a file. What it made is kept in the folder {@code target}: the JVMs that
     * run tests, of both lanes, make the same files, which takes much of the time of these tests.
     *
     * @param input what it reads from its standard input; the arguments name no other file
     * @param name of the file, for its ending
     * @param arguments separated by blanks, without the file
     */
    public static byte[] make(byte[] input, String name, String arguments) {
        String call =
                String.join(
                        "\n",
                        avutil.av_version_info().getString(),
                        name,
                        arguments,
                        ContentId.hash(input).hex());
        Path kept = KEPT.resolve(ContentId.hash(call).hex());
        try {
            if (!Files.exists(kept)) {
                Files.createDirectories(KEPT);
                Path whole = Files.createTempFile(KEPT, "making-", "");
                Files.write(whole, run(input, name, arguments));
                Files.move(whole, kept, StandardCopyOption.ATOMIC_MOVE);
            }
            return Files.readAllBytes(kept);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the program makes of a file, as raw bytes. */
    public static byte[] decode(byte[] file, String ending, String arguments) {
        try {
            Path source = Files.createTempFile("decode-", "." + ending);
            try {
                Files.write(source, file);
                String all = arguments.replace("INPUT", source.toString());
                return run(new byte[0], "out.raw", all);
            } finally {
                Files.delete(source);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] run(byte[] input, String name, String arguments) {
        try {
            Path folder = Files.createTempDirectory("ffmpeg-");
            Path file = folder.resolve(name);
            List<String> command = new ArrayList<>(List.of("-v", "error", "-y"));
            command.addAll(List.of(arguments.split(" ")));
            command.add(file.toString());
            Path errors = folder.resolve("errors");
            Process process =
                    FfmpegCommand.of(command)
                            .redirectError(errors.toFile())
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            try (OutputStream out = process.getOutputStream()) {
                out.write(input);
            } catch (IOException e) {
                // It may want no more of it; its exit status tells.
            }
            int status = process.waitFor();
            String said = Files.readString(errors, StandardCharsets.UTF_8);
            if (status != 0) {
                throw new IllegalStateException(
                        "ffmpeg " + command + " ended with " + status + ": " + said);
            }
            byte[] made = Files.readAllBytes(file);
            Files.delete(file);
            Files.delete(errors);
            Files.delete(folder);
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A file of the test resources. */
    public static byte[] resource(String path) {
        try (InputStream in = FfmpegProgram.class.getResourceAsStream(path)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
