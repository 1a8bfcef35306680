// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.audio;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_rescale;

import io.multimodal.media.internal.ContainerEnd;
import io.multimodal.media.internal.ContainerFormat;
import io.multimodal.media.internal.HeaderBytes;
import io.multimodal.media.internal.ffmpeg.Container;
import io.multimodal.media.internal.ffmpeg.ReadLimits;
import io.multimodal.media.internal.ffmpeg.StreamDecoder;
import io.multimodal.store.ObjectHandle;
import io.multimodal.types.Limits;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.Clip;
import java.io.IOException;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Decodes the sound of an object, or the part of it that a clip names: whole, or not at all. Not
 * thread-safe; used once.
 */
final class SoundDecoder implements AutoCloseable {
    /** Before a clip, so that codecs that lean on what came before have it. */
    private static final long LEAD_MICROS = 500_000;

    /** Nearer than that to the beginning, a seek gains nothing. */
    private static final long NEAR_MICROS = 5_000_000;

    private static final long SECOND_MICROS = 1_000_000;

    private final Container container;
    private final AVStream stream;
    private final StreamDecoder decoder;
    private final Optional<Clip> clip;
    private final Long declaredSamples;
    private final long sizeBytes;
    private final SampleSink sink;
    private final AVPacket packet = av_packet_alloc();
    private PlanarSamples planar;
    private int rate;
    private long from;
    private long to = Long.MAX_VALUE;
    private long position;
    private boolean positioned = true;
    private long basePts = AV_NOPTS_VALUE;
    private long packetEnd;
    private boolean endsWithinFrame;

    private SoundDecoder(
            Container container,
            AVStream stream,
            StreamDecoder decoder,
            Optional<Clip> clip,
            Long declaredSamples,
            long sizeBytes,
            SampleSink sink) {
        this.container = container;
        this.stream = stream;
        this.decoder = decoder;
        this.clip = clip;
        this.declaredSamples = declaredSamples;
        this.sizeBytes = sizeBytes;
        this.sink = sink;
    }

    /** Decodes; the sink gets all of it before this returns. Blocks. */
    static void decode(ObjectHandle object, Optional<Clip> clip, Limits limits, SampleSink sink)
            throws IOException {
        HeaderBytes bytes = HeaderBytes.of(object, AudioProbe.MAX_BYTES);
        ContainerFormat format = AudioProbe.format(bytes);
        ContainerEnd.check(object, format);
        Long declared = AudioProbe.declaredSamples(bytes, format);
        try {
            decode(object, format, declared, clip, limits, sink);
        } catch (MediaException e) {
            if (e.code() == ErrorCode.CORRUPT || e.code() == ErrorCode.UNSUPPORTED) {
                BareStream.checkEnd(object, format);
            }
            throw e;
        }
    }

    private static void decode(
            ObjectHandle object,
            ContainerFormat format,
            Long declared,
            Optional<Clip> clip,
            Limits limits,
            SampleSink sink)
            throws IOException {
        ReadLimits cost = ReadLimits.sound(limits.decodeMillis());
        try (Container container = Container.open(object, format, cost)) {
            AVStream stream =
                    container
                            .best(Container.Kind.AUDIO)
                            .orElseThrow(() -> AudioProbe.silent(format));
            AudioFacts.channels(format.demuxer(), stream.codecpar().ch_layout().nb_channels());
            AudioFacts.sampleRate(format.demuxer(), stream.codecpar().sample_rate());
            StreamDecoder decoder = StreamDecoder.of(stream, 1);
            try (SoundDecoder sound =
                    new SoundDecoder(
                            container, stream, decoder, clip, declared, object.sizeBytes(), sink)) {
                sound.run();
            }
        }
    }

    private void run() throws IOException {
        boolean more = true;
        boolean sought = false;
        while (more && container.read(packet)) {
            if (packet.stream_index() != stream.index()) {
                continue;
            }
            packetEnd = packet.pos() + packet.size();
            endsWithinFrame = BareStream.endsWithinFrame(container.format(), packet);
            more = decode(packet);
            if (more && !sought && rate > 0) {
                sought = true;
                seekToClip();
            }
        }
        if (more) {
            decoder.decode(null, this::accept);
            expectComplete();
        }
        if (rate == 0) {
            throw new MediaException(ErrorCode.TRUNCATED, "The sound has no sample");
        }
        if (clip.isPresent()) {
            SampleClock.expectWithin(clip.get(), from, position);
        }
        sink.end();
    }

