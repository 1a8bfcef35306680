// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.av;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Loader;

/**
 * Starts the ffmpeg program of the same build as the library. It is linked against libraries of
 * sound servers and of screens, which a machine without these does not have, and calls none of them
 * for files. So on Linux empty libraries stand for them.
 */
public final class FfmpegCommand {
    private static final List<String> DEVICE_LIBRARIES =
            List.of("libasound.so.2", "libpulse.so.0", "libxcb.so.1", "libxcb-shm.so.0");

    private FfmpegCommand() {}

    /**
     * The program with arguments, to be started. Writes the program and its libraries into the
     * cache of JavaCPP, the first time.
     */
    public static ProcessBuilder of(List<String> arguments) throws IOException {
        Path folder = folder();
        List<String> command = new ArrayList<>();
        command.add(program(folder).toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        if (isLinux()) {
            builder.environment().put("LD_LIBRARY_PATH", folder + ":" + devices(folder));
        }
        return builder;
    }

    private static boolean isLinux() {
        return Loader.getPlatform().startsWith("linux");
    }

    private static Path folder() throws IOException {
        String resources = "/org/bytedeco/ffmpeg/" + Loader.getPlatform();
        File[] folders = Loader.cacheResources(resources);
        if (folders.length == 0) {
            throw new IOException("The class path has no FFmpeg for " + Loader.getPlatform());
        }
        return folders[0].toPath();
    }

    private static Path program(Path folder) throws IOException {
        boolean isWindows = Loader.getPlatform().startsWith("windows");
        Path program = folder.resolve(isWindows ? "ffmpeg.exe" : "ffmpeg");
        if (!Files.isExecutable(program) && !program.toFile().setExecutable(true)) {
            throw new IOException("Cannot make " + program + " executable");
        }
        return program;
    }

    private static Path devices(Path folder) throws IOException {
        Path devices = Files.createDirectories(folder.resolve("no-devices"));
        for (String name : DEVICE_LIBRARIES) {
            Path library = devices.resolve(name);
            if (!Files.exists(library)) {
                Path whole = Files.createTempFile(devices, name, "");
                Files.write(whole, EmptyLibrary.bytes(name, Loader.getPlatform()));
                Files.move(whole, library, StandardCopyOption.ATOMIC_MOVE);
            }
        }
        return devices;
    }
}
