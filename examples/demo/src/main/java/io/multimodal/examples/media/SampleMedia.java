// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.examples.media;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A folder as people have them: images with copies and near copies, audio, videos with audio, and
 * files that are broken.
 */
public final class SampleMedia {
    private static final int WIDTH = 1440;
    private static final int HEIGHT = 960;
    private static final int FRAME_WIDTH = 640;
    private static final int FRAME_HEIGHT = 360;
    private static final int FRAMES_PER_SECOND = 12;
    private static final int AUDIO_RATE = 22_050;
    private static final double AUDIO_SECONDS = 6;

    private final Path folder;

    private SampleMedia(Path folder) {
        this.folder = folder;
    }

    /** What a file is made by, where it is not there yet. */
    @FunctionalInterface
    private interface Making {
        void make(Path file) throws IOException;
    }

    /**
     * Draws and encodes what is not there yet.
     *
     * @param folder made where it is missing
     */
    public static void makeIn(Path folder) throws IOException {
        SampleMedia media = new SampleMedia(folder);
        media.makeImages();
        media.makeAudio();
        media.makeVideos();
        media.breakSome();
    }

    private void make(String name, Making making) throws IOException {
        Path file = folder.resolve(name);
        if (!Files.exists(file)) {
            Files.createDirectories(file.getParent());
            making.make(file);
        }
    }

    private void makeImages() throws IOException {
        draw("images/Dawn at the lake.jpg", 3, 0.27);
        draw("images/Mittag über den Hügeln.jpg", 21, 0.5);
        draw("images/Soirée.webp", 34, 0.74);
        draw("images/Night.png", 50, 0.02);
        draw("images/Valley.jpg", 85, 0.62);
        Pixels dawn = new Landscape(3).draw(WIDTH, HEIGHT, 0.27, 0);
        make(
                "images/copies/Dawn (from a chat).jpg",
                file -> Files.write(file, dawn.scaledTo(640, 427).encoded(".jpg")));
        make(
                "images/copies/Dawn, warmer.webp",
                file -> Files.write(file, dawn.warmer().encoded(".webp")));
        make(
                "images/copies/Copy of Night.png",
                file -> Files.copy(folder.resolve("images/Night.png"), file));
    }

    private void draw(String name, long seed, double hour) throws IOException {
        String ending = name.substring(name.lastIndexOf('.'));
        make(
                name,
                file ->
                        Files.write(
                                file,
                                new Landscape(seed).draw(WIDTH, HEIGHT, hour, 0).encoded(ending)));
    }

    private void makeAudio() throws IOException {
        encode("audio/Kalimba.flac", Melody.kalimba(AUDIO_RATE, AUDIO_SECONDS));
        encode("audio/Blackbird.opus", Melody.blackbird(AUDIO_RATE, AUDIO_SECONDS));
        encode("audio/Siren & horn.wav", Melody.harbour(AUDIO_RATE, AUDIO_SECONDS));
    }

    private void encode(String name, float[] samples) throws IOException {
        make(
                name,
                file ->
                        FfmpegProgram.make(
                                file,
                                out -> out.write(Melody.bytes(samples)),
                                words("-f f32le -ar " + AUDIO_RATE + " -ac 1 -i pipe:0")));
    }

    private void makeVideos() throws IOException {
        video(
                "videos/A day at the lake.mp4",
                new Landscape(3),
                new double[] {0.2, 0.9, 5},
                "-map 0:v -map 1:a -c:v libopenh264 -b:v 900k -g 24 -pix_fmt yuv420p -c:a aac -shortest");
        video(
                "videos/Evening, über Land.webm",
                new Landscape(34),
                new double[] {0.6, 0.8, 3},
                "-map 0:v -c:v libvpx -b:v 700k -g 18 -pix_fmt yuv420p");
    }

    /**
     * @param hours the first one, the last one, and in how many seconds one becomes the other
     */
    private void video(String name, Landscape landscape, double[] hours, String encoding)
            throws IOException {
        double seconds = hours[2];
        FfmpegProgram.Input frames =
                out -> {
                    for (int i = 0; i < seconds * FRAMES_PER_SECOND; i++) {
                        double at = (double) i / FRAMES_PER_SECOND;
                        double hour = hours[0] + (hours[1] - hours[0]) * at / seconds;
                        out.write(landscape.draw(FRAME_WIDTH, FRAME_HEIGHT, hour, at).bgr());
                    }
                };
        make(
                name,
                file -> {
                    Path audio = folder.resolve("audio/Blackbird.opus");
                    List<String> inputs =
                            words(
                                    "-f rawvideo -pix_fmt bgr24 -s %dx%d -r %d -i pipe:0 -i"
                                            .formatted(
                                                    FRAME_WIDTH, FRAME_HEIGHT, FRAMES_PER_SECOND));
                    List<String> all = new ArrayList<>(inputs);
                    all.add(audio.toString());
                    all.addAll(words(encoding));
                    FfmpegProgram.make(file, frames, all);
                });
    }

    private static List<String> words(String text) {
        return Arrays.asList(text.split(" "));
    }

    private void breakSome() throws IOException {
        cut("broken/Half a valley.jpg", "images/Valley.jpg");
        cut("broken/Half a kalimba.flac", "audio/Kalimba.flac");
        cut("broken/Half a day.mp4", "videos/A day at the lake.mp4");
        make(
                "broken/A letter.jpg",
                file ->
                        Files.writeString(
                                file, "Dear Sir or Madam,\nthis is not an image.\n", UTF_8));
        make("broken/Nothing.png", Files::createFile);
        make("broken/Nothing.mp4", Files::createFile);
    }

    /** The first half of a file. */
    private void cut(String name, String whole) throws IOException {
        make(
                name,
                file -> {
                    byte[] bytes = Files.readAllBytes(folder.resolve(whole));
                    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
                });
    }
}
