// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.container.iso;

import java.util.Map;
import java.util.Optional;

/** The codecs of MP4 and QuickTime in the words of FFmpeg. */
final class IsoCodecs {
    private static final Map<String, String> OF_ENTRY =
            Map.ofEntries(
                    Map.entry("avc1", "h264"),
                    Map.entry("avc3", "h264"),
                    Map.entry("hvc1", "hevc"),
                    Map.entry("hev1", "hevc"),
                    Map.entry("vp08", "vp8"),
                    Map.entry("vp09", "vp9"),
                    Map.entry("av01", "av1"),
                    Map.entry("jpeg", "mjpeg"),
                    Map.entry("apch", "prores"),
                    Map.entry("apcn", "prores"),
                    Map.entry("apcs", "prores"),
                    Map.entry("apco", "prores"),
                    Map.entry("ap4h", "prores"),
                    Map.entry("ap4x", "prores"),
                    Map.entry("alac", "alac"),
                    Map.entry("fLaC", "flac"),
                    Map.entry("Opus", "opus"),
                    Map.entry("ac-3", "ac3"),
                    Map.entry("ec-3", "eac3"),
                    Map.entry(".mp3", "mp3"),
                    Map.entry("sowt", "pcm_s16le"),
                    Map.entry("twos", "pcm_s16be"));

    private static final Map<Integer, String> OF_OBJECT_TYPE =
            Map.ofEntries(
                    Map.entry(0x20, "mpeg4"),
                    Map.entry(0x40, "aac"),
                    Map.entry(0x60, "mpeg2video"),
                    Map.entry(0x61, "mpeg2video"),
                    Map.entry(0x66, "aac"),
                    Map.entry(0x67, "aac"),
                    Map.entry(0x68, "aac"),
                    Map.entry(0x69, "mp3"),
                    Map.entry(0x6a, "mpeg1video"),
                    Map.entry(0x6b, "mp3"),
                    Map.entry(0x6c, "mjpeg"),
                    Map.entry(0xa5, "ac3"));

    private IsoCodecs() {}

    /** Null for one that is not known here. */
    static String name(String entry, Optional<IsoDescriptor> descriptor) {
        return descriptor
                .map(found -> OF_OBJECT_TYPE.get(found.objectType()))
                .orElse(OF_ENTRY.get(entry));
    }
}
