// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.video;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_clone;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import io.multimodal.media.internal.container.BuiltInContainer;
import io.multimodal.media.internal.ffmpeg.Container;
import io.multimodal.media.internal.ffmpeg.Cropping;
import io.multimodal.media.internal.ffmpeg.PacketIndex;
import io.multimodal.media.internal.ffmpeg.StreamDecoder;
import io.multimodal.media.internal.ffmpeg.StreamFacts;
import io.multimodal.media.internal.ffmpeg.Timestamps;
import io.multimodal.media.internal.runtime.DecodeMemory;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * A place in a video that is being decoded. Asked for a later time it goes on from there, unless a
 * key frame lies between; asked for an earlier one it seeks. Not thread-safe; the caller closes it.
 */
public final class VideoCursor implements AutoCloseable {
    private static final long MICROS = 1_000_000;

    /** Without an index a seek costs about as much as so many microseconds of video. */
    private static final long FAR_MICROS = 10 * MICROS;

    private final Container container;
    private final AVStream stream;
    private final StreamDecoder decoder;
    private final AVPacket packet = av_packet_alloc();
    private final Queue<AVFrame> decoded = new ArrayDeque<>();
    private final PacketIndex index;
    private final Timestamps clock;
    private final Cropping cropping;
    private final NonReferenceFrameSkipper shortcut;
    private final DecodeMemory.Share share;
    private final boolean indexed;
    private AVFrame shown;
    private AVFrame next;
    private long keyPts = AV_NOPTS_VALUE;
    private boolean waitsForKey = true;
    private boolean ended;
    private long lastTimestamp = AV_NOPTS_VALUE;
    private long lastPacket = AV_NOPTS_VALUE;

    /** Takes the container, the decoder and the share over. */
    VideoCursor(
            Container container,
            AVStream stream,
            StreamDecoder decoder,
            DecodeMemory.Share share,
            boolean indexed) {
        this.indexed = indexed;
        this.share = share;
        this.container = container;
        this.stream = stream;
        this.decoder = decoder;
        this.index = container.index(stream);
        this.clock = Timestamps.of(container, stream);
        this.cropping = Cropping.of(stream);
        this.shortcut = new NonReferenceFrameSkipper(decoder, clock);
    }

    /** Nobody uses it for now: its memory is counted, and held by no thread. */
    public void rest() {
        share.rest();
    }

    /** Whether frames come in another order than packets, and none says when its own is shown. */
    static boolean reordersSilently(Container container, AVStream stream) {
        return container.format() == BuiltInContainer.AVI && stream.codecpar().video_delay() > 0;
    }

    /** Whether the index that was kept of the video was used. */
    public boolean indexed() {
        return indexed;
    }

    /** Clockwise quarter turns that bring the frames upright. */
    public int quarterTurns() {
        return StreamFacts.display(stream).quarterTurns();
    }

    /**
     * The frame that is shown at a time: the last one that begins no later, or the first one.
     *
     * @param micros from the beginning
     * @return valid until the next call
     * @throws MediaException REFUSED if the video ends before that time
     */
    public AVFrame at(long micros) throws IOException {
        container.restartClock();
        boolean far = shown == null || micros < micros(shown) || isFarAhead(micros);
        shortcut.begin(micros);
        try {
            go(micros, far);
            if (!shortcut.ledTo(shown)) {
                shortcut.mistrust();
                go(micros, true);
            }
        } finally {
            shortcut.end();
        }
        if (shown == null) {
            throw new MediaException(
                    ErrorCode.CORRUPT, "The video has no key frame, or no frame at all");
        }
        if (micros(shown) < micros && peek() == null && micros >= endMicros()) {
            throw new MediaException(
                    ErrorCode.REFUSED,
                    "There is no frame at %d microseconds: the video ends at %d"
                            .formatted(micros, endMicros()));
        }
        return shown;
    }

    private void go(long micros, boolean far) throws IOException {
        if (far) {
            seek(micros);
        } else if (micros > micros(shown)) {
            index.plan(clock.ofMicros(micros(shown)), clock.ofMicros(micros));
        }
        // What begins at that very time is it: what follows need not be decoded.
        while (shown != null && micros(shown) < micros) {
            AVFrame following = peek();
            if (following == null || micros(following) > micros) {
                break;
            }
            advance();
        }
    }

    /**
     * Goes on to the next frame; after opening or a seek to the first. The time that decoding may
     * take begins with each.
     *
     * @return null at the end; else valid until the next call
     */
    public AVFrame following() throws IOException {
        container.restartClock();
        shortcut.leave();
        return advance() ? shown : null;
    }

    /** When a frame begins, in microseconds from the beginning of the video. */
    public long micros(AVFrame frame) {
        return clock.micros(frame.best_effort_timestamp());
    }

