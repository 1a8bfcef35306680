// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.av;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;

/** Audio of known content. */
public final class Tones {
    /** Of all tones here. */
    public static final int RATE = 44_100;

    /** By duration: many files are made of the same samples, which take longer than a file. */
    private static final Map<Double, byte[]> SAMPLES = new ConcurrentHashMap<>();

    private Tones() {}

    /** Left a tone that rises from 300 Hz, right one of 660 Hz, both at half of full scale. */
    public static byte[] stereo(double seconds) {
        return samples(seconds).clone();
    }

    private static byte[] samples(double seconds) {
        return SAMPLES.computeIfAbsent(seconds, Tones::drawn);
    }

    private static byte[] drawn(double seconds) {
        int samples = (int) Math.round(seconds * RATE);
        ByteBuffer pcm = ByteBuffer.allocate(samples * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < samples; i++) {
            double t = (double) i / RATE;
            pcm.putShort((short) Math.round(16384 * Math.sin(2 * Math.PI * (300 + 40 * t) * t)));
            pcm.putShort((short) Math.round(16384 * Math.sin(2 * Math.PI * 660 * t)));
        }
        return pcm.array();
    }

    /** These in a file. */
    public static byte[] encoded(double seconds, String name, String arguments) {
        return FfmpegProgram.make(
                samples(seconds), name, "-f s16le -ar 44100 -ac 2 -i pipe:0 " + arguments);
    }

    public static byte[] wav(double seconds) {
        return encoded(seconds, "tone.wav", "-c:a pcm_s16le");
    }

    /** A WAV whose numbers have their high byte first. */
    public static byte[] rifx(double seconds) {
        ByteBuffer pcm = ByteBuffer.wrap(samples(seconds)).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer file = ByteBuffer.allocate(44 + pcm.remaining());
        file.put(ascii("RIFX")).putInt(36 + pcm.remaining()).put(ascii("WAVEfmt ")).putInt(16);
        file.putShort((short) 1).putShort((short) 2).putInt(RATE).putInt(4 * RATE);
        file.putShort((short) 4).putShort((short) 16);
        file.put(ascii("data")).putInt(pcm.remaining());
        while (pcm.hasRemaining()) {
            file.putShort(pcm.getShort());
        }
        return file.array();
    }

    /**
     * Monkey's Audio of version 3.99 without a tone, since the program has no encoder for it: one
     * frame that is marked as silent, of at most 6 s.
     */
    public static byte[] apeSilence(double seconds) {
        int samples = (int) Math.round(seconds * RATE);
        CRC32 sum = new CRC32();
        sum.update(new byte[samples * 4]);
        ByteBuffer file = ByteBuffer.allocate(96).order(ByteOrder.LITTLE_ENDIAN);
        file.put(ascii("MAC ")).putShort((short) 3990).putShort((short) 0);
        file.putInt(52).putInt(24).putInt(4).putInt(0).putInt(16).putInt(0).putInt(0);
        file.put(new byte[16]);
        file.putShort((short) 2000).putShort((short) 32).putInt(294_912).putInt(samples).putInt(1);
        file.putShort((short) 16).putShort((short) 2).putInt(RATE).putInt(80);
        file.putInt((int) (sum.getValue() >> 1) | 0x80000000).putInt(3);
        return file.array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    public static byte[] flac(double seconds) {
        return encoded(seconds, "tone.flac", "-c:a flac");
    }

    public static byte[] mp3(double seconds) {
        return encoded(seconds, "tone.mp3", "-c:a libmp3lame -b:a 128k");
    }

    public static byte[] m4a(double seconds) {
        return encoded(seconds, "tone.m4a", "-c:a aac -b:a 128k");
    }

    public static byte[] opus(double seconds) {
        return encoded(seconds, "tone.opus", "-c:a libopus -b:a 96k");
    }

    public static byte[] vorbis(double seconds) {
        return encoded(seconds, "tone.ogg", "-c:a vorbis -strict experimental");
    }
}
