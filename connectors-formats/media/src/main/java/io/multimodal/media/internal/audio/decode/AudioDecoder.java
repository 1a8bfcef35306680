// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.audio.decode;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_rescale;

import io.multimodal.media.content.SampleSink;
import io.multimodal.media.internal.audio.format.AudioFacts;
import io.multimodal.media.internal.audio.format.DeclaredAudio;
import io.multimodal.media.internal.audio.format.RawStream;
import io.multimodal.media.internal.bytes.Blocks;
import io.multimodal.media.internal.bytes.HeaderBytes;
import io.multimodal.media.internal.container.BuiltInContainer;
import io.multimodal.media.internal.container.ContainerEnd;
import io.multimodal.media.internal.ffmpeg.Container;
import io.multimodal.media.internal.ffmpeg.ReadLimits;
import io.multimodal.media.internal.ffmpeg.StreamDecoder;
import io.multimodal.media.probe.AudioProbe;
import io.multimodal.store.ObjectHandle;
import io.multimodal.types.config.Limits;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.Clip;
import java.io.IOException;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Decodes the audio of an object, or the part of it that a clip names: whole, or not at all. Not
 * thread-safe; used once.
 */
public final class AudioDecoder implements AutoCloseable {
    /** Before a clip, so that codecs that lean on what came before have it. */
    private static final long LEAD_MICROS = 500_000;

    /** Nearer than that to the beginning, a seek gains nothing. */
    private static final long NEAR_MICROS = 5_000_000;

    private static final double SECOND_MICROS = 1e6;

    /** Of silence at once. */
    private static final int SILENT_SAMPLES = 4096;

    /** A chained Ogg with a shorter part than this is not told from one with odd padding. */
    private static final double CHAIN_SECONDS = 0.2;

    private final ObjectHandle object;
    private final Container container;
    private final AVStream stream;
    private final StreamDecoder decoder;
    private final Optional<Clip> clip;
    private final DeclaredAudio declared;
    private final SampleSink sink;
    private final AudioPackets packets;
    private final AVPacket packet = av_packet_alloc();
    private PlanarSamples planar;
    private int rate;
    private long from;
    private long to = Long.MAX_VALUE;
    private long position;
    private boolean positioned = true;
    private long basePts = AV_NOPTS_VALUE;
    private long basePosition;
    private long packetEnd;
    private boolean cut;

    private AudioDecoder(
            ObjectHandle object,
            Container container,
            AVStream stream,
            StreamDecoder decoder,
            Optional<Clip> clip,
            DeclaredAudio declared,
            SampleSink sink) {
        this.object = object;
        this.container = container;
        this.stream = stream;
        this.decoder = decoder;
        this.clip = clip;
        this.declared = declared;
        this.sink = sink;
        this.packets = new AudioPackets(container.format(), stream);
    }

    /** Decodes; the sink gets all of it before this returns. Blocks. */
    public static void decode(
            ObjectHandle object, Optional<Clip> clip, Limits limits, SampleSink sink)
            throws IOException {
        HeaderBytes bytes = HeaderBytes.of(object, AudioProbe.MAX_BYTES);
        BuiltInContainer format = AudioProbe.format(bytes);
        ObjectHandle head = object;
        if (format == BuiltInContainer.MP4) {
            // Its head is looked at in many places, twice.
            head = new Blocks(object);
            bytes = HeaderBytes.of(head, AudioProbe.MAX_BYTES);
        }
        ContainerEnd.check(head, format);
        DeclaredAudio declared = DeclaredAudio.of(bytes, format);
        ObjectHandle frames = format.isBare() ? RawStream.frames(object) : object;
        try {
            decode(frames, format, declared, clip, limits, sink);
        } catch (MediaException e) {
            if (e.code() == ErrorCode.CORRUPT || e.code() == ErrorCode.UNSUPPORTED) {
                RawStream.checkEnd(frames, format);
            }
            throw e;
        }
    }

