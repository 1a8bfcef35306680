// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.av;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.within;

import io.multimodal.media.audio.AudioReader;
import io.multimodal.media.content.AudioHeader;
import io.multimodal.media.content.SampleSink;
import io.multimodal.media.content.VideoHeader;
import io.multimodal.media.probe.AudioProbe;
import io.multimodal.media.video.VideoReader;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.config.Limits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the header says is what the reader gives: of every sample of audio and video there is. */
class HeaderAgreesWithReaderTest {
    private static final double SECONDS = 1.5;

    /** A packet, in seconds: a Matroska counts these, and its times are rounded. */
    private static final double PACKET = 0.05;

    private final Objects objects = new Objects();

    private static Map<String, byte[]> audio() {
        Map<String, byte[]> audioFiles = new LinkedHashMap<>();
        tone(
                audioFiles,
                "t.wav",
                "-c:a pcm_s16le",
                "-c:a pcm_s24le",
                "-c:a adpcm_ima_wav",
                "-c:a pcm_alaw");
        tone(
                audioFiles,
                "t.wav",
                "-c:a libmp3lame -ar 22050",
                "-c:a adpcm_ms -ac 1",
                "-rf64 always");
        tone(audioFiles, "t.flac", "-c:a flac", "-c:a flac -ar 96000 -ac 1");
        tone(audioFiles, "t.mp3", "-c:a libmp3lame", "-c:a libmp3lame -q:a 5 -ar 22050 -ac 1");
        tone(
                audioFiles,
                "t.mp3",
                "-c:a libmp3lame -b:a 64k -write_xing 0",
                "-c:a libmp3lame -ar 8000");
        tone(audioFiles, "t.aac", "-c:a aac", "-c:a aac -ar 22050 -ac 1");
        tone(
                audioFiles,
                "t.m4a",
                "-c:a aac",
                "-c:a aac -ar 16000 -ac 1",
                "-c:a alac",
                "-c:a alac -ac 1");
        tone(audioFiles, "t.m4a", "-c:a alac -ar 96000", "-c:a aac -movflags faststart -ar 24000");
        tone(audioFiles, "t.mp4", "-c:a libmp3lame -movflags frag_keyframe+empty_moov");
        tone(
                audioFiles,
                "t.mp4",
                "-c:a libmp3lame",
                "-c:a libmp3lame -ar 22050 -ac 1",
                "-c:a libopus");
        tone(
                audioFiles,
                "t.mp4",
                "-c:a ac3",
                "-c:a eac3",
                "-c:a flac",
                "-c:a aac -movflags frag_keyframe+empty_moov");
        tone(
                audioFiles,
                "t.mov",
                "-c:a pcm_s16be",
                "-c:a pcm_f64le -ar 96000",
                "-c:a alac",
                "-c:a aac");
        tone(
                audioFiles,
                "t.ogg",
                "-c:a vorbis -strict experimental",
                "-c:a libopus -ac 1",
                "-c:a flac");
        tone(audioFiles, "t.ogg", "-c:a libspeex -ar 16000");
        tone(audioFiles, "t.mka", "-c:a flac", "-c:a libopus", "-c:a libmp3lame", "-c:a pcm_s16le");
        tone(audioFiles, "t.webm", "-c:a libopus");
        tone(audioFiles, "t.aiff", "-c:a pcm_s16be", "-c:a pcm_f32be -ac 1");
        tone(audioFiles, "t.wv", "-c:a wavpack", "-c:a wavpack -ac 1 -ar 8000");
        tone(audioFiles, "t.w64", "-c:a pcm_s16le", "-c:a pcm_s24le -ar 22050 -ac 1");
        tone(audioFiles, "t.au", "-c:a pcm_s16be", "-c:a pcm_mulaw -ar 8000 -ac 1");
        tone(
                audioFiles,
                "t.caf",
                "-c:a pcm_s16be",
                "-c:a alac",
                "-c:a libopus -ar 48000",
                "-c:a flac");
        tone(audioFiles, "t.tta", "-c:a tta", "-c:a tta -ac 1");
        tone(audioFiles, "t.ac3", "-c:a ac3");
        tone(audioFiles, "t.eac3", "-c:a eac3 -ar 48000 -ac 6");
        tone(audioFiles, "t.dts", "-ar 48000 -c:a dca -strict -2");
        audioFiles.put("RIFX", Tones.rifx(SECONDS));
        audioFiles.put("APE", Tones.apeSilence(SECONDS));
        tone(audioFiles, "t.wma", "-c:a wmav2");
        tone(audioFiles, "t.avi", "-c:a pcm_s16le");
        tone(audioFiles, "t.ts", "-c:a libmp3lame", "-c:a aac -ar 22050");
        byte[] opus = audioFiles.get("t.ogg -c:a libopus -ac 1");
        byte[] other = Tones.encoded(SECONDS, "t.ogg", "-c:a libopus -ac 1 -serial_offset 7");
        audioFiles.put("chained Opus", joined(opus, other));
        for (String name : List.of("t.ogg -c:a flac", "t.ogg -c:a libspeex -ar 16000")) {
            byte[] part = audioFiles.get(name);
            audioFiles.put("chained under one number, " + name, joined(part, part));
            String cut = "-i pipe:0 -ss 0.4 -c copy";
            audioFiles.put("cut, " + name, FfmpegProgram.make(part, "t.ogg", cut));
        }
        audioFiles.put("cut Opus", FfmpegProgram.resource("/av/cut.opus"));
        audioFiles.put("Vorbis on a page", FfmpegProgram.resource("/av/one_page.ogg"));
        audioFiles.put("MPEG-TS twice", Frames.twice(audioFiles.get("t.ts -c:a aac -ar 22050")));
        audioFiles.put("audio of Theora", FfmpegProgram.resource("/av/theora.ogv"));
        tone(audioFiles, "t.m2ts", "-c:a ac3");
        for (String name : List.of("a10_he.m4a", "a11_hev2.m4a", "a12_he.aac", "a13_hev2.aac")) {
            audioFiles.put(name, FfmpegProgram.resource("/av/" + name));
        }
        for (String name : List.of("a17_he_expl.m4a", "v10_video_late.mp4", "late_audio.mp4")) {
            audioFiles.put(name, FfmpegProgram.resource("/av/" + name));
        }
        audioFiles.put("sync.mp4", FfmpegProgram.resource("/av/sync.mp4"));
        return audioFiles;
    }

