// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.av;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.media.audio.AudioEncoder;
import io.multimodal.media.audio.AudioFormat;
import io.multimodal.media.audio.AudioReader;
import io.multimodal.media.audio.LoudnessMeter;
import io.multimodal.media.content.AudioHeader;
import io.multimodal.media.content.VideoHeader;
import io.multimodal.media.video.VideoReader;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.config.Limits;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The tables in {@code docs/audio-video.md} say what this reads and writes, no more and no less.
 * With {@code -Dmultimodal.write.docs=true} the test writes them.
 */
class AudioVideoTableTest {
    private static final Path PAGE = Path.of("../../docs/audio-video.md");
    private static final String BEGIN = "<!-- made by AudioVideoTableTest -->\n";
    private static final double SECONDS = 2.5;
    private static final int FRAMES = 50;

    private final Objects objects = new Objects();
    private final AudioReader sounds = AudioReader.open(objects::open, Limits.DEFAULT);
    private final VideoReader videos = VideoReader.open(objects::open, Limits.DEFAULT);
    private final StringBuilder table = new StringBuilder();

    @AfterEach
    void close() {
        videos.close();
    }

    @Test
    void saysWhatIsRead() throws IOException {
        table.append("| Audio | Type | Codec | Header says | Bytes read for it | Samples |\n");
        table.append("|---|---|---|---|---|---|\n");
        sound("WAV, 16 bit", Tones.wav(SECONDS));
        sound("WAV, 24 bit", tone("t.wav", "-c:a pcm_s24le"));
        sound("WAV, float", tone("t.wav", "-c:a pcm_f32le"));
        sound("WAV, A-law", tone("t.wav", "-c:a pcm_alaw"));
        sound("WAV, IMA ADPCM", tone("t.wav", "-c:a adpcm_ima_wav"));
        sound("WAV, RF64", tone("t.wav", "-rf64 always"));
        sound("FLAC", Tones.flac(SECONDS));
        sound("FLAC, 24 bit", tone("t.flac", "-c:a flac -sample_fmt s32"));
        sound("MP3, constant rate", Tones.mp3(SECONDS));
        sound("MP3, variable rate", tone("t.mp3", "-c:a libmp3lame -q:a 4"));
        sound("MP3, 22,050 Hz", tone("t.mp3", "-c:a libmp3lame -ar 22050"));
        sound("AAC in MP4 (M4A)", Tones.m4a(SECONDS));
        sound("AAC, bare (ADTS)", tone("t.aac", "-c:a aac"));
        sound("ALAC in MP4", tone("t.m4a", "-c:a alac"));
        sound("Opus in MP4", tone("t.mp4", "-c:a libopus"));
        sound("Opus in Ogg", Tones.opus(SECONDS));
        sound("Vorbis in Ogg", Tones.vorbis(SECONDS));
        sound("FLAC in Ogg", tone("t.oga", "-c:a flac"));
        sound("Speex in Ogg", tone("t.ogg", "-c:a libspeex -ar 16000"));
        sound("Opus in WebM", tone("t.webm", "-c:a libopus"));
        sound("FLAC in Matroska", tone("t.mka", "-c:a flac"));
        sound("AIFF", tone("t.aiff", "-c:a pcm_s16be"));
        sound("WavPack", tone("t.wv", "-c:a wavpack"));
        sound("WAV, RIFX (high byte first)", Tones.rifx(SECONDS));
        sound("W64", tone("t.w64", "-c:a pcm_s16le"));
        sound("AU", tone("t.au", "-c:a pcm_s16be"));
        sound("PCM in CAF", tone("t.caf", "-c:a pcm_s16be"));
        sound("ALAC in CAF", tone("t.caf", "-c:a alac"));
        sound("Monkey's Audio (APE)", Tones.apeSilence(SECONDS));
        sound("TTA", tone("t.tta", "-c:a tta"));
        sound("AC-3", tone("t.ac3", "-c:a ac3"));
        sound("E-AC-3", tone("t.eac3", "-c:a eac3"));
        sound("DTS", tone("t.dts", "-ar 48000 -c:a dca -strict -2"));
        sound("WMA", tone("t.wma", "-c:a wmav2"));
        sound("HE-AAC in MP4", FfmpegProgram.resource("/av/a10_he.m4a"));
        sound("HE-AAC, bare (ADTS)", FfmpegProgram.resource("/av/a12_he.aac"));
        sound("AMR", tone("t.amr", "-c:a libopencore_amrnb -ar 8000 -ac 1 -b:a 12.2k"));
        table.append("\n| Video | Type | Codec | Header says | Frames |\n|---|---|---|---|---|\n");
        String vpx = " -deadline realtime -cpu-used 8 -g 25";
        video("MP4, H.264", Frames.mp4(FRAMES));
        video("MP4, fragmented", film("f.mp4", "-c:v libopenh264 -movflags frag_keyframe"));
        video("MP4, H.265", FfmpegProgram.resource("/golden/hevc.mp4"));
        video("MP4, AV1", film("f.mp4", "-c:v libaom-av1 -usage realtime -cpu-used 8 -b:v 400k"));
        video("MP4, MPEG-4", film("f.mp4", "-c:v mpeg4"));
        video("MOV, H.264", film("f.mov", "-c:v libopenh264"));
        video("MOV, ProRes", film("f.mov", "-c:v prores_ks -pix_fmt yuv422p10le"));
        video("Matroska, H.264", film("f.mkv", "-c:v libopenh264"));
        video("WebM, VP8", film("f.webm", "-c:v libvpx" + vpx));
        video("WebM, VP9", film("f.webm", "-c:v libvpx-vp9" + vpx));
        video("AVI, MPEG-4", film("f.avi", "-c:v mpeg4"));
        video("AVI, MJPEG", film("f.avi", "-c:v mjpeg -pix_fmt yuvj420p"));
        video("MPEG-TS, H.264", film("f.ts", "-c:v libopenh264"));
        video("MPEG-TS, MPEG-2", film("f.ts", "-c:v mpeg2video"));
        video(
                "MPEG-TS, two recordings",
                Frames.twice(film(FRAMES / 2, "f.ts", "-c:v libopenh264")));
        video("FLV", film("f.flv", "-c:v flv"));
        video("Animated GIF", film("f.gif", "-pix_fmt rgb8"));
        table.append("\n| Written | Type | Codec |\n|---|---|---|\n");
        for (AudioFormat format : AudioFormat.values()) {
            written(format);
        }
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        if (Boolean.getBoolean("multimodal.write.docs")) {
            Files.writeString(PAGE, page.substring(0, begin) + table);
        } else {
            assertThat(page.substring(begin)).isEqualTo(table.toString());
        }
    }