    private static void decode(
            ObjectHandle object,
            BuiltInContainer format,
            DeclaredAudio declared,
            Optional<Clip> clip,
            Limits limits,
            SampleSink sink)
            throws IOException {
        ReadLimits cost = ReadLimits.audio(limits.decodeMillis());
        try (Container container = Container.open(object, format, cost)) {
            AVStream stream =
                    container.audio(declared.track()).orElseThrow(() -> AudioProbe.silent(format));
            AudioFacts.channels(format.demuxer(), stream.codecpar().ch_layout().nb_channels());
            AudioFacts.sampleRate(format.demuxer(), stream.codecpar().sample_rate());
            StreamDecoder decoder = StreamDecoder.of(stream, 1);
            DeclaredAudio all = declared.orOf(container, stream);
            try (AudioDecoder audio =
                    new AudioDecoder(object, container, stream, decoder, clip, all, sink)) {
                audio.run();
            }
        }
    }

    private void run() throws IOException {
        boolean more = true;
        boolean sought = false;
        while (more && read()) {
            if (packet.stream_index() != stream.index() || !packets.isAudio(packet)) {
                continue;
            }
            packetEnd = RawStream.endOfFrame(container.format(), packet);
            cut = isMissed(position) && RawStream.endsWithinFrame(container.format(), packet);
            more = decode(packet);
            if (more && !sought && rate > 0) {
                sought = true;
                seekToClip();
            }
        }
        if (more) {
            decoder.decode(null, this::accept);
            expectComplete();
        } else if (cut && !isMissed(position)) {
            throw cut(null);
        }
        if (rate == 0) {
            throw new MediaException(ErrorCode.TRUNCATED, "The audio has no sample");
        }
        if (clip.isPresent()) {
            SampleClock.expectWithin(clip.get(), from, position);
        }
        sink.end();
    }

    /**
     * The next packet; false at the end, which of an AAC is the last frame, whatever follows it.
     */
    private boolean read() throws IOException {
        try {
            return container.read(packet);
        } catch (MediaException e) {
            if (container.format() == BuiltInContainer.AAC
                    && RawStream.isJunk(object, packetEnd, AudioPackets.MAX_JUNK_BYTES)) {
                return false;
            }
            throw e;
        }
    }

    /** Whether the head says that there is a sample of this number, or does not say. */
    private boolean isMissed(long sample) {
        return declared.samples() == null || sample < declared.samples();
    }

    private boolean decode(AVPacket one) throws IOException {
        try {
            return decoder.decode(one, this::accept);
        } catch (MediaException e) {
            if (e.code() != ErrorCode.CORRUPT) {
                throw e;
            } else if (!positioned || packets.isBetweenFrames(one, e)) {
                // What leans on packets before the place that was sought cannot be whole yet.
                return true;
            }
            throw isCut(one) ? cut(e) : e;
        }
    }

    /** Whether a packet that fails is the last one, and less than it or the stream says. */
    private boolean isCut(AVPacket failed) throws IOException {
        boolean missing =
                switch (container.format()) {
                    case FLAC -> isMissed(position);
                    case MP3 ->
                            declared.samples() == null
                                    ? RawStream.endsWithinFrame(container.format(), failed)
                                    : isMissed(position);
                    case AAC -> RawStream.endsWithinFrame(container.format(), failed);
                    // They say how long they are: what is there has been looked at.
                    case WAVPACK, APE, TTA -> isMissed(position);
                    // Nothing but a frame says how long it is.
                    case AMR, AC3, EAC3, DTS -> true;
                    default -> false;
                };
        return missing && !container.read(packet);
    }

    private MediaException cut(MediaException cause) {
        return new MediaException(
                ErrorCode.TRUNCATED,
                "The audio ends within a frame, behind sample %d".formatted(position),
                cause);
    }

