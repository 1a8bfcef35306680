// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.audio.format;

import io.multimodal.media.content.AudioHeader;
import io.multimodal.media.internal.bytes.HeaderBytes;
import io.multimodal.media.internal.container.MpegAudioFrame;
import io.multimodal.media.internal.container.WavChunks;
import java.io.IOException;

/** Reads the chunks of a WAV up to its samples: of RIFF, RIFX, RF64, BW64 and W64. */
public final class WavHeaderParser {
    private static final String MP3 = "mp3";
    private static final int EXTENSIBLE = 0xfffe;

    private WavHeaderParser() {}

    public static AudioHeader read(HeaderBytes bytes)
            throws IOException, HeaderBytes.OutOfReachException {
        WavChunks wav = WavChunks.of(bytes);
        long format = wav.format();
        boolean little = wav.isLittleEndian();
        int tag = bytes.u16(format, little);
        int bits = bytes.u16(format + 14, little);
        int sampleRate = AudioFacts.sampleRate("WAV", bytes.u32(format + 4, little));
        int channels = AudioFacts.channels("WAV", bytes.u16(format + 2, little));
        String codec =
                codec(tag == EXTENSIBLE ? bytes.u16(format + 24, little) : tag, bits, little);
        Long samples = wav.codedSamples() > 0 ? wav.codedSamples() : null;
        int blockBytes = bytes.u16(format + 12, little);
        if (codec != null && codec.startsWith("pcm_")) {
            boolean known = wav.dataBytes() >= 0 && blockBytes > 0;
            samples = known ? Long.valueOf(wav.dataBytes() / blockBytes) : null;
        } else if (MP3.equals(codec) && MpegAudioFrame.at(bytes, wav.start()) != null) {
            MpegAudioFrame frame = MpegAudioFrame.at(bytes, wav.start());
            sampleRate = frame.sampleRate();
            channels = frame.channels();
        }
        return new AudioHeader(
                bytes.matches(0, "riff") ? "audio/x-w64" : "audio/wav",
                sampleRate,
                channels,
                samples == null ? null : Double.valueOf((double) samples / sampleRate),
                codec);
    }

    /** How many samples a codec's are; null of samples that are not coded. */
    static Long codedSamples(HeaderBytes bytes)
            throws IOException, HeaderBytes.OutOfReachException {
        WavChunks wav = WavChunks.of(bytes);
        int tag = bytes.u16(wav.format(), wav.isLittleEndian());
        tag = tag == EXTENSIBLE ? bytes.u16(wav.format() + 24, wav.isLittleEndian()) : tag;
        String codec =
                codec(
                        tag,
                        bytes.u16(wav.format() + 14, wav.isLittleEndian()),
                        wav.isLittleEndian());
        boolean coded = codec == null || !codec.startsWith("pcm_");
        return coded && wav.codedSamples() > 0 ? wav.codedSamples() : null;
    }

    private static String codec(int tag, int bits, boolean little) {
        String order = little ? "le" : "be";
        return switch (tag) {
            case 1 -> bits == 8 ? "pcm_u8" : "pcm_s" + (bits + 7) / 8 * 8 + order;
            case 2 -> "adpcm_ms";
            case 3 -> "pcm_f" + bits + order;
            case 6 -> "pcm_alaw";
            case 7 -> "pcm_mulaw";
            case 0x11 -> "adpcm_ima_wav";
            case 0x55 -> MP3;
            default -> null;
        };
    }
}
