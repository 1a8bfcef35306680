// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.decode;

/**
 * What a JPEG of four inks says of them: Adobe's mark, and components that are numbered with the
 * letters C, M, Y and K. FFmpeg mixes the inks where it sees either, so both are taken out.
 */
final class CmykMarks {
    private static final int START_OF_SCAN = 0xda;
    private static final int APP14 = 0xee;
    private static final int ADOBE_BYTES = 12;
    private static final String LETTERS = "CMYK";

    private final byte[] file;
    private CmykConversion.Inks inks = CmykConversion.Inks.PLAIN;

    private CmykMarks(byte[] file) {
        this.file = file;
    }

    /** Takes the marks out of a file and says what they said. */
    static CmykConversion.Inks takeOut(byte[] file) {
        CmykMarks marks = new CmykMarks(file);
        int at = 2;
        while (at + 4 <= file.length) {
            int marker = file[at] == (byte) 0xff ? file[at + 1] & 0xff : 0;
            boolean bare = marker <= 0x01 || marker == 0xff || (marker >= 0xd0 && marker <= 0xd9);
            if (bare) {
                // The pixels of a scan among them: there 0xff is followed by 0 or a bare marker.
                at++;
                continue;
            }
            int length = ((file[at + 2] & 0xff) << 8) | (file[at + 3] & 0xff);
            int end = Math.min(file.length, at + 2 + Math.max(2, length));
            marks.segment(marker, at + 4, end);
            at = end;
        }
        return marks.inks;
    }

    private void segment(int marker, int start, int end) {
        if (marker == APP14
                && end - start >= ADOBE_BYTES
                && file[start] == 'A'
                && file[start + 1] == 'd') {
            inks =
                    file[start + 11] == 2
                            ? CmykConversion.Inks.INVERTED_LUMA
                            : CmykConversion.Inks.INVERTED;
            file[start] = 'a';
        } else if (marker == START_OF_SCAN) {
            renumber(start + 1, 2, end);
        } else if (marker >= 0xc0 && marker <= 0xc3) {
            renumber(start + 6, 3, end);
        }
    }

    private void renumber(int start, int step, int end) {
        for (int i = 0, at = start; i < file[start - 1] && at < end; i++, at += step) {
            int letter = LETTERS.indexOf(file[at]);
            file[at] = letter < 0 ? file[at] : (byte) (letter + 1);
        }
    }
}