    /** When the frame ends that is shown, as far as that is known. */
    long lastFrameEndMicros() {
        long end = micros(shown);
        if (shown.duration() > 0) {
            end += clock.duration(shown.duration());
        } else if (stream.avg_frame_rate().num() > 0) {
            end += MICROS * stream.avg_frame_rate().den() / stream.avg_frame_rate().num();
        }
        return end;
    }

    /** Where the last frame ends. */
    private long endMicros() throws IOException {
        long end = lastFrameEndMicros();
        Double whole = container.duration();
        return whole == null ? end + 1 : Math.max(end + 1, Math.round(whole * MICROS));
    }

    private boolean isFarAhead(long micros) {
        long key = index.keyBefore(clock.ofMicros(micros));
        if (key == AV_NOPTS_VALUE) {
            return micros - micros(shown) > FAR_MICROS;
        }
        // What the index says may be the time of decoding, which is earlier.
        return clock.micros(key) > micros(shown) + MICROS / 5;
    }

    private void seek(long micros) throws IOException {
        long lead = 0;
        while (true) {
            boolean first = micros - lead <= 0;
            long from = clock.ofMicros(first ? 0 : micros - lead);
            index.plan(from, clock.ofMicros(micros));
            restart(from);
            advance();
            if (first || (shown != null && micros(shown) <= micros)) {
                return;
            }
            // Containers seek by times of decoding, some of them roughly.
            lead = lead == 0 ? MICROS / 2 : lead * 4;
        }
    }

    private void restart(long timestamp) throws IOException {
        container.seek(stream, timestamp);
        decoder.flush();
        shortcut.restart();
        release();
        keyPts = AV_NOPTS_VALUE;
        lastTimestamp = AV_NOPTS_VALUE;
        lastPacket = AV_NOPTS_VALUE;
        waitsForKey = true;
        ended = false;
    }

    /** The frame after the one that is shown; null at the end. */
    private AVFrame peek() throws IOException {
        while (next == null && !(ended && decoded.isEmpty())) {
            if (decoded.isEmpty()) {
                decodePacket();
            }
            next = decoded.poll();
        }
        return next;
    }

    /** Shows the next frame; false if there is none. */
    private boolean advance() throws IOException {
        if (peek() == null) {
            return false;
        }
        if (shown != null) {
            av_frame_free(shown);
        }
        shown = next;
        next = null;
        return true;
    }

    private void decodePacket() throws IOException {
        do {
            if (!container.read(packet)) {
                ended = true;
                decoder.decode(null, this::keep);
                return;
            }
        } while (packet.stream_index() != stream.index() || isRepeated() || !isUseful());
        shortcut.pass(packet);
        lastPacket = packet.dts();
        decoder.decode(packet, this::keep);
    }

    /** An empty packet: the frame before it is shown for longer. */
    private boolean isRepeated() {
        return packet.size() == 0;
    }

    /** Not so what comes before the first key frame, or is shown before it and leans on others. */
    private boolean isUseful() {
        if (waitsForKey) {
            if ((packet.flags() & AV_PKT_FLAG_KEY) == 0) {
                return false;
            }
            waitsForKey = false;
            keyPts = packet.pts();
        }
        return packet.pts() == AV_NOPTS_VALUE || keyPts == AV_NOPTS_VALUE || packet.pts() >= keyPts;
    }

    private boolean keep(AVFrame frame) throws IOException {
        container.checkClock();
        AVFrame kept = av_frame_clone(frame);
        decoded.add(kept);
        cropping.apply(kept);
        if (container.format() == BuiltInContainer.AVI) {
            kept.best_effort_timestamp(shownInAvi(kept));
        }
        lastTimestamp = kept.best_effort_timestamp();
        return true;
    }

    /**
     * An AVI says when frames are decoded: with those that are decoded from later ones, a decoder
     * gives each so many frames late. The last ones come when there is no packet any more.
     */
    private long shownInAvi(AVFrame frame) {
        long length = Math.max(1, frame.duration());
        long late = decoder.context().has_b_frames() * length;
        if (frame.best_effort_timestamp() != AV_NOPTS_VALUE && !ended) {
            return frame.best_effort_timestamp() - late;
        } else if (lastTimestamp != AV_NOPTS_VALUE) {
            return lastTimestamp + length;
        }
        // The first frame since a seek, and no packet is left: as if one more had brought it.
        return lastPacket == AV_NOPTS_VALUE ? 0 : lastPacket + length - late;
    }

    private void release() {
        if (shown != null) {
            av_frame_free(shown);
            shown = null;
        }
        if (next != null) {
            av_frame_free(next);
            next = null;
        }
        decoded.forEach(frame -> av_frame_free(frame));
        decoded.clear();
    }

    @Override
    public void close() {
        release();
        av_packet_free(packet);
        decoder.close();
        container.close();
        share.close();
    }
}
