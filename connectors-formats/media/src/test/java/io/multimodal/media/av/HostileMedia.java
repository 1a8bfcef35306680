// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.av;

import io.multimodal.media.audio.AudioProbe;
import io.multimodal.media.audio.AudioReader;
import io.multimodal.media.audio.SampleSink;
import io.multimodal.media.video.VideoProbe;
import io.multimodal.media.video.VideoReader;
import io.multimodal.store.ObjectRef;
import io.multimodal.types.Limits;
import io.multimodal.types.failure.FailurePolicy;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.bytedeco.javacpp.Pointer;

/**
 * Plays broken files in a process of its own, so that a crash is seen, and prints a histogram of
 * outcomes. Arguments: cuts and mutants of each file, and rounds for the memory.
 */
public final class HostileMedia {
    private static final long SLOWEST_MILLIS = 20_000;
    private static final int SEED = 42;

    private final Limits limits = new Limits(16 << 20, 4_000_000, 256 << 20);
    private final Map<String, Map<String, Integer>> outcomes = new TreeMap<>();
    private long slowestMillis;

    private HostileMedia() {}

    public static void main(String[] args) throws IOException {
        HostileMedia hostile = new HostileMedia();
        int cuts = Integer.parseInt(args[0]);
        int mutants = Integer.parseInt(args[1]);
        Map<String, byte[]> files = files();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            hostile.cut(file.getKey(), file.getValue(), cuts);
            hostile.mutate(file.getKey(), file.getValue(), mutants);
        }
        long before = 0;
        int rounds = Integer.parseInt(args[2]);
        for (int round = 0; round < rounds; round++) {
            before = round == rounds / 3 ? Pointer.physicalBytes() : before;
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                hostile.play("memory", file.getKey(), file.getValue());
                byte[] part = Arrays.copyOf(file.getValue(), file.getValue().length * 2 / 3);
                hostile.play("memory", file.getKey(), part);
            }
        }
        long grown = Pointer.physicalBytes() - before;
        hostile.outcomes.forEach((kind, counts) -> System.out.println(kind + " " + counts));
        System.out.printf("slowest %d ms%n", hostile.slowestMillis);
        System.out.printf("resident memory grew by %d KiB%n", grown >> 10);
        System.out.println(hostile.slowestMillis < SLOWEST_MILLIS ? "survived" : "too slow");
    }

    private static Map<String, byte[]> files() {
        double seconds = 1.5;
        Map<String, byte[]> files = new TreeMap<>(Frames.ofEveryKind(30));
        files.put("mp4 hevc", FfmpegProgram.resource("/golden/hevc.mp4"));
        files.put("sound wav", Tones.wav(seconds));
        files.put("sound flac", Tones.flac(seconds));
        files.put("sound mp3", Tones.mp3(seconds));
        files.put("sound m4a", Tones.m4a(seconds));
        files.put("sound opus", Tones.opus(seconds));
        files.put("sound vorbis", Tones.vorbis(seconds));
        files.put("sound aac", Tones.encoded(seconds, "tone.aac", "-c:a aac"));
        return files;
    }

    private void cut(String name, byte[] whole, int cuts) {
        for (int i = 0; i < cuts; i++) {
            play("cut", name, Arrays.copyOf(whole, (int) ((long) whole.length * i / cuts)));
        }
    }

    private void mutate(String name, byte[] whole, int mutants) {
        Random random = new Random(SEED);
        for (int i = 0; i < mutants; i++) {
            byte[] mutant = whole.clone();
            // Heads and indexes are where a bit says most: they stand at either end.
            int range = i % 2 == 0 ? Math.min(1000, mutant.length) : mutant.length;
            boolean atEnd = i % 4 == 0;
            for (int flips = 1 << random.nextInt(6); flips > 0; flips--) {
                int at = random.nextInt(range);
                at = atEnd ? mutant.length - 1 - at : at;
                mutant[at] ^= (byte) (1 << random.nextInt(8));
            }
            play("mutant", name, mutant);
        }
    }

    private void play(String what, String name, byte[] bytes) {
        long start = System.nanoTime();
        String outcome;
        try {
            outcome = name.startsWith("sound") ? sound(bytes) : video(bytes);
        } catch (IOException e) {
            outcome = FailurePolicy.codeOf(e).orElseThrow(() -> new AssertionError(e)).name();
        } catch (RuntimeException e) {
            throw new AssertionError(
                    what + " of " + name + " ends in neither a value nor a code", e);
        }
        slowestMillis = Math.max(slowestMillis, (System.nanoTime() - start) / 1_000_000);
        outcomes.computeIfAbsent(what + " " + name, k -> new TreeMap<>())
                .merge(outcome, 1, Integer::sum);
    }

    private String sound(byte[] bytes) throws IOException {
        Objects objects = new Objects();
        ObjectRef ref = objects.ref(bytes);
        var unused = new AudioProbe().probe(objects.open(ref));
        AudioReader.open(objects::open, Limits.DEFAULT).play(ref, new Deaf());
        return "played";
    }

    private String video(byte[] bytes) throws IOException {
        Objects objects = new Objects();
        ObjectRef ref = objects.ref(bytes);
        var unused = new VideoProbe(limits).probe(objects.open(ref));
        try (VideoReader reader = VideoReader.open(objects::open, limits)) {
            var unusedWidth = reader.frameAt(ref, 500_000, (frame, micros, turns) -> frame.width());
            reader.frames(ref, (frame, micros, turns) -> true);
        }
        return "played";
    }

    private static final class Deaf implements SampleSink {
        @Override
        public void begin(int sampleRate, int channels) {
            // Nothing is kept.
        }

        @Override
        public void accept(float[][] planes, int count) {
            // Nothing is kept.
        }
    }
}
