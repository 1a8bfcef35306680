// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.audio.format;

import org.bytedeco.ffmpeg.avcodec.AVPacket;

/** The length of a frame of AC-3 or E-AC-3, by its head (ETSI TS 102 366, 4.3.1 and E.1.3.1). */
final class Ac3Frame {
    private static final int HEAD_BYTES = 6;
    private static final int[] KILOBITS = {
        32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 448, 512, 576, 640
    };

    private Ac3Frame() {}

    /** How many bytes the frame has that a packet begins with; 0 where it begins with none. */
    static int bytes(AVPacket packet) {
        if (packet.size() < HEAD_BYTES) {
            return 0;
        }
        byte[] head = new byte[HEAD_BYTES];
        packet.data().get(head);
        if (head[0] != 0x0b || head[1] != 0x77) {
            return 0;
        }
        boolean enhanced = (head[5] >> 3 & 31) > 10;
        if (enhanced) {
            return 2 * (1 + ((head[2] & 7) << 8 | (head[3] & 0xff)));
        }
        int code = head[4] & 63;
        if (code / 2 >= KILOBITS.length) {
            return 0;
        }
        int kilobits = KILOBITS[code / 2];
        return switch (head[4] >> 6 & 3) {
            case 0 -> 4 * kilobits;
            case 1 -> 2 * (kilobits * 96_000 / 44_100 + (code & 1));
            case 2 -> 6 * kilobits;
            default -> 0;
        };
    }
}
