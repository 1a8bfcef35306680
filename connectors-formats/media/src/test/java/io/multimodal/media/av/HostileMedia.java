// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.av;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;

import io.multimodal.media.audio.AudioReader;
import io.multimodal.media.content.SampleSink;
import io.multimodal.media.internal.bytes.HeaderBytes;
import io.multimodal.media.internal.container.BuiltInContainer;
import io.multimodal.media.internal.ffmpeg.Container;
import io.multimodal.media.internal.ffmpeg.ReadLimits;
import io.multimodal.media.probe.AudioProbe;
import io.multimodal.media.probe.VideoProbe;
import io.multimodal.media.video.VideoReader;
import io.multimodal.store.ObjectHandle;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.config.Limits;
import io.multimodal.types.failure.FailurePolicy;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.javacpp.Pointer;

/**
 * Plays broken files in a process of its own, so that a crash is seen, and prints a histogram of
 * outcomes. Arguments: cuts and mutants of each file, rounds for the memory, and, to find one
 * again, a pattern of the files' names.
 */
public final class HostileMedia {
    private static final long SLOWEST_MILLIS = 20_000;
    private static final int SEED = Integer.getInteger("multimodal.fuzz.seed", 42);

    private final Limits limits = new Limits(16 << 20, 4_000_000, 256 << 20);
    private final Map<String, Map<String, Integer>> outcomes = new TreeMap<>();
    private long slowestMillis;
    private long neither;
    private long wholeSum;

    private HostileMedia() {}

