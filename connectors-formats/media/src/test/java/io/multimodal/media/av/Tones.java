// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.av;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Sounds of known content. */
public final class Tones {
    /** Of all tones here. */
    public static final int RATE = 44_100;

    private Tones() {}

    /** Left a tone that rises from 300 Hz, right one of 660 Hz, both at half of full scale. */
    public static byte[] stereo(double seconds) {
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
                stereo(seconds), name, "-f s16le -ar 44100 -ac 2 -i pipe:0 " + arguments);
    }

    public static byte[] wav(double seconds) {
        return encoded(seconds, "tone.wav", "-c:a pcm_s16le");
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
