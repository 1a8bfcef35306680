// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.video;

import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import io.multimodal.media.internal.ffmpeg.StreamDecoder;
import io.multimodal.media.internal.ffmpeg.Timestamps;
import java.util.TreeSet;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * The way to a frame on which frames are left out that no other one is decoded from, as two in
 * three are where there are B-frames: no other frame comes out differently for it. Whether the one
 * that came is the wanted one is told by the packets, all of which are seen. Not thread-safe.
 */
final class NonReferenceFrameSkipper {
    /** One of the frames so long before the wanted one is surely shown, or else it is noticed. */
    private static final long SURELY_BEFORE_MICROS = 200_000;

    private final StreamDecoder decoder;
    private final Timestamps clock;

    /** When what was sent to the decoder is shown, as far as it may be asked for again. */
    private final TreeSet<Long> sent = new TreeSet<>();

    private boolean usable;
    private boolean known;
    private boolean taken;
    private boolean doubtful;
    private long wantedMicros;

    NonReferenceFrameSkipper(StreamDecoder decoder, Timestamps clock) {
        this.decoder = decoder;
        this.clock = clock;
        this.usable = decoder.knowsUnreferred();
    }

    /** All that is sent from now on is seen here: a seek came before. */
    void restart() {
        leave();
        known = usable;
    }

    /** The way to a time begins. */
    void begin(long micros) {
        taken = true;
        wantedMicros = micros;
    }

    /** What is sent from now on is decoded whole. */
    void end() {
        taken = false;
        decoder.leaveOutUnreferred(false);
    }

    /** What is sent from now on is not seen here. */
    void leave() {
        known = false;
        doubtful = false;
        sent.clear();
    }

    /** To be asked before each packet is decoded. */
    void pass(AVPacket packet) {
        if (!known) {
            return;
        }
        long micros = clock.micros(packet.pts());
        // Of two at one time the one that is wanted could be left out.
        doubtful |= packet.pts() == AV_NOPTS_VALUE || !sent.add(micros);
        decoder.leaveOutUnreferred(
                taken && !doubtful && micros < wantedMicros - SURELY_BEFORE_MICROS);
    }

    /** Whether the frame that is shown is the last one no later than the time. */
    boolean ledTo(AVFrame shown) {
        if (!known) {
            return true;
        }
        Long last = sent.floor(wantedMicros);
        if (doubtful || last == null) {
            return !doubtful;
        }
        sent.headSet(last).clear();
        return shown != null
                && shown.pts() == shown.best_effort_timestamp()
                && clock.micros(shown.pts()) == last;
    }

    /** This video is not one whose packets tell what is shown. */
    void mistrust() {
        usable = false;
        leave();
        decoder.leaveOutUnreferred(false);
    }
}