    /** Goes near the clip where the container counts samples exactly. */
    private void seekToClip() throws IOException {
        boolean exact =
                switch (container.format()) {
                    case WAV, FLAC, OGG, MP4, MP3, AIFF, W64, AU -> true;
                    default -> false;
                };
        if (!exact
                || basePts == AV_NOPTS_VALUE
                || clip.isEmpty()
                || clip.get().fromMicros() < NEAR_MICROS) {
            return;
        }
        double wanted =
                (clip.get().fromMicros() - LEAD_MICROS) / SECOND_MICROS
                        - (double) basePosition / rate;
        long pts = basePts + (long) Math.floor(wanted / secondsOfUnit());
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
                    "The audio changes from %d Hz, %d channels to %d Hz, %d channels"
                            .formatted(
                                    rate,
                                    planar.channels(),
                                    frame.sample_rate(),
                                    frame.ch_layout().nb_channels()));
        }
        packets.expectNoJunk();
        if (!positioned) {
            if (frame.pts() == AV_NOPTS_VALUE) {
                return true;
            }
            position =
                    basePosition
                            + av_rescale(
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
            // How long an audio is played is not limited, but how long it takes until more of it
            // comes.
            container.restartClock();
        }
        return position < to;
    }

    private void begin(AVFrame frame) throws IOException {
        rate = AudioFacts.sampleRate(decoder.codec(), frame.sample_rate());
        planar = new PlanarSamples(frame);
        basePts = frame.pts();
        basePosition = startOf(frame);
        position = basePosition;
        if (clip.isPresent()) {
            from = SampleClock.sampleAt(clip.get().fromMicros(), rate);
            to = SampleClock.sampleAt(clip.get().toMicros(), rate);
        }
        if (declared.samples() != null) {
            to = Math.min(to, declared.samples());
        } else if (declared.endSeconds() != null) {
            to = Math.min(to, Math.round(declared.endSeconds() * rate));
        }
        sink.begin(rate, planar.channels());
        beSilent();
    }

    /**
     * Which sample the first frame begins with, counted from the container's time 0. With a video
     * it may begin later than that; where a tag says so, earlier.
     */
    private long startOf(AVFrame frame) {
        if (frame.pts() == AV_NOPTS_VALUE) {
            return 0;
        }
        double seconds = frame.pts() * secondsOfUnit();
        if (declared.primingSeconds() != null) {
            return Math.round((seconds - declared.primingSeconds()) * rate);
        } else if (container.best(Container.Kind.VIDEO).isEmpty()) {
            return 0;
        }
        double start = container.startMicros() / SECOND_MICROS;
        return Math.max(0, Math.round((seconds - start) * rate));
    }

    private double secondsOfUnit() {
        return (double) stream.time_base().num() / stream.time_base().den();
    }

    /** Until the first frame begins. */
    private void beSilent() throws IOException {
        long end = Math.min(basePosition, to);
        for (long at = from; at < end; at += SILENT_SAMPLES) {
            int count = (int) Math.min(SILENT_SAMPLES, end - at);
            sink.accept(new float[planar.channels()][count], count);
        }
    }

    private void expectComplete() throws IOException {
        boolean goesOn =
                switch (container.format()) {
                    case AAC -> !RawStream.isJunk(object, packetEnd, AudioPackets.MAX_JUNK_BYTES);
                    // A demuxer passes over what is shorter than the head of a frame.
                    case AC3, EAC3, DTS -> RawStream.beginsAgain(object, packetEnd);
                    default -> false;
                };
        if (goesOn) {
            throw new MediaException(
                    ErrorCode.TRUNCATED,
                    "The audio ends within a frame: its last whole one ends at byte %d of %d"
                            .formatted(packetEnd, object.sizeBytes()));
        }
        if (cut) {
            throw cut(null);
        } else if (declared.samples() != null && isMissed(position)) {
            throw new MediaException(
                    ErrorCode.TRUNCATED,
                    "The audio ends too early: it says that it has %d samples, and has %d"
                            .formatted(declared.samples(), position));
        } else if (declared.longestSeconds() != null
                && position > (declared.longestSeconds() + CHAIN_SECONDS) * rate) {
            throw new MediaException(
                    ErrorCode.CORRUPT,
                    ("The last page of the Ogg states that the audio ends at %.3f s, and it goes on to"
                                    + " %.3f s: it is a chain whose parts have the same serial"
                                    + " number. Join the parts with ffmpeg's concat demuxer, or"
                                    + " give each part a serial number of its own")
                            .formatted(declared.longestSeconds(), (double) position / rate));
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
