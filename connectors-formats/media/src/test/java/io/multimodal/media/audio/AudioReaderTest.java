// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.multimodal.media.av.FfmpegProgram;
import io.multimodal.media.av.Objects;
import io.multimodal.media.av.Tones;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.config.Limits;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.AudioOp;
import io.multimodal.types.program.AudioProgram;
import io.multimodal.types.program.Clip;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AudioReaderTest {
    private static final double SECONDS = 12.3;

    /** For tests that read many files to their ends. */
    private static final double SHORT_SECONDS = 3.5;

    private final Objects objects = new Objects();
    private final AudioReader reader = AudioReader.open(objects::open, Limits.DEFAULT);

    /** Every kind, with the ending by which the ffmpeg program knows it. */
    private static Map<String, byte[]> files() {
        return files(SECONDS);
    }

    private static Map<String, byte[]> files(double seconds) {
        Map<String, byte[]> files = new TreeMap<>();
        files.put("wav", Tones.wav(seconds));
        files.put("flac", Tones.flac(seconds));
        files.put("mp3", Tones.mp3(seconds));
        files.put("m4a", Tones.m4a(seconds));
        files.put("opus", Tones.opus(seconds));
        files.put("ogg", Tones.vorbis(seconds));
        files.put("mka", Tones.encoded(seconds, "tone.mka", "-c:a flac"));
        files.put("aac", Tones.encoded(seconds, "tone.aac", "-c:a aac -b:a 128k"));
        files.put("avi", Tones.encoded(seconds, "tone.avi", "-c:a pcm_s16le"));
        files.put("ts", Tones.encoded(seconds, "tone.ts", "-c:a libmp3lame"));
        files.put("aiff", Tones.encoded(seconds, "tone.aiff", "-c:a pcm_s16be"));
        files.put("wv", Tones.encoded(seconds, "tone.wv", "-c:a wavpack"));
        files.put("wma", Tones.encoded(seconds, "tone.wma", "-c:a wmav2"));
        return files;
    }

    @Test
    void playsEveryKindAsTheProgramDoes() throws IOException {
        for (Map.Entry<String, byte[]> file : files().entrySet()) {
            float[][] expected =
                    program(file.getValue(), file.getKey(), "-i INPUT -f f32le -c:a pcm_f32le", 2);
            try (AudioSamples audio = reader.read(objects.ref(file.getValue()))) {
                // The program leaves the padding behind that the edit list of an MP4 cuts off.
                boolean padded = file.getKey().equals("m4a");
                int samples = padded ? (int) (SECONDS * Tones.RATE) : expected[0].length;
                assertThat(audio.samples()).as(file.getKey()).isEqualTo(samples);
                for (int channel = 0; channel < 2; channel++) {
                    assertThat(plane(audio, channel))
                            .as(file.getKey())
                            .isEqualTo(Arrays.copyOf(expected[channel], samples));
                }
            }
        }
    }

    @Test
    void refusesAnIndexThatAsksForMoreMemoryThanFfmpegGives() {
        byte[] m4a = Tones.m4a(0.5);
        int times = new String(m4a, StandardCharsets.ISO_8859_1).indexOf("stts");
        assertThat(times).isPositive();
        // How many entries it has, one bit of it flipped.
        m4a[times + 8] ^= 0x20;

        assertThatThrownBy(() -> reader.read(objects.ref(m4a)))
                .isInstanceOfSatisfying(
                        MediaException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.EXPANDS_TOO_MUCH));
    }

    @Test
    void cutsAClipAtTheExactSampleOfEveryKind() throws IOException {
        for (Map.Entry<String, byte[]> file : files().entrySet()) {
            ObjectRef whole = objects.ref(file.getValue());
            ObjectRef clip = AudioProgram.EMPTY.then(Clip.ofSeconds(7.01, 9.5)).applyTo(whole);
            try (AudioSamples all = reader.read(whole);
                    AudioSamples part = reader.read(clip)) {
                int from = (int) Math.round(7.01 * all.sampleRate());
                int to = (int) Math.round(9.5 * all.sampleRate());
                assertThat(part.samples()).as(file.getKey()).isEqualTo(to - from);
                float[] expected = Arrays.copyOfRange(plane(all, 0), from, to);
                assertThat(decibels(expected, plane(part, 0)))
                        .as("%s, signal to difference", file.getKey())
                        .isGreaterThan(60);
            }
        }
    }

    @Test
    void readsOfAClipNotMuchMoreThanItsRange() throws IOException {
        byte[] file = Tones.wav(60);
        ObjectRef clip = AudioProgram.EMPTY.then(Clip.ofSeconds(50, 51)).applyTo(objects.ref(file));
        try (AudioSamples part = reader.read(clip)) {
            assertThat(part.samples()).isEqualTo(44100);
        }
        assertThat(objects.open(objects.ref(file)).bytesRead()).isLessThan(700_000);
    }

    @Test
    void givesSamplesAsArrays() throws IOException {
        byte[] file = Tones.flac(SECONDS);
        float[][] expected = program(file, "flac", "-i INPUT -f f32le -c:a pcm_f32le", 2);
        try (AudioSamples audio = reader.read(objects.ref(file))) {
            assertThat(audio.toArrays()).isDeepEqualTo(expected);
            float[] interleaved = audio.toInterleaved();
            assertThat(interleaved).hasSize(2 * expected[0].length);
            for (int i = 0; i < interleaved.length; i++) {
                assertThat(interleaved[i]).isEqualTo(expected[i % 2][i / 2]);
            }
        }
    }

    @Test
    void resamplesAsTheProgramDoes() throws IOException {
        byte[] file = Tones.flac(SECONDS);
        float[][] expected =
                program(
                        file,
                        "flac",
                        "-i INPUT -c:a pcm_f32le -af aresample=16000:osf=fltp -f f32le",
                        2);
        ObjectRef ref =
                AudioProgram.EMPTY.then(new AudioOp.Resample(16_000)).applyTo(objects.ref(file));
        try (AudioSamples audio = reader.read(ref)) {
            assertThat(audio.sampleRate()).isEqualTo(16_000);
            assertThat(audio.samples()).isCloseTo(expected[0].length, within(1L));
            float[] actual = Arrays.copyOf(plane(audio, 1), expected[1].length);
            assertThat(decibels(expected[1], actual)).isGreaterThan(80);
        }
    }

    @Test
    void mixesDownToTheMean() throws IOException {
        ObjectRef ref = objects.ref(Tones.wav(2));
        ObjectRef mono = AudioProgram.EMPTY.then(new AudioOp.MixDown()).applyTo(ref);
        try (AudioSamples stereo = reader.read(ref);
                AudioSamples mixed = reader.read(mono)) {
            float[] left = plane(stereo, 0);
            float[] right = plane(stereo, 1);
            float[] mean = plane(mixed, 0);
            assertThat(mixed.channels()).isEqualTo(1);
            for (int i = 0; i < mean.length; i++) {
                assertThat(mean[i]).isEqualTo((left[i] + right[i]) * 0.5f);
            }
        }
    }

    @Test
    void normalisesToALoudness() throws IOException {
        ObjectRef ref =
                AudioProgram.EMPTY
                        .then(new AudioOp.Normalise(-2300))
                        .applyTo(objects.ref(Tones.wav(SECONDS)));
        LoudnessMeter meter = new LoudnessMeter();
        reader.play(ref, meter);
        assertThat(meter.loudness()).isCloseTo(-23, within(0.01));
    }

    /** What is shorter than a block is not silence. */
    @Test
    void normalisesLessThan400Milliseconds() throws IOException {
        LoudnessMeter whole = new LoudnessMeter();
        reader.play(objects.ref(Tones.wav(1)), whole);
        for (double seconds : new double[] {0.399, 0.1, 0.05}) {
            ObjectRef source = objects.ref(Tones.wav(seconds));
            LoudnessMeter before = new LoudnessMeter();
            reader.play(source, before);
            assertThat(before.loudness()).isCloseTo(whole.loudness(), within(1.5));
            LoudnessMeter after = new LoudnessMeter();
            reader.play(
                    AudioProgram.EMPTY.then(new AudioOp.Normalise(-2300)).applyTo(source), after);
            assertThat(after.loudness()).isCloseTo(-23, within(0.01));
        }
        LoudnessMeter silence = new LoudnessMeter();
        silence.begin(48_000, 1);
        silence.accept(new float[1][100], 100);
        assertThat(silence.loudness()).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void measuresTheLoudnessOfTheStandardsTestTone() {
        // EBU Tech 3341, case 1: 1 kHz in both channels at -23 dBFS is -23 LUFS.
        LoudnessMeter meter = new LoudnessMeter();
        meter.begin(48_000, 2);
        float[][] planes = new float[2][48_000];
        for (int i = 0; i < 48_000; i++) {
            float value = (float) (Math.pow(10, -23 / 20.0) * Math.sin(2 * Math.PI * i / 48));
            planes[0][i] = value;
            planes[1][i] = value;
        }
        for (int second = 0; second < 20; second++) {
            meter.accept(planes, 48_000);
        }
        assertThat(meter.loudness()).isCloseTo(-23, within(0.1));
    }

    @Test
    void refusesAClipBehindTheEnd() {
        for (byte[] file : files().values()) {
            assertThatThrownBy(
                            () ->
                                    reader.read(
                                            AudioProgram.EMPTY
                                                    .then(Clip.ofSeconds(20, 21))
                                                    .applyTo(objects.ref(file))))
                    .isInstanceOf(MediaException.class);
        }
    }

    @Test
    void saysOfEveryCutFileThatItIsTruncated() {
        Map<String, byte[]> files = files(SHORT_SECONDS);
        files.put("mp3, no table", encoded("tone.mp3", "-c:a libmp3lame -write_xing 0"));
        files.put("mp3, variable rate", encoded("tone.mp3", "-c:a libmp3lame -q:a 4"));
        files.put("amr", encoded("tone.amr", "-c:a libopencore_amrnb -ar 8000 -ac 1 -b:a 12.2k"));
        files.put("flac, 24 bit", encoded("tone.flac", "-c:a flac -sample_fmt s32"));
        files.put("flac, of unknown length", ofUnknownLength(Tones.flac(SHORT_SECONDS)));
        List<String> others = new ArrayList<>();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            int length = file.getValue().length;
            for (int cut = 1; cut < 20; cut++) {
                // The first ones within the head; three packets are what tells an MPEG-TS.
                boolean head = cut < 5 && !file.getKey().equals("ts");
                int at = head ? 50 * cut : (int) ((long) length * cut / 20) + 1;
                String outcome = outcome(Arrays.copyOf(file.getValue(), at));
                if (!outcome.equals("TRUNCATED")) {
                    others.add("%s cut to %d: %s".formatted(file.getKey(), at, outcome));
                }
            }
        }
        assertThat(others).isEmpty();
    }

    @Test
    void saysOfAFileThatIsDamagedInTheMiddleThatItIsCorrupt() {
        // Of those that have checksums, or whose frames do not follow each other any more.
        for (byte[] file :
                List.of(Tones.flac(SECONDS), ofUnknownLength(Tones.flac(SECONDS)), adts())) {
            byte[] damaged = file.clone();
            Arrays.fill(damaged, file.length / 2, file.length / 2 + 300, (byte) 0x55);
            assertThat(outcome(damaged)).isEqualTo("CORRUPT");
        }
    }

    private static byte[] adts() {
        return files().get("aac");
    }

    private static byte[] encoded(String name, String arguments) {
        return Tones.encoded(SHORT_SECONDS, name, arguments);
    }

    /** As written to a pipe: its head says 0 samples. */
    private static byte[] ofUnknownLength(byte[] flac) {
        byte[] open = flac.clone();
        open[21] &= (byte) 0xf0;
        Arrays.fill(open, 22, 26, (byte) 0);
        return open;
    }

    private String outcome(byte[] file) {
        try (AudioSamples audio = reader.read(objects.ref(file))) {
            return audio.samples() + " samples";
        } catch (MediaException e) {
            return e.code().name();
        } catch (IOException e) {
            return e.toString();
        }
    }

    static float[] plane(AudioSamples audio, int channel) throws IOException {
        return audio.read(channel, 0, (int) audio.samples());
    }

    /** What the ffmpeg program makes, as planes. */
    private static float[][] program(byte[] file, String ending, String arguments, int channels) {
        byte[] raw = FfmpegProgram.decode(file, ending, arguments);
        var floats = ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        float[][] planes = new float[channels][floats.remaining() / channels];
        for (int i = 0; i < planes[0].length; i++) {
            for (float[] plane : planes) {
                plane[i] = floats.get();
            }
        }
        return planes;
    }

    static double decibels(float[] expected, float[] actual) {
        double signal = 0;
        double difference = 0;
        for (int i = 0; i < expected.length; i++) {
            signal += (double) expected[i] * expected[i];
            difference += Math.pow((double) expected[i] - actual[i], 2);
        }
        return difference == 0 ? 200 : 10 * Math.log10(signal / difference);
    }
}
