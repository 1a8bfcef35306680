// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.media.av.FfmpegProgram;
import io.multimodal.media.av.Objects;
import io.multimodal.media.av.Tones;
import io.multimodal.media.probe.AudioProbe;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.config.Limits;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Audio without a container: what stands around its frames, and what its tables say. */
class AudioBetweenTagsTest {
    private static final double SECONDS = 1.5;

    private final Objects objects = new Objects();
    private final AudioReader reader = AudioReader.open(objects::open, Limits.DEFAULT);

    private static Map<String, byte[]> audio() {
        Map<String, byte[]> audioFiles = new LinkedHashMap<>();
        String bare = " -id3v2_version 0";
        audioFiles.put("mp3", tone("t.mp3", "-c:a libmp3lame -b:a 96k" + bare));
        audioFiles.put("mp3, no table", tone("t.mp3", "-c:a libmp3lame -write_xing 0" + bare));
        audioFiles.put("flac", Tones.flac(SECONDS));
        audioFiles.put("aac", tone("t.aac", "-c:a aac"));
        return audioFiles;
    }

    private static Map<String, byte[]> behind() {
        Map<String, byte[]> tags = new LinkedHashMap<>();
        byte[] id3v1 = Arrays.copyOf(ascii("TAGTitle"), 128);
        byte[] item = joined(new byte[] {5, 0, 0, 0, 0, 0, 0, 0}, ascii("Title\0Hello"));
        byte[] apeHead = ape(item.length, 2000, 0xa0000000);
        byte[] ape2 = joined(apeHead, item, ape(item.length, 2000, 0x80000000));
        byte[] lyrics = joined(ascii("LYRICSBEGIN"), new byte[500], ascii("000511LYRICS200"));
        tags.put("zeros", new byte[5000]);
        tags.put("a newline", ascii("\n"));
        tags.put("ID3v1", id3v1);
        tags.put("Lyrics3v2, ID3v1", joined(lyrics, id3v1));
        tags.put("Lyrics3v1", ascii("LYRICSBEGIN la la LYRICSEND"));
        tags.put("APEv1", joined(item, ape(item.length, 1000, 0)));
        tags.put("APEv2", ape2);
        tags.put("APEv2, ID3v1", joined(ape2, id3v1));
        tags.put("a page of a web site", ascii("<html>not found</html>".repeat(30)));
        return tags;
    }

