// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.container;

import io.multimodal.media.internal.bytes.HeaderBytes;
import java.io.IOException;

/** The media types of containers, by what they hold. */
public final class ContainerTypes {
    private static final int EBML_HEAD_BYTES = 64;

    private ContainerTypes() {}

    /**
     * The media type.
     *
     * @param hasVideo whether images that move are in it, whatever is read of it
     */
    public static String of(BuiltInContainer format, HeaderBytes bytes, boolean hasVideo)
            throws IOException {
        String major = hasVideo ? "video/" : "audio/";
        return switch (format) {
            case WAV -> "audio/wav";
            case FLAC -> "audio/flac";
            case MP3 -> "audio/mpeg";
            case AAC -> "audio/aac";
            case OGG -> major + "ogg";
            case MP4 -> isQuickTime(bytes) ? "video/quicktime" : major + "mp4";
            case MATROSKA -> major + (isWebm(bytes) ? "webm" : "x-matroska");
            case AVI -> "video/x-msvideo";
            case MPEG_TS -> "video/mp2t";
            case AIFF -> "audio/aiff";
            case WAVPACK -> "audio/x-wavpack";
            case ASF -> major + (hasVideo ? "x-ms-wmv" : "x-ms-wma");
            case APE -> "audio/x-ape";
            case AMR -> "audio/amr";
            case W64 -> "audio/x-w64";
            case AU -> "audio/basic";
            case CAF -> "audio/x-caf";
            case TTA -> "audio/x-tta";
            case AC3 -> "audio/ac3";
            case EAC3 -> "audio/eac3";
            case DTS -> "audio/vnd.dts";
        };
    }

    private static boolean isQuickTime(HeaderBytes bytes) throws IOException {
        try {
            return !bytes.matches(4, "ftyp") || bytes.matches(8, "qt  ");
        } catch (HeaderBytes.OutOfReachException e) {
            return false;
        }
    }

    private static boolean isWebm(HeaderBytes bytes) throws IOException {
        try {
            for (int at = 4; at < EBML_HEAD_BYTES; at++) {
                if (bytes.matches(at, "webm")) {
                    return true;
                }
            }
            return false;
        } catch (HeaderBytes.OutOfReachException e) {
            return false;
        }
    }
}