    private static byte[] tone(String name, String arguments) {
        return Tones.encoded(SECONDS, name, arguments);
    }

    private static byte[] film(String name, String arguments) {
        return film(FRAMES, name, arguments);
    }

    private static byte[] film(int frames, String name, String arguments) {
        return Frames.encoded(frames, name, arguments);
    }

    private void sound(String kind, byte[] file) throws IOException {
        ObjectRef ref = objects.ref(file);
        AudioHeader header = new AudioHeader("–", null, null, null, "–");
        String samples;
        long bytes = 0;
        try {
            header = sounds.header(ref);
            bytes = objects.open(ref).bytesRead();
            sounds.play(ref, new LoudnessMeter());
            samples = "read";
        } catch (MediaException e) {
            samples = "refused: " + e.code();
        }
        String says =
                "%s Hz, %s ch, %s s"
                        .formatted(
                                known(header.sampleRate()),
                                known(header.channels()),
                                seconds(header.duration()));
        table.append(
                "| %s | %s | %s | %s | %s | %s |\n"
                        .formatted(
                                kind,
                                header.contentType(),
                                known(header.codec()),
                                says,
                                bytes <= 8 << 10
                                        ? "≤ 8 KiB"
                                        : bytes <= 64 << 10 ? "≤ 64 KiB" : "≤ 16 MiB",
                                samples));
    }

    private void video(String kind, byte[] file) throws IOException {
        ObjectRef ref = objects.ref(file);
        VideoHeader header = new VideoHeader("–", null, null, null, null, "–", 0, false);
        String frames;
        try {
            header = videos.header(ref);
            int[] count = new int[1];
            videos.frames(
                    ref,
                    (frame, micros, turns) -> {
                        count[0]++;
                        return true;
                    });
            frames = count[0] == FRAMES ? "read" : count[0] + " of " + FRAMES;
        } catch (MediaException e) {
            frames = "refused: " + e.code();
        }
        table.append(
                "| %s | %s | %s | %s × %s, %s/s, %s s | %s |\n"
                        .formatted(
                                kind,
                                header.contentType(),
                                known(header.codec()),
                                known(header.width()),
                                known(header.height()),
                                seconds(header.frameRate()),
                                seconds(header.duration()),
                                frames));
    }

    private void written(AudioFormat format) throws IOException {
        byte[] source = Tones.encoded(SECONDS, "t.wav", "-ar 48000 -c:a pcm_s16le");
        try (AudioEncoder encoder = new AudioEncoder(format)) {
            sounds.play(objects.ref(source), encoder);
            AudioHeader header = sounds.header(objects.ref(encoder.file()));
            table.append(
                    "| %s | %s | %s |\n".formatted(format, header.contentType(), header.codec()));
        }
    }

    private static String known(Object value) {
        return value == null ? "?" : value.toString();
    }

    private static String seconds(Double value) {
        return value == null ? "?" : String.format(Locale.ROOT, "%.1f", value);
    }
}
