// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.container.iso;

import io.multimodal.media.internal.bytes.HeaderBytes;
import java.io.IOException;

/**
 * When a track of an MP4 or QuickTime file is played, by its edit list, or by the tag of Apple's
 * encoders where there is no edit list.
 *
 * @param startSeconds when it begins on the movie's time line
 * @param endSeconds when it ends there; null if unknown
 * @param mediaSeconds how long all that is stored is, shown or not; null if unknown
 * @param units of the track in a second
 * @param isEdited whether an edit list says it
 * @param primingSeconds what a tag says that is to be cut off at the beginning; null where the edit
 *     list alone says it
 */
public record IsoTimes(
        double startSeconds,
        Double endSeconds,
        Double mediaSeconds,
        long units,
        boolean isEdited,
        Double primingSeconds) {
    private static final int MAX_EDITS = 64;
    private static final int FULL_BOX = 4;

    /**
     * Of a track.
     *
     * @param movieUnits of a second, in which edits are counted
     * @param shownLate how many units of the track later than it is decoded the first frame is
     *     shown
     */
    static IsoTimes of(
            HeaderBytes bytes, IsoBox trak, IsoBox media, long movieUnits, long shownLate)
            throws IOException, HeaderBytes.OutOfReachException {
        IsoBox mdhd = media.child(bytes, 0, "mdhd");
        boolean wide = bytes.u8(mdhd.start()) == 1;
        long units = bytes.u32(mdhd.start() + (wide ? 20 : 12), false);
        long length =
                wide ? bytes.u64(mdhd.start() + 24, false) : bytes.u32(mdhd.start() + 16, false);
        boolean unknown = length <= 0 || length == 0xffffffffL || units == 0;
        Double stored = unknown ? null : Double.valueOf((double) length / units);
        double late = units == 0 ? 0 : (double) shownLate / units;
        Edits edits = Edits.of(bytes, trak, movieUnits, units);
        if (edits == null) {
            Double end = stored == null ? null : Double.valueOf(late + stored);
            return new IsoTimes(late, end, stored, units, false, null);
        }
        double start = edits.pauseSeconds + Math.max(0, late - edits.fromSeconds);
        double played = edits.playedSeconds;
        if (stored != null && edits.count == 1) {
            // Movies often count in thousandths: within one of these it is all that is there.
            double rest = Math.max(0, stored - edits.fromSeconds);
            played = played > rest - 1.0 / movieUnits && shownLate == 0 ? rest : played;
        }
        return new IsoTimes(start, edits.pauseSeconds + played, stored, units, true, null);
    }

    /**
     * The same, where no edit list says it by what Apple's encoders say in a tag.
     *
     * @param priming units that are to be cut off at the beginning
     * @param samples units that are left
     */
    IsoTimes tagged(long priming, long samples) {
        boolean usable = !isEdited && units > 0;
        return usable
                ? new IsoTimes(
                        0,
                        (double) samples / units,
                        mediaSeconds,
                        units,
                        false,
                        (double) priming / units)
                : this;
    }

    /** What an edit list says: pauses before the first edit, and all that is played. */
    private record Edits(double pauseSeconds, double fromSeconds, double playedSeconds, int count) {
        static Edits of(HeaderBytes bytes, IsoBox trak, long movieUnits, long units)
                throws IOException, HeaderBytes.OutOfReachException {
            for (IsoBox box : trak.children(bytes, 0)) {
                if (box.name().equals("edts") && movieUnits > 0 && units > 0) {
                    return of(bytes, box.child(bytes, 0, "elst"), (double) movieUnits, units);
                }
            }
            return null;
        }

        private static Edits of(HeaderBytes bytes, IsoBox list, double movieUnits, long units)
                throws IOException, HeaderBytes.OutOfReachException {
            boolean wide = bytes.u8(list.start()) == 1;
            long entries = Math.min(MAX_EDITS, bytes.u32(list.start() + FULL_BOX, false));
            double pause = 0;
            double played = 0;
            long first = 0;
            int count = 0;
            long at = list.start() + FULL_BOX + 4;
            for (long i = 0; i < entries; i++) {
                long length = wide ? bytes.u64(at, false) : bytes.u32(at, false);
                long from = wide ? bytes.u64(at + 8, false) : (int) bytes.u32(at + 4, false);
                if (from >= 0) {
                    first = count == 0 ? from : first;
                    count++;
                    played += length / movieUnits;
                } else if (count == 0) {
                    pause += length / movieUnits;
                } else {
                    played += length / movieUnits;
                }
                at += wide ? 20 : 12;
            }
            return played > 0 ? new Edits(pause, (double) first / units, played, count) : null;
        }
    }
}
