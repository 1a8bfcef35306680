// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.audio;

import io.multimodal.annotation.Public;
import io.multimodal.media.content.AudioHeader;
import io.multimodal.media.content.SampleSink;
import io.multimodal.media.internal.audio.decode.AudioDecoder;
import io.multimodal.media.internal.audio.decode.ClipStage;
import io.multimodal.media.internal.audio.decode.GainStage;
import io.multimodal.media.internal.audio.decode.MixDownStage;
import io.multimodal.media.internal.audio.decode.ResampleStage;
import io.multimodal.media.internal.runtime.DecodeMemory;
import io.multimodal.media.internal.runtime.Failures;
import io.multimodal.media.probe.AudioProbe;
import io.multimodal.store.ObjectHandle;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.ref.DerivedRef;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.config.Limits;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.AudioOp;
import io.multimodal.types.program.AudioProgram;
import io.multimodal.types.program.Clip;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decodes the audio of references, also that of videos, and runs their lazy programs. Holds some
 * thousand samples at a time, however long the audio is. Thread-safe.
 *
 * <pre>{@code
 * try (AudioSamples samples = reader.read(reference)) {
 *     InputStream floats = samples.stream();
 * }
 * }</pre>
 *
 * <p>Every method blocks while it reads and decodes. Bad media give {@link MediaException}, bad
 * storage {@link StoreException}. Audio is decoded completely or not at all: audio that ends too
 * early is {@code TRUNCATED}, and audio that a decoder reports as damaged is {@code CORRUPT}, even
 * if samples were delivered before.
 */
@Public
public final class AudioReader {
    /** Opens the objects of references. Thread-safe. */
    @FunctionalInterface
    public interface Objects {
        /** A handle on the object of a reference that is not derived. May block. */
        ObjectHandle open(ObjectRef ref) throws StoreException;
    }

    private final Objects objects;

    /**
     * What a decoder holds, and the pieces on their way: the longest frames that there are, of as
     * many channels, are less.
     */
    private static final long MEMORY_BYTES = 4 << 20;

    private final Limits limits;
    private final DecodeMemory memory;

    private AudioReader(Objects objects, Limits limits) {
        this.objects = objects;
        this.limits = limits;
        this.memory = new DecodeMemory(limits.decodeMemoryBytes() / 4 * 3);
    }

    /**
     * A reader over these objects.
     *
     * @param objects for example {@code stores::open}; the caller closes the stores after this
     *     reader's last use
     */
    public static AudioReader open(Objects objects, Limits limits) {
        return new AudioReader(objects, limits);
    }

    /** The attributes of a reference's source from its header, without its program. */
    public AudioHeader header(ObjectRef ref) throws IOException {
        try {
            return new AudioProbe().probe(objects.open(source(ref)));
        } catch (MediaException e) {
            throw Failures.of(ref, e);
        }
    }

    /**
     * Decodes a reference's audio, runs its program, and passes the samples to a sink. After a
     * failure the sink may have received a part.
     */
    public void play(ObjectRef ref, SampleSink sink) throws IOException {
        try {
            play(objects.open(source(ref)), AudioProgram.of(ref).ops(), sink);
        } catch (MediaException e) {
            throw Failures.of(ref, e);
        }
    }

    /**
     * Decodes all of a reference's audio and runs its program.
     *
     * @throws MediaException if it cannot be decoded completely
     */
    public void check(ObjectRef ref) throws IOException {
        play(ref, new SampleCount());
    }

    /**
     * The duration of a reference's audio in seconds, after its program: from its header, or by
     * decoding if the header does not say it.
     */
    public double duration(ObjectRef ref) throws IOException {
        try {
            AudioProgram program = AudioProgram.of(ref);
            Double duration = new AudioProbe().probe(objects.open(source(ref))).duration();
            for (AudioOp op : program.ops()) {
                if (duration != null && op instanceof Clip clip) {
                    duration = Math.min(duration, clip.toMicros() / 1e6) - clip.fromMicros() / 1e6;
                }
            }
            if (duration == null) {
                SampleCount count = new SampleCount();
                play(objects.open(source(ref)), program.ops(), count);
                duration = count.seconds();
            }
            return Math.max(0, duration);
        } catch (MediaException e) {
            throw Failures.of(ref, e);
        }
    }

    /**
     * All samples of a reference's audio, after its program. The caller closes them.
     *
     * @throws MediaException TOO_LARGE if they are more than {@link Limits#sampleBytes}
     */
    public AudioSamples read(ObjectRef ref) throws IOException {
        AudioSamples samples = new AudioSamples(limits.sampleBytes());
        boolean done = false;
        try {
            play(ref, samples);
            done = true;
            return samples;
        } finally {
            if (!done) {
                samples.close();
            }
        }
    }

    private void play(ObjectHandle object, List<AudioOp> ops, SampleSink sink) throws IOException {
        for (int i = ops.size() - 1; i >= 0; i--) {
            if (ops.get(i) instanceof AudioOp.Normalise normalise) {
                List<AudioOp> before = ops.subList(0, i);
                LoudnessMeter meter = new LoudnessMeter();
                play(object, before, meter);
                float gain = (float) meter.gainTo(normalise.centidecibels() / 100.0);
                try (Stages stages = Stages.before(sink, ops.subList(i + 1, ops.size()))) {
                    play(object, before, new GainStage(gain, stages.first()));
                }
                return;
            }
        }
        Optional<Clip> clip =
                !ops.isEmpty() && ops.get(0) instanceof Clip first
                        ? Optional.of(first)
                        : Optional.empty();
        try (DecodeMemory.Share share = memory.admitAtMost(MEMORY_BYTES);
                Stages stages =
                        Stages.before(sink, ops.subList(clip.isPresent() ? 1 : 0, ops.size()))) {
            AudioDecoder.decode(object, clip, limits, stages.first());
        }
    }

    private static ObjectRef source(ObjectRef ref) {
        return ref instanceof DerivedRef derived ? derived.source() : ref;
    }

    private static final class SampleCount implements SampleSink {
        private int rate;
        private long samples;

        @Override
        public void begin(int sampleRate, int channels) {
            rate = sampleRate;
        }

        @Override
        public void accept(float[][] planes, int count) {
            samples += count;
        }

        double seconds() {
            return (double) samples / rate;
        }
    }

    /** Steps that samples pass one after the other. */
    private static final class Stages implements AutoCloseable {
        private final List<ResampleStage> resamplers = new ArrayList<>();
        private SampleSink first;

        static Stages before(SampleSink sink, List<AudioOp> ops) {
            Stages stages = new Stages();
            stages.first = sink;
            for (int i = ops.size() - 1; i >= 0; i--) {
                stages.prepend(ops.get(i));
            }
            return stages;
        }

        private void prepend(AudioOp op) {
            if (op instanceof Clip clip) {
                first = new ClipStage(clip, first);
            } else if (op instanceof AudioOp.MixDown) {
                first = new MixDownStage(first);
            } else if (op instanceof AudioOp.Resample resample) {
                ResampleStage stage = new ResampleStage(resample.sampleRate(), first);
                resamplers.add(stage);
                first = stage;
            } else {
                throw new IllegalArgumentException("No stage does " + op);
            }
        }

        SampleSink first() {
            return first;
        }

        @Override
        public void close() {
            resamplers.forEach(ResampleStage::close);
        }
    }
}