    private static void tone(Map<String, byte[]> audioFiles, String name, String... encodings) {
        for (String encoding : encodings) {
            audioFiles.put(name + " " + encoding, Tones.encoded(SECONDS, name, encoding));
        }
    }

    @Test
    void ofAudio() throws IOException {
        AudioReader reader = AudioReader.open(objects::open, Limits.DEFAULT);
        int timed = 0;
        for (Map.Entry<String, byte[]> audio : audio().entrySet()) {
            String name = audio.getKey();
            AudioHeader header = new AudioProbe().probe(Objects.handle(audio.getValue()));
            Given given = new Given();
            assertThatCode(() -> reader.play(objects.ref(audio.getValue()), given))
                    .as(name)
                    .doesNotThrowAnyException();
            assertThat(header.sampleRate()).as(name).isEqualTo(given.rate);
            assertThat(header.channels()).as(name).isEqualTo(given.channels);
            if (header.duration() != null) {
                timed++;
                boolean inPackets = name.matches("t[.](mka|webm).*");
                double seconds = (double) given.samples / given.rate;
                assertThat(header.duration())
                        .as(name)
                        .isCloseTo(seconds, within(inPackets ? PACKET : 0.5 / given.rate));
            }
        }
        assertThat(timed).isGreaterThan(40);
    }

    /** HE-AAC of 1.5 s at 44.1 kHz: the right values are known. */
    @Test
    void ofDoubledRatesAndChannels() throws IOException {
        for (String name : List.of("a10_he.m4a", "a11_hev2.m4a", "a17_he_expl.m4a")) {
            byte[] file = FfmpegProgram.resource("/av/" + name);
            AudioHeader header = new AudioProbe().probe(Objects.handle(file));
            assertThat(header)
                    .as(name)
                    .isEqualTo(new AudioHeader("audio/mp4", 44_100, 2, 1.5, "aac"));
        }
        for (String name : List.of("a12_he.aac", "a13_hev2.aac")) {
            byte[] file = FfmpegProgram.resource("/av/" + name);
            AudioHeader header = new AudioProbe().probe(Objects.handle(file));
            assertThat(header)
                    .as(name)
                    .isEqualTo(new AudioHeader("audio/aac", 44_100, 2, null, "aac"));
        }
    }