    private boolean decode(AVPacket one) throws IOException {
        try {
            return decoder.decode(one, this::accept);
        } catch (MediaException e) {
            if (e.code() != ErrorCode.CORRUPT) {
                throw e;
            } else if (!positioned) {
                // What leans on packets before the place that was sought cannot be whole yet.
                return true;
            }
            throw isCut(one) ? cut(e) : e;
        }
    }

    /** Whether a packet that fails is the last one, and less than it or the stream says. */
    private boolean isCut(AVPacket failed) throws IOException {
        boolean cut =
                switch (container.format()) {
                    case FLAC -> declaredSamples == null || position < declaredSamples;
                    case MP3 ->
                            declaredSamples == null
                                    ? BareStream.endsWithinFrame(container.format(), failed)
                                    : position < declaredSamples;
                    case AAC -> BareStream.endsWithinFrame(container.format(), failed);
                    // They say how long they are: what is there has been looked at.
                    case WAV, OGG, MP4, MATROSKA, AVI, MPEG_TS -> false;
                };
        return cut && !container.read(packet);
    }

    private MediaException cut(MediaException cause) {
        return new MediaException(
                ErrorCode.TRUNCATED,
                "The sound ends within a frame, behind sample %d".formatted(position),
                cause);
    }

    /** Goes near the clip where the container counts samples exactly. */
    private void seekToClip() throws IOException {
        boolean exact =
                switch (container.format()) {
                    case WAV, FLAC, OGG, MP4, MP3 -> true;
                    case AAC, MATROSKA, AVI, MPEG_TS -> false;
                };
        if (!exact
                || basePts == AV_NOPTS_VALUE
                || clip.isEmpty()
                || clip.get().fromMicros() < NEAR_MICROS) {
            return;
        }
        long wanted = clip.get().fromMicros() - LEAD_MICROS;
        long pts =
                basePts
                        + av_rescale(
                                wanted,
                                stream.time_base().den(),
                                stream.time_base().num() * SECOND_MICROS);
        container.seek(stream, pts);
        decoder.flush();
        positioned = false;
    }

    private boolean accept(AVFrame frame) throws IOException {
        container.checkClock();
        if (rate == 0) {
            begin(frame);
        } else if (frame.sample_rate() != rate
                || frame.ch_layout().nb_channels() != planar.channels()) {
            throw new MediaException(
                    ErrorCode.UNSUPPORTED,
                    "The sound changes from %d Hz, %d channels to %d Hz, %d channels"
                            .formatted(
                                    rate,
                                    planar.channels(),
                                    frame.sample_rate(),
                                    frame.ch_layout().nb_channels()));
        }
        if (!positioned) {
            if (frame.pts() == AV_NOPTS_VALUE) {
                return true;
            }
            position =
                    av_rescale(
                            frame.pts() - basePts,
                            (long) rate * stream.time_base().num(),
                            stream.time_base().den());
            if (position > from) {
                throw new MediaException(
                        ErrorCode.CORRUPT,
                        "A seek to sample %d led to sample %d".formatted(from, position));
            }
            positioned = true;
        }
        int count = frame.nb_samples();
        int skip = (int) Math.max(0, Math.min(count, from - position));
        int end = (int) Math.max(skip, Math.min(count, to - position));
        position += count;
        if (end > skip) {
            sink.accept(planar.of(frame, skip, end - skip), end - skip);
            // How long a sound is played is not limited, but how long it takes until more of it
            // comes.
            container.restartClock();
        }
        return position < to;
    }

    private void begin(AVFrame frame) throws IOException {
        rate = AudioFacts.sampleRate(decoder.codec(), frame.sample_rate());
        planar = new PlanarSamples(frame);
        basePts = frame.pts();
        if (clip.isPresent()) {
            from = SampleClock.sampleAt(clip.get().fromMicros(), rate);
            to = SampleClock.sampleAt(clip.get().toMicros(), rate);
        }
        sink.begin(rate, planar.channels());
    }

    private void expectComplete() throws MediaException {
        if (container.format() == ContainerFormat.AAC && packetEnd < sizeBytes) {
            throw new MediaException(
                    ErrorCode.TRUNCATED,
                    "The sound ends within a frame: its last whole one ends at byte %d of %d"
                            .formatted(packetEnd, sizeBytes));
        }
        if (declaredSamples == null && endsWithinFrame) {
            throw cut(null);
        } else if (declaredSamples != null && position < declaredSamples) {
            throw new MediaException(
                    ErrorCode.TRUNCATED,
                    "The sound ends too early: it says that it has %d samples, and has %d"
                            .formatted(declaredSamples, position));
        }
    }

    @Override
    public void close() {
        av_packet_free(packet);
        decoder.close();
        if (planar != null) {
            planar.close();
        }
    }
}
