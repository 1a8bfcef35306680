// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.media;

import io.multimodal.media.probe.AudioProbe;
import io.multimodal.media.probe.ImageProbe;
import io.multimodal.media.probe.VideoProbe;
import io.multimodal.store.ObjectHandle;
import io.multimodal.types.config.Limits;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Question: how many files a second does one core tell the type and the size or length of, from the
 * page cache, what does it read of each, and what is left of opening a file and reading its first
 * block? The argument is how many seconds each loop runs.
 */
public final class ProbeHeaders {
    private static final int BLOCK_BYTES = 4096;
    private static final int COPIES = 100;
    private static final int TURNS = 4;
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();
    private static final String AUDIO =
            "-f lavfi -i anoisesrc=d=60:c=pink:r=44100:a=0.3 -ac 2 -c:a ";
    private static final String VIDEO =
            "-f lavfi -i testsrc2=s=320x180:r=25:d=20 -f lavfi -i sine=d=20 -pix_fmt yuv420p ";

    private final double seconds;
    private long bytesRead;

    private ProbeHeaders(double seconds) {
        this.seconds = seconds;
    }

    /** Work on one file. */
    @FunctionalInterface
    private interface Loop {
        void run(FileChannel channel) throws IOException;
    }

    /** Runs all loops and prints what they did. */
    public static void main(String[] args) throws IOException, InterruptedException {
        double seconds = args.length == 0 ? 2 : Double.parseDouble(args[0]);
        Path folder = Files.createTempDirectory("probe-headers-");
        try {
            System.out.printf(
                    "load %.1f; one core, files a second of processor time, %d files of each kind%n",
                    ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(), COPIES);
            new ProbeHeaders(seconds).run(folder);
        } finally {
            delete(folder);
        }
    }

    private void run(Path folder) throws IOException, InterruptedException {
        ImageProbe images = new ImageProbe(Limits.DEFAULT);
        AudioProbe audioProbe = new AudioProbe();
        VideoProbe videos = new VideoProbe(Limits.DEFAULT);
        List<byte[]> photos = SamplePhotos.originals();
        compare("JPEG", folder, photos, channel -> images.probe(new OpenFile(channel)));
        for (Map.Entry<String, String> audioFile : audio().entrySet()) {
            compare(
                    audioFile.getKey(),
                    folder,
                    made(folder, audioFile.getKey(), AUDIO + audioFile.getValue()),
                    channel -> audioProbe.probe(new OpenFile(channel)));
        }
        for (Map.Entry<String, String> video : videos().entrySet()) {
            compare(
                    video.getKey(),
                    folder,
                    made(folder, video.getKey(), VIDEO + video.getValue()),
                    channel -> videos.probe(new OpenFile(channel)));
        }
    }

    private static Map<String, String> audio() {
        Map<String, String> audioFiles = new LinkedHashMap<>();
        audioFiles.put("wav", "pcm_s16le");
        audioFiles.put("flac", "flac");
        audioFiles.put("mp3", "libmp3lame");
        audioFiles.put("m4a", "aac");
        audioFiles.put("ogg", "vorbis -strict experimental");
        audioFiles.put("opus", "libopus");
        return audioFiles;
    }

    private static Map<String, String> videos() {
        Map<String, String> videos = new LinkedHashMap<>();
        videos.put("mp4", "-c:v libopenh264 -c:a aac");
        videos.put("mkv", "-c:v libopenh264 -c:a aac");
        videos.put("webm", "-c:v libvpx -deadline realtime -cpu-used 8 -c:a libopus");
        return videos;
    }

    private static List<byte[]> made(Path folder, String ending, String arguments)
            throws IOException, InterruptedException {
        Path file = folder.resolve("made." + ending);
        MediaProgram.make(file, arguments);
        return List.of(Files.readAllBytes(file));
    }

    private void compare(String kind, Path parent, List<byte[]> samples, Loop ours)
            throws IOException {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < COPIES; i++) {
            Path file = parent.resolve(kind + i);
            files.add(Files.write(file, samples.get(i % samples.size())));
        }
        Loop floor = channel -> channel.read(ByteBuffer.allocate(BLOCK_BYTES));
        double floorRate = 0;
        double rate = 0;
        long most = 0;
        for (int turn = 0; turn < TURNS; turn++) {
            floorRate = Math.max(floorRate, rate(floor, files));
            rate = Math.max(rate, rate(ours, files));
        }
        for (Path file : files) {
            bytesRead = 0;
            run(ours, file);
            most = Math.max(most, bytesRead);
        }
        System.out.printf(
                "%-5s open and read a block %7.0f, probe %7.0f, ratio %.2f; reads %d bytes of %d%n",
                kind, floorRate, rate, rate / floorRate, most, Files.size(files.get(0)));
        for (Path file : files) {
            Files.delete(file);
        }
    }

    private static void run(Loop loop, Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            loop.run(channel);
        }
    }

    private double rate(Loop loop, List<Path> files) throws IOException {
        long start = CPU.getCurrentThreadCpuTime();
        long done = 0;
        long now = start;
        while (now - start < seconds / TURNS * 1e9) {
            for (Path file : files) {
                run(loop, file);
            }
            done += files.size();
            now = CPU.getCurrentThreadCpuTime();
        }
        return done * 1e9 / (now - start);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** An open file as an object, which counts what is read of it. */
    private final class OpenFile implements ObjectHandle {
        private final FileChannel channel;
        private final long size;

        OpenFile(FileChannel channel) throws IOException {
            this.channel = channel;
            this.size = channel.size();
        }

        @Override
        public long sizeBytes() {
            return size;
        }

        @Override
        public byte[] read(long offset, int length) {
            try {
                bytesRead += length;
                ByteBuffer bytes = ByteBuffer.allocate(length);
                channel.read(bytes, offset);
                return bytes.array();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public InputStream stream() {
            bytesRead += size;
            return new BufferedInputStream(Channels.newInputStream(channel));
        }
    }
}