    private static Map<String, byte[]> videos() {
        Map<String, byte[]> videos = new LinkedHashMap<>(Frames.ofEveryKind(30));
        videos.put("avi mpeg4 B", Frames.encoded(30, "f.avi", "-c:v mpeg4 -bf 2 -g 12"));
        videos.put("mkv mpeg4 B", Frames.encoded(30, "f.mkv", "-c:v mpeg4 -bf 2"));
        videos.put("m2ts", Frames.encoded(30, "f.m2ts", "-c:v libopenh264 -g 25"));
        videos.put("ts twice", Frames.twice(videos.get("ts h264")));
        videos.put(
                "ts twice, B",
                Frames.twice(Frames.encoded(30, "f.ts", "-c:v mpeg2video -bf 2 -g 12")));
        videos.put("mkv cropped", Frames.croppedMkv(30));
        byte[] mute = Frames.encoded(30, "f.mkv", "-c:v libopenh264 -g 25");
        for (String name : List.of("f.mkv -c:a flac", "f.mkv -c:a libopus", "f.mp4 -c:a aac")) {
            String[] words = name.split(" ", 2);
            String longer = "-i pipe:0 -f lavfi -i sine=440:d=2.5 -c:v copy " + words[1];
            videos.put("longer audio, " + name, FfmpegProgram.make(mute, words[0], longer));
        }
        videos.put("hevc", FfmpegProgram.resource("/golden/hevc.mp4"));
        videos.put("B-frames", FfmpegProgram.resource("/golden/h264-b-frames.mp4"));
        for (String name : List.of("v10_video_late.mp4", "v12_frag.mp4", "v14_live.webm")) {
            videos.put(name, FfmpegProgram.resource("/av/" + name));
        }
        for (String name : List.of("v08_cut_edit.mp4", "v50_120fps.mp4", "late_audio.mp4")) {
            videos.put(name, FfmpegProgram.resource("/av/" + name));
        }
        return videos;
    }

    @Test
    void ofVideos() throws IOException {
        try (VideoReader reader = VideoReader.open(objects::open, Limits.DEFAULT)) {
            for (Map.Entry<String, byte[]> video : videos().entrySet()) {
                String name = video.getKey();
                ObjectRef ref = objects.ref(video.getValue());
                VideoHeader header = reader.header(ref);
                List<Long> times = new ArrayList<>();
                reader.frames(
                        ref,
                        (frame, micros, turns) -> {
                            boolean crossed = turns % 2 == 1;
                            assertThat(crossed ? frame.height() : frame.width())
                                    .as(name)
                                    .isEqualTo(header.width());
                            assertThat(crossed ? frame.width() : frame.height())
                                    .as(name)
                                    .isEqualTo(header.height());
                            times.add(micros);
                            return true;
                        });
                assertThat(reader.frameTimes(ref)).as(name).isEqualTo(times);
                assertThat(times).as(name).containsAll(reader.keyFrames(ref)).isSorted();
                double span = (times.get(times.size() - 1) - times.get(0)) / 1e6;
                assertThat((times.size() - 1) / span)
                        .as(name)
                        .isCloseTo(header.frameRate(), within(header.frameRate() * 0.005));
                double end = reader.durationMicros(ref) / 1e6;
                double last = times.get(times.size() - 1) / 1e6;
                assertThat(end - last)
                        .as(name + ", length of the last frame")
                        .isCloseTo(1 / header.frameRate(), within(0.002));
                if (header.duration() != null) {
                    assertThat(header.duration()).as(name).isCloseTo(end, within(1e-6));
                }
            }
        }
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static final class Given implements SampleSink {
        private int rate;
        private int channels;
        private long samples;

        @Override
        public void begin(int sampleRate, int newChannels) {
            rate = sampleRate;
            channels = newChannels;
        }

        @Override
        public void accept(float[][] planes, int count) {
            samples += count;
        }
    }
}