    public static void main(String[] args) throws IOException {
        HostileMedia hostile = new HostileMedia();
        int cuts = Integer.parseInt(args[0]);
        int mutants = Integer.parseInt(args[1]);
        Map<String, byte[]> files = files();
        if (args.length > 3) {
            files.keySet().removeIf(name -> !name.matches(args[3]));
        }
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            hostile.listen(file.getKey(), file.getValue());
            hostile.cut(file.getKey(), file.getValue(), cuts);
            hostile.mutate(file.getKey(), file.getValue(), mutants);
            hostile.printOutcomes();
        }
        long before = 0;
        int rounds = Integer.parseInt(args[2]);
        for (int round = 0; round < rounds; round++) {
            before = round == rounds / 3 ? Pointer.physicalBytes() : before;
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                hostile.play("memory", file.getKey(), round, file.getValue());
                byte[] part = Arrays.copyOf(file.getValue(), file.getValue().length * 2 / 3);
                hostile.play("memory", file.getKey(), round, part);
            }
        }
        long grown = Pointer.physicalBytes() - before;
        hostile.printOutcomes();
        System.out.printf("slowest %d ms%n", hostile.slowestMillis);
        System.out.printf("resident memory grew by %d KiB%n", grown >> 10);
        System.out.printf("resident memory was %d KiB at most%n", mostResidentKib());
        if (hostile.neither > 0) {
            System.out.printf("%d end in neither a value nor a code%n", hostile.neither);
        } else {
            System.out.println(hostile.slowestMillis < SLOWEST_MILLIS ? "survived" : "too slow");
        }
    }

    private static Map<String, byte[]> files() {
        double seconds = 1.5;
        Map<String, byte[]> files = new TreeMap<>(Frames.ofEveryKind(30));
        files.put("ts twice", Frames.twice(files.get("ts h264")));
        files.put("mp4 hevc", FfmpegProgram.resource("/golden/hevc.mp4"));
        files.put("audio wav", Tones.wav(seconds));
        files.put("audio flac", Tones.flac(seconds));
        files.put("audio mp3", Tones.mp3(seconds));
        files.put("audio m4a", Tones.m4a(seconds));
        files.put("audio opus", Tones.opus(seconds));
        files.put("audio vorbis", Tones.vorbis(seconds));
        files.put("audio ogg flac", Tones.encoded(seconds, "tone.ogg", "-c:a flac"));
        files.put("audio speex", Tones.encoded(seconds, "tone.ogg", "-c:a libspeex -ar 16000"));
        files.put("audio ogg twice", Frames.twice(files.get("audio speex")));
        files.put("audio he-aac", FfmpegProgram.resource("/av/a10_he.m4a"));
        files.put("audio aiff", Tones.encoded(seconds, "tone.aiff", "-c:a pcm_s16be"));
        files.put("audio wavpack", Tones.encoded(seconds, "tone.wv", "-c:a wavpack"));
        files.put("audio rifx", Tones.rifx(seconds));
        files.put("audio w64", Tones.encoded(seconds, "tone.w64", "-c:a pcm_s24le"));
        files.put("audio au", Tones.encoded(seconds, "tone.au", "-c:a pcm_s16be"));
        files.put("audio caf", Tones.encoded(seconds, "tone.caf", "-c:a pcm_s16be"));
        files.put("audio caf alac", Tones.encoded(seconds, "tone.caf", "-c:a alac"));
        files.put("audio tta", Tones.encoded(seconds, "tone.tta", "-c:a tta"));
        files.put("audio ape", Tones.apeSilence(seconds));
        files.put("audio ac3", Tones.encoded(seconds, "tone.ac3", "-c:a ac3"));
        files.put("audio eac3", Tones.encoded(seconds, "tone.eac3", "-c:a eac3"));
        files.put("audio dts", Tones.encoded(seconds, "tone.dts", "-ar 48000 -c:a dca -strict -2"));
        files.put("audio aac", Tones.encoded(seconds, "tone.aac", "-c:a aac"));
        return files;
    }

    /**
     * Remembers how an audio is when it is whole: a cut that takes nothing but padding leaves it
     * so.
     */
    private void listen(String name, byte[] whole) throws IOException {
        wholeSum = 0;
        if (name.startsWith("audio")) {
            Heard heard = new Heard();
            Objects objects = new Objects();
            AudioReader.open(objects::open, Limits.DEFAULT).play(objects.ref(whole), heard);
            wholeSum = heard.sum;
        }
    }

    private void printOutcomes() {
        outcomes.forEach((kind, counts) -> System.out.println(kind + " " + counts));
        outcomes.clear();
    }

    private void cut(String name, byte[] whole, int cuts) throws IOException {
        Set<Long> wholeParts = wholeParts(name, whole);
        for (int i = 0; i < cuts; i++) {
            byte[] part = Arrays.copyOf(whole, (int) ((long) whole.length * i / cuts));
            play(wholeParts.contains((long) part.length) ? "part" : "cut", name, i, part);
        }
    }

    /**
     * Where a part of a file ends that is a whole file itself: the first one of a chain, and frames
     * that are followed by others, in a file that says nowhere how many there are.
     */
    private static Set<Long> wholeParts(String name, byte[] whole) throws IOException {
        if (name.equals("audio ogg twice")) {
            return Set.of(whole.length / 2L);
        } else if (!name.matches("audio (aac|ac3|eac3|dts)")) {
            return Set.of();
        }
        Set<Long> ends = new HashSet<>();
        ObjectHandle object = Objects.handle(whole);
        BuiltInContainer format = AudioProbe.format(HeaderBytes.of(object, AudioProbe.MAX_BYTES));
        AVPacket packet = av_packet_alloc();
        try (Container container = Container.open(object, format, ReadLimits.audio(60_000))) {
            while (container.read(packet)) {
                ends.add(packet.pos() + packet.size());
            }
        } finally {
            av_packet_free(packet);
        }
        if (!ends.contains((long) whole.length)) {
            throw new IllegalStateException("The frames of %s end elsewhere".formatted(name));
        }
        return ends;
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
            play("mutant", name, i, mutant);
        }
    }

    private void play(String what, String name, int number, byte[] bytes) {
        long start = System.nanoTime();
        String outcome;
        try {
            outcome = name.startsWith("audio") ? audio(bytes) : video(bytes);
        } catch (IOException e) {
            outcome = FailurePolicy.codeOf(e).map(Enum::name).orElse("NEITHER");
            report(outcome, what, name, number, e);
        } catch (RuntimeException | Error e) {
            outcome = "NEITHER";
            report(outcome, what, name, number, e);
        }
        long millis = (System.nanoTime() - start) / 1_000_000;
        if (millis > SLOWEST_MILLIS) {
            System.out.printf("%s %d of %s took %d ms%n", what, number, name, millis);
        }
        slowestMillis = Math.max(slowestMillis, millis);
        outcomes.computeIfAbsent(what + " " + name, k -> new TreeMap<>())
                .merge(outcome, 1, Integer::sum);
    }

    /** All of them are wanted, not the first alone. */
    private void report(String outcome, String what, String name, int number, Throwable thrown) {
        if (outcome.equals("NEITHER")) {
            neither++;
            StringWriter stack = new StringWriter();
            thrown.printStackTrace(new PrintWriter(stack));
            System.out.printf("%s %d of %s: %s%n", what, number, name, stack);
        }
    }

    /** How much it ever was; 0 where the system does not say. */
    private static long mostResidentKib() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElse(0);
    }

    private String audio(byte[] bytes) throws IOException {
        Objects objects = new Objects();
        ObjectRef ref = objects.ref(bytes);
        var unused = new AudioProbe().probe(objects.open(ref));
        Heard heard = new Heard();
        AudioReader.open(objects::open, Limits.DEFAULT).play(ref, heard);
        return heard.sum == wholeSum ? "whole" : "played";
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

    /** Sums up what is played, so that the same samples are known again. */
    private static final class Heard implements SampleSink {
        private long sum;

        @Override
        public void begin(int sampleRate, int channels) {
            sum = 31L * sampleRate + channels;
        }

        @Override
        public void accept(float[][] planes, int count) {
            for (float[] plane : planes) {
                for (int i = 0; i < count; i++) {
                    sum = 31 * sum + Float.floatToIntBits(plane[i]);
                }
            }
        }
    }
}
