// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.av;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.media.audio.AudioReader;
import io.multimodal.media.audio.LoudnessMeter;
import io.multimodal.media.probe.AudioProbe;
import io.multimodal.media.probe.VideoProbe;
import io.multimodal.media.video.VideoReader;
import io.multimodal.store.memory.MemoryStore;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.config.Limits;
import io.multimodal.types.failure.FailurePolicy;
import io.multimodal.types.program.Clip;
import io.multimodal.types.program.VideoProgram;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Containers that say absurd things: each ends in a value or an error code, within the limits. */
class HostileContainersTest {
    private static final int FRAMES = 50;
    private static final int[] NUMBERS = {0, 1, Integer.MAX_VALUE, -1, Integer.MIN_VALUE};
    private static final Limits LIMITS = new Limits(16 << 20, 4_000_000, 256 << 20, 5_000);

    private final Objects objects = new Objects();
    private final VideoReader videos =
            VideoReader.open(objects::open, LIMITS, new MemoryStore().records());
    private final AudioReader audioReader = AudioReader.open(objects::open, LIMITS);
    private final Map<String, Set<String>> outcomes = new TreeMap<>();

    @AfterEach
    void close() {
        videos.close();
        outcomes.forEach((kind, codes) -> System.out.println(kind + " " + codes));
    }

    @Test
    void endsWithTenThousandStreams() {
        ByteArrayOutputStream tracks = new ByteArrayOutputStream();
        for (int i = 1; i <= 10_000; i++) {
            byte[] number = {(byte) 0xd7, (byte) 0x82, (byte) (i >> 8), (byte) i};
            byte[] id = {0x73, (byte) 0xc5, (byte) 0x82, (byte) (i >> 8), (byte) i};
            byte[] type = {(byte) 0x83, (byte) 0x81, 1};
            byte[] codec = element(0x86, "V_VP8".getBytes(StandardCharsets.US_ASCII));
            byte[] size = {
                (byte) 0xe0, (byte) 0x86, (byte) 0xb0, (byte) 0x81, 16, (byte) 0xba, (byte) 0x81, 16
            };
            tracks.writeBytes(element(0xae, joined(number, id, type, codec, size)));
        }
        byte[] head = {
            0x1a,
            0x45,
            (byte) 0xdf,
            (byte) 0xa3,
            (byte) 0x87,
            0x42,
            (byte) 0x82,
            (byte) 0x84,
            'w',
            'e',
            'b',
            'm'
        };
        byte[] info =
                element(
                        0x1549a966,
                        new byte[] {0x2a, (byte) 0xd7, (byte) 0xb1, (byte) 0x83, 0x0f, 0x42, 0x40});
        byte[] cluster = element(0x1f43b675, new byte[] {(byte) 0xe7, (byte) 0x81, 0});
        byte[] body = joined(info, element(0x1654ae6b, tracks.toByteArray()), cluster);
        byte[] file = joined(head, element(0x18538067, body));
        assertThat(video("mkv, 10,000 streams", file)).containsExactly("EXPANDS_TOO_MUCH");
        byte[] mp4 = Frames.mp4(FRAMES);
        byte[] track = box(mp4, "trak");
        ByteArrayOutputStream many = new ByteArrayOutputStream();
        for (int i = 0; i < 10_000; i++) {
            many.writeBytes(track);
        }
        int at = find(mp4, "trak") - 4;
        byte[] crowd =
                joined(
                        Arrays.copyOf(mp4, at),
                        many.toByteArray(),
                        Arrays.copyOfRange(mp4, at, mp4.length));
        ByteBuffer numbers = ByteBuffer.wrap(crowd);
        int moov = find(mp4, "moov") - 4;
        numbers.putInt(moov, numbers.getInt(moov) + many.size());
        assertThat(video("mp4, 10,000 streams", crowd)).contains("EXPANDS_TOO_MUCH");
    }

