// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.video;

import io.multimodal.media.content.ArrayHandle;
import io.multimodal.media.internal.bytes.HeaderBytes;
import io.multimodal.media.internal.container.iso.IsoBox;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The edit lists of an MP4 that was just written. */
final class ClipEdit {
    private static final int FULL_BOX = 4;

    private ClipEdit() {}

    /**
     * No track is shown for longer. The muxer shows all that comes after the beginning, also frames
     * on which others lean that are shown before them.
     *
     * @param file changed in place
     * @param ticks in the unit of the movie
     */
    static void shorten(byte[] file, long ticks) throws IOException {
        try {
            HeaderBytes bytes = HeaderBytes.of(new ArrayHandle(file), Integer.MAX_VALUE);
            IsoBox movie = IsoBox.whole(bytes).child(bytes, 0, "moov");
            for (IsoBox box : movie.children(bytes, 0)) {
                if (box.name().equals("mvhd")) {
                    cut(file, box, 12, 20, ticks);
                } else if (box.name().equals("trak")) {
                    shortenTrack(file, bytes, box, ticks);
                }
            }
        } catch (HeaderBytes.OutOfReachException e) {
            throw new IllegalStateException("All of the file is in memory", e);
        }
    }

    private static void shortenTrack(byte[] file, HeaderBytes bytes, IsoBox track, long ticks)
            throws IOException, HeaderBytes.OutOfReachException {
        for (IsoBox box : track.children(bytes, 0)) {
            if (box.name().equals("tkhd")) {
                cut(file, box, 16, 24, ticks);
            } else if (box.name().equals("edts")) {
                shortenEdits(file, box.child(bytes, 0, "elst"), ticks);
            }
        }
    }

    /** A track may begin with a pause, which counts. */
    private static void shortenEdits(byte[] file, IsoBox edits, long ticks) {
        ByteBuffer box = ByteBuffer.wrap(file);
        int at = (int) edits.start();
        boolean wide = box.get(at) == 1;
        int count = box.getInt(at + FULL_BOX);
        long left = ticks;
        for (int i = 0; i < count; i++) {
            int entry = at + FULL_BOX + 4 + i * (wide ? 20 : 12);
            left -= cut(box, entry, wide, left);
        }
    }

    private static void cut(byte[] file, IsoBox box, int at, int wideAt, long ticks) {
        boolean wide = file[(int) box.start()] == 1;
        int offset = (int) box.start() + FULL_BOX + (wide ? wideAt : at);
        cut(ByteBuffer.wrap(file), offset, wide, ticks);
    }

    /** Gives the duration that stands there now. */
    private static long cut(ByteBuffer file, int at, boolean wide, long ticks) {
        long duration = wide ? file.getLong(at) : Integer.toUnsignedLong(file.getInt(at));
        long shorter = Math.max(0, Math.min(duration, ticks));
        if (wide) {
            file.putLong(at, shorter);
        } else {
            file.putInt(at, (int) shorter);
        }
        return shorter;
    }
}
