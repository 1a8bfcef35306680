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
    private final AudioReader audioReader = AudioReader.open(objects::open, Limits.DEFAULT);
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
        audio("WAV, 16 bit", Tones.wav(SECONDS));
        audio("WAV, 24 bit", tone("t.wav", "-c:a pcm_s24le"));
        audio("WAV, float", tone("t.wav", "-c:a pcm_f32le"));
        audio("WAV, A-law", tone("t.wav", "-c:a pcm_alaw"));
        audio("WAV, IMA ADPCM", tone("t.wav", "-c:a adpcm_ima_wav"));
        audio("WAV, RF64", tone("t.wav", "-rf64 always"));
        audio("FLAC", Tones.flac(SECONDS));
        audio("FLAC, 24 bit", tone("t.flac", "-c:a flac -sample_fmt s32"));
        audio("MP3, constant rate", Tones.mp3(SECONDS));
        audio("MP3, variable rate", tone("t.mp3", "-c:a libmp3lame -q:a 4"));
        audio("MP3, 22,050 Hz", tone("t.mp3", "-c:a libmp3lame -ar 22050"));
        audio("AAC in MP4 (M4A)", Tones.m4a(SECONDS));
        audio("AAC, bare (ADTS)", tone("t.aac", "-c:a aac"));
        audio("ALAC in MP4", tone("t.m4a", "-c:a alac"));
        audio("Opus in MP4", tone("t.mp4", "-c:a libopus"));
        audio("Opus in Ogg", Tones.opus(SECONDS));
        audio("Vorbis in Ogg", Tones.vorbis(SECONDS));
        audio("FLAC in Ogg", tone("t.oga", "-c:a flac"));
        audio("Speex in Ogg", tone("t.ogg", "-c:a libspeex -ar 16000"));
        audio("Opus in WebM", tone("t.webm", "-c:a libopus"));
        audio("FLAC in Matroska", tone("t.mka", "-c:a flac"));
        audio("AIFF", tone("t.aiff", "-c:a pcm_s16be"));
        audio("WavPack", tone("t.wv", "-c:a wavpack"));
        audio("WAV, RIFX (high byte first)", Tones.rifx(SECONDS));
        audio("W64", tone("t.w64", "-c:a pcm_s16le"));
        audio("AU", tone("t.au", "-c:a pcm_s16be"));
        audio("PCM in CAF", tone("t.caf", "-c:a pcm_s16be"));
        audio("ALAC in CAF", tone("t.caf", "-c:a alac"));
        audio("Monkey's Audio (APE)", Tones.apeSilence(SECONDS));
        audio("TTA", tone("t.tta", "-c:a tta"));
        audio("AC-3", tone("t.ac3", "-c:a ac3"));
        audio("E-AC-3", tone("t.eac3", "-c:a eac3"));
        audio("DTS", tone("t.dts", "-ar 48000 -c:a dca -strict -2"));
        audio("WMA", tone("t.wma", "-c:a wmav2"));
        audio("HE-AAC in MP4", FfmpegProgram.resource("/av/a10_he.m4a"));
        audio("HE-AAC, bare (ADTS)", FfmpegProgram.resource("/av/a12_he.aac"));
        audio("AMR", tone("t.amr", "-c:a libopencore_amrnb -ar 8000 -ac 1 -b:a 12.2k"));
        table.append("\n| Video | Type | Codec | Header says | Frames |\n|---|---|---|---|---|\n");
        String vpx = " -deadline realtime -cpu-used 8 -g 25";
        video("MP4, H.264", Frames.mp4(FRAMES));
        video("MP4, fragmented", videoFile("f.mp4", "-c:v libopenh264 -movflags frag_keyframe"));
        video("MP4, H.265", FfmpegProgram.resource("/golden/hevc.mp4"));
        video(
                "MP4, AV1",
                videoFile("f.mp4", "-c:v libaom-av1 -usage realtime -cpu-used 8 -b:v 400k"));
        video("MP4, MPEG-4", videoFile("f.mp4", "-c:v mpeg4"));
        video("MOV, H.264", videoFile("f.mov", "-c:v libopenh264"));
        video("MOV, ProRes", videoFile("f.mov", "-c:v prores_ks -pix_fmt yuv422p10le"));
        video("Matroska, H.264", videoFile("f.mkv", "-c:v libopenh264"));
        video("WebM, VP8", videoFile("f.webm", "-c:v libvpx" + vpx));
        video("WebM, VP9", videoFile("f.webm", "-c:v libvpx-vp9" + vpx));
        video("AVI, MPEG-4", videoFile("f.avi", "-c:v mpeg4"));
        video("AVI, MJPEG", videoFile("f.avi", "-c:v mjpeg -pix_fmt yuvj420p"));
        video("MPEG-TS, H.264", videoFile("f.ts", "-c:v libopenh264"));
        video("MPEG-TS, MPEG-2", videoFile("f.ts", "-c:v mpeg2video"));
        video(
                "MPEG-TS, two recordings",
                Frames.twice(videoFile(FRAMES / 2, "f.ts", "-c:v libopenh264")));
        video("FLV", videoFile("f.flv", "-c:v flv"));
        video("Animated GIF", videoFile("f.gif", "-pix_fmt rgb8"));
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

    private static byte[] videoFile(String name, String arguments) {
        return videoFile(FRAMES, name, arguments);
    }

    private static byte[] videoFile(int frames, String name, String arguments) {
        return Frames.encoded(frames, name, arguments);
    }

    private void audio(String kind, byte[] file) throws IOException {
        ObjectRef ref = objects.ref(file);
        AudioHeader header = new AudioHeader("–", null, null, null, "–");
        String samples;
        long bytes = 0;
        try {
            header = audioReader.header(ref);
            bytes = objects.open(ref).bytesRead();
            audioReader.play(ref, new LoudnessMeter());
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
            audioReader.play(objects.ref(source), encoder);
            AudioHeader header = audioReader.header(objects.ref(encoder.file()));
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