    @Test
    void endsWithAbsurdTimes() {
        byte[] mp4 = Frames.mp4(FRAMES);
        for (int number : NUMBERS) {
            for (int offset : new int[] {12, 16}) {
                video("mp4, movie's unit or duration", with(mp4, "mvhd", offset, number));
                video("mp4, track's unit or duration", with(mp4, "mdhd", offset, number));
            }
            video("mp4, shown duration", with(mp4, "tkhd", 20, number));
            video("mp4, edit's duration", with(mp4, "elst", 8, number));
            video("mp4, edit's beginning", with(mp4, "elst", 12, number));
            video("mp4, frames' duration", with(mp4, "stts", 12, number));
            byte[] wav = Tones.wav(0.5);
            ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN).putInt(24, number);
            audio("wav, sample rate", wav);
            byte[] avi = Frames.encoded(FRAMES, "f.avi", "-c:v mpeg4 -g 25");
            for (int offset : new int[] {28, 32, 40}) {
                video("avi, unit or duration", with(avi, "strh", offset - 4, number));
            }
        }
        byte[] mkv = Frames.encoded(FRAMES, "f.mkv", "-c:v libopenh264 -g 25");
        for (double number : new double[] {0, -1, 1e300, Double.NaN, Double.POSITIVE_INFINITY}) {
            int at = indexOf(mkv, new byte[] {0x44, (byte) 0x89, (byte) 0x88});
            byte[] mutant = mkv.clone();
            ByteBuffer.wrap(mutant).putDouble(at + 3, number);
            video("mkv, duration", mutant);
        }
        int unit = indexOf(mkv, new byte[] {0x2a, (byte) 0xd7, (byte) 0xb1, (byte) 0x83});
        for (int number : new int[] {0, 1, 0xffffff}) {
            byte[] mutant = mkv.clone();
            mutant[unit + 4] = (byte) (number >> 16);
            mutant[unit + 5] = (byte) (number >> 8);
            mutant[unit + 6] = (byte) number;
            video("mkv, unit", mutant);
        }
    }

    /** The id and the length of what a tag holds are longer than the tag says it is. */
    @Test
    void endsWithTagsThatAreShorterThanWhatTheyHold() {
        byte[] mkv = Frames.encoded(FRAMES, "f.mkv", "-c:v libopenh264 -g 25");
        int tags = 0;
        for (int i = 0; i + 3 < mkv.length; i++) {
            boolean tag = mkv[i] == 0x67 && (mkv[i + 1] & 0xff) == 0xc8;
            int bytes = Integer.numberOfLeadingZeros(mkv[i + 2] & 0xff) - 23;
            if (tag && bytes <= 8) {
                tags++;
                Arrays.fill(mkv, i + 2, i + 2 + bytes, (byte) 0);
                mkv[i + 2] = (byte) (0x80 >> (bytes - 1));
                mkv[i + 1 + bytes] |= 1;
            }
        }
        assertThat(tags).isPositive();
        assertThat(video("mkv, short tags", mkv)).isNotEmpty();
    }

    @Test
    void endsWithTracksOfNoLength() {
        byte[] mp4 = Frames.mp4(FRAMES);
        byte[] m4a = Tones.m4a(0.5);
        byte[] empty = mp4;
        byte[] silent = m4a;
        for (String table : new String[] {"stts", "stsc", "stco", "stsz"}) {
            int count = table.equals("stsz") ? 8 : 4;
            video("mp4, no " + table, with(mp4, table, count, 0));
            audio("m4a, no " + table, with(m4a, table, count, 0));
            empty = with(empty, table, count, 0);
            silent = with(silent, table, count, 0);
        }
        assertThat(video("mp4, no frames", empty)).doesNotContain("played");
        assertThat(audio("m4a, no samples", silent)).doesNotContain("played");
        audio("wav, no samples", Arrays.copyOf(Tones.wav(0.5), 44));
        video(
                "mkv, no frames",
                Arrays.copyOf(Frames.encoded(FRAMES, "f.mkv", "-c:v libopenh264 -g 25"), 600));
    }

    @Test
    void endsWithVideosWithoutAKeyFrame() {
        byte[] mp4 = Frames.mp4(FRAMES);
        video("mp4, no key frame", with(mp4, "stss", 4, 0));
        video("mp4, a key frame that is not there", with(mp4, "stss", 8, Integer.MAX_VALUE));
        // What comes before the second key frame, without the first one.
        byte[] stream = Frames.encoded(FRAMES, "f.ts", "-c:v libopenh264 -g 500");
        byte[] later = Arrays.copyOfRange(stream, 188 * 40, stream.length / 188 * 188);
        byte[] tables = Arrays.copyOf(stream, 188 * 3);
        assertThat(video("ts, no key frame", joined(tables, later))).doesNotContain("played");
        byte[] mkv = Frames.encoded(FRAMES, "f.mkv", "-c:v mpeg4 -g 500");
        byte[] mutant = mkv.clone();
        for (int i = 0; i + 6 < mutant.length; i++) {
            boolean simpleBlock = (mutant[i] & 0xff) == 0xa3 && mutant[i + 5] == 0;
            if (simpleBlock && (mutant[i + 6] & 0xff) == 0x80) {
                mutant[i + 6] = 0;
            }
        }
        video("mkv, no key frame", mutant);
    }

    /** Gives what came of taking a frame. */
    private Set<String> video(String kind, byte[] file) {
        ObjectRef ref = objects.versioned(file);
        Set<String> codes = outcomes.computeIfAbsent(kind, k -> new TreeSet<>());
        Set<String> now = new TreeSet<>();
        run(codes, () -> new VideoProbe(LIMITS).probe(objects.open(ref)));
        run(now, () -> videos.frameAt(ref, 500_000, (frame, at, turns) -> frame.width()));
        run(
                codes,
                () ->
                        videos.frameAt(
                                ref, Clip.MAX_MICROS - 1, (frame, at, turns) -> frame.width()));
        run(codes, () -> videos.keyFrames(ref));
        run(codes, () -> videos.check(ref));
        run(
                codes,
                () ->
                        videos.materialise(
                                VideoProgram.EMPTY.then(new Clip(100_000, 700_000)).applyTo(ref)));
        codes.addAll(now);
        return now;
    }

    /** Gives what came of playing it. */
    private Set<String> audio(String kind, byte[] file) {
        ObjectRef ref = objects.versioned(file);
        Set<String> codes = outcomes.computeIfAbsent(kind, k -> new TreeSet<>());
        Set<String> now = new TreeSet<>();
        run(codes, () -> new AudioProbe().probe(objects.open(ref)));
        run(now, () -> audioReader.play(ref, new LoudnessMeter()));
        codes.addAll(now);
        return now;
    }

    /** Reads something. */
    @FunctionalInterface
    private interface Reading {
        void run() throws IOException;
    }

    private static void run(Set<String> outcomes, Reading reading) {
        try {
            reading.run();
            outcomes.add("played");
        } catch (IOException e) {
            outcomes.add(FailurePolicy.codeOf(e).orElseThrow(() -> new AssertionError(e)).name());
        }
    }

    /** A file with another number in the body of each box of a name. */
    private static byte[] with(byte[] file, String box, int offset, int number) {
        byte[] mutant = file.clone();
        ByteBuffer.wrap(mutant).putInt(find(file, box) + 4 + offset, number);
        return mutant;
    }

    private static byte[] box(byte[] file, String name) {
        int at = find(file, name) - 4;
        return Arrays.copyOfRange(file, at, at + ByteBuffer.wrap(file).getInt(at));
    }

    private static int find(byte[] file, String name) {
        return indexOf(file, name.getBytes(StandardCharsets.US_ASCII));
    }

    private static int indexOf(byte[] file, byte[] wanted) {
        for (int i = 0; i + wanted.length <= file.length; i++) {
            if (Arrays.equals(file, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        throw new AssertionError("The file does not hold what is to be changed");
    }

    private static byte[] element(int id, byte[] body) {
        int idBytes = id >>> 24 != 0 ? 4 : 1;
        byte[] head = new byte[idBytes + 8];
        for (int i = 0; i < idBytes; i++) {
            head[i] = (byte) (id >> (8 * (idBytes - 1 - i)));
        }
        ByteBuffer.wrap(head).putLong(idBytes, 1L << 56 | body.length);
        return joined(head, body);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