    /** A frame of AAC begins with a byte of ones. */
    @Test
    void takesTheFirstByteOfAFrameForACut() {
        byte[] cut = joined(tone("t.aac", "-c:a aac"), new byte[] {(byte) 0xff});
        assertThatThrownBy(() -> play(cut))
                .isInstanceOfSatisfying(
                        MediaException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.TRUNCATED));
    }

    @Test
    void playsWhatStandsBetweenAnyTags() throws IOException {
        byte[] id3v2 = joined(ascii("ID3\3\0\0\0\0\0\n"), ascii("TIT2"), new byte[6]);
        for (Map.Entry<String, byte[]> audio : audio().entrySet()) {
            float[] whole = play(audio.getValue());
            for (Map.Entry<String, byte[]> tag : behind().entrySet()) {
                String name = audio.getKey() + " before " + tag.getKey();
                assertThat(play(joined(audio.getValue(), tag.getValue())))
                        .as(name)
                        .isEqualTo(whole);
            }
            assertThat(play(joined(id3v2, new byte[3000], audio.getValue())))
                    .as(audio.getKey() + " behind zeros behind a tag")
                    .isEqualTo(whole);
        }
    }

    @Test
    void saysHowLongItIsWhateverIsBehind() throws IOException {
        for (Map.Entry<String, byte[]> audio : audio().entrySet()) {
            for (Map.Entry<String, byte[]> tag : behind().entrySet()) {
                byte[] file = joined(audio.getValue(), tag.getValue());
                Double duration = new AudioProbe().probe(Objects.handle(file)).duration();
                if (duration != null) {
                    assertThat(Math.round(duration * Tones.RATE))
                            .as(audio.getKey() + " before " + tag.getKey())
                            .isEqualTo(play(file).length / 2);
                }
            }
        }
    }

    @Test
    void stillTellsACutAndDamage() {
        for (Map.Entry<String, byte[]> audio : audio().entrySet()) {
            byte[] file = audio.getValue();
            byte[] cut = Arrays.copyOf(file, file.length - file.length / 10);
            assertThat(outcome(cut)).as(audio.getKey() + ", cut").isEqualTo("TRUNCATED");
            byte[] damaged = file.clone();
            Arrays.fill(damaged, file.length / 2, file.length / 2 + 1500, (byte) 0x55);
            assertThat(outcome(damaged)).as(audio.getKey() + ", damaged").isEqualTo("CORRUPT");
        }
    }

    /** As cat makes it. The table is of the first one alone. */
    @Test
    void playsASecondMp3BehindTheFirst() throws IOException {
        byte[] id3v2 = joined(ascii("ID3\3\0\0\0\0\0\n"), ascii("TIT2"), new byte[6]);
        byte[] mp3 = audio().get("mp3");
        for (byte[] between : new byte[][] {new byte[0], id3v2}) {
            byte[] both = joined(mp3, between, mp3);
            assertThat(new AudioProbe().probe(Objects.handle(both)).duration()).isNull();
            float[] expected = program(both, "mp3");
            assertThat(play(both))
                    .isEqualTo(expected)
                    .hasSizeGreaterThan(2 * play(mp3).length - 5000);
        }
    }

    /** A decoder that is told to mind stuffing bits zeroes what has some. */
    @Test
    void playsTheSamplesThatTheProgramPlays() throws IOException {
        byte[] sine =
                FfmpegProgram.make(
                        new byte[0], "s.mp3", "-f lavfi -i sine=440:duration=2 -b:a 128k");
        byte[] speech =
                FfmpegProgram.make(
                        new byte[0],
                        "s.mp3",
                        "-f lavfi -i aevalsrc=0.4*sin(2000*t*t)*lt(mod(t\\,0.3)\\,0.1):d=3 -c:a libmp3lame -q:a 6");
        for (byte[] file : new byte[][] {sine, speech}) {
            assertThat(play(file)).isEqualTo(program(file, "mp3"));
        }
    }

    /** Then the encoder's padding is shorter than what a decoder gives late. */
    @Test
    void playsAnMp3ThatWasCutWithoutCodingItAnew() throws IOException {
        byte[] mp3 = audio().get("mp3");
        for (String arguments : new String[] {"-t 1", "-ss 0.5", "-ss 0.3 -t 0.7"}) {
            byte[] cut = FfmpegProgram.make(mp3, "cut.mp3", arguments + " -i pipe:0 -c copy");
            float[] expected = program(cut, "mp3");
            assertThat(play(cut)).as(arguments).isEqualTo(expected);
            double duration = new AudioProbe().probe(Objects.handle(cut)).duration();
            assertThat(Math.round(duration * Tones.RATE)).isEqualTo(expected.length / 2);
        }
    }

    @Test
    void readsAWavWhoseSizesArePlaceholders() throws IOException {
        byte[] wav = Tones.wav(SECONDS);
        float[] whole = play(wav);
        int data = new String(wav, StandardCharsets.ISO_8859_1).indexOf("data") + 4;
        for (int size : new int[] {0, -1, 0x7ffff000, 0x7fffffff, 0x80000000, 2_000_000_000, -60}) {
            byte[] file = wav.clone();
            ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(4, size).putInt(data, size);
            String name = "sizes of " + size;
            assertThat(play(file)).as(name).isEqualTo(whole);
            assertThat(new AudioProbe().probe(Objects.handle(file)).duration())
                    .as(name)
                    .isEqualTo(SECONDS);
        }
        byte[] tooLarge = wav.clone();
        ByteBuffer.wrap(tooLarge).order(ByteOrder.LITTLE_ENDIAN).putInt(4, wav.length + 300);
        assertThat(play(tooLarge)).as("a RIFF size too large").isEqualTo(whole);
        assertThat(outcome(Arrays.copyOf(wav, wav.length - 10))).isEqualTo("TRUNCATED");
        byte[] odd = Arrays.copyOf(wav, wav.length - 3);
        ByteBuffer.wrap(odd).order(ByteOrder.LITTLE_ENDIAN).putInt(4, -1).putInt(data, -1);
        assertThat(play(odd)).as("the last block cut").hasSize(whole.length - 2);
    }

    private static byte[] tone(String name, String arguments) {
        return Tones.encoded(SECONDS, name, arguments);
    }

    private static byte[] ape(int itemBytes, int version, int flags) {
        return ByteBuffer.allocate(32)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(ascii("APETAGEX"))
                .putInt(version)
                .putInt(itemBytes + 32)
                .putInt(1)
                .putInt(flags)
                .array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private String outcome(byte[] file) {
        try {
            return play(file).length + " samples";
        } catch (MediaException e) {
            ErrorCode code = e.code();
            return code.name();
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Channel by channel. */
    private float[] play(byte[] file) throws IOException {
        ObjectRef ref = objects.ref(file);
        try (AudioSamples audio = reader.read(ref)) {
            float[] all = new float[audio.channels() * (int) audio.samples()];
            for (int i = 0; i < audio.channels(); i++) {
                float[] plane = AudioReaderTest.plane(audio, i);
                System.arraycopy(plane, 0, all, i * plane.length, plane.length);
            }
            return all;
        }
    }

    private static float[] program(byte[] file, String ending) {
        byte[] raw = FfmpegProgram.decode(file, ending, "-i INPUT -f f32le -c:a pcm_f32le");
        float[] mixed = new float[raw.length / 4];
        ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(mixed);
        int channels = channels(file);
        float[] planes = new float[mixed.length];
        for (int i = 0; i < mixed.length; i++) {
            planes[i % channels * (mixed.length / channels) + i / channels] = mixed[i];
        }
        return planes;
    }

    private static int channels(byte[] file) {
        try {
            return new AudioProbe().probe(Objects.handle(file)).channels();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
