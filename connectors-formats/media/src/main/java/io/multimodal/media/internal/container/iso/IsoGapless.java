// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.container.iso;

import io.multimodal.media.internal.bytes.HeaderBytes;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Apple's tag iTunSMPB of what an encoder put before and behind audio. */
final class IsoGapless {
    private static final int FULL_BOX = 4;
    private static final int MAX_TAG_BYTES = 256;

    private IsoGapless() {}

    /**
     * Of the user's data of a movie: how many units of the track are to be cut off at the
     * beginning, and how many are left; null where there is none.
     */
    static long[] of(HeaderBytes bytes, IsoBox userData)
            throws IOException, HeaderBytes.OutOfReachException {
        try {
            for (IsoBox meta : userData.children(bytes, 0)) {
                if (!meta.name().equals("meta")) {
                    continue;
                }
                for (IsoBox list : meta.children(bytes, FULL_BOX)) {
                    if (list.name().equals("ilst")) {
                        return ofList(bytes, list);
                    }
                }
            }
        } catch (MediaException e) {
            // Anybody's data: not all of it are boxes.
        }
        return null;
    }

    private static long[] ofList(HeaderBytes bytes, IsoBox list)
            throws IOException, HeaderBytes.OutOfReachException {
        for (IsoBox item : list.children(bytes, 0)) {
            boolean named = false;
            if (!item.name().equals("----")) {
                continue;
            }
            for (IsoBox part : item.children(bytes, 0)) {
                if (part.name().equals("name")) {
                    named = bytes.matches(part.start() + FULL_BOX, "iTunSMPB");
                } else if (named && part.name().equals("data")) {
                    return numbers(text(bytes, part.start() + 8, part.end()));
                }
            }
        }
        return null;
    }

    private static String text(HeaderBytes bytes, long from, long to)
            throws IOException, HeaderBytes.OutOfReachException {
        byte[] text = new byte[(int) Math.max(0, Math.min(MAX_TAG_BYTES, to - from))];
        for (int i = 0; i < text.length; i++) {
            text[i] = (byte) bytes.u8(from + i);
        }
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    /** Of " 00000000 PRIMING PADDING SAMPLES", all in hexadecimal. */
    private static long[] numbers(String tag) {
        String[] words = tag.strip().split(" +", -1);
        try {
            long priming = Long.parseLong(words[1], 16);
            long samples = Long.parseLong(words[3], 16);
            return samples > 0 && priming >= 0 ? new long[] {priming, samples} : null;
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return null;
        }
    }
}
