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
 * Plays sound by reference, also that of videos, after its lazy program. Holds a piece of some
 * thousand samples at a time, however long the sound. Thread-safe.
 *
 * <pre>{@code
 * try (Sound sound = reader.read(reference)) {
 *     InputStream floats = sound.stream();
 * }
 * }</pre>
 *
 * <p>Every method blocks while it reads and decodes. Bad media give {@link MediaException}, bad
 * storage {@link StoreException}. A sound comes whole or not at all: what ends too early is {@code
 * TRUNCATED}, what a decoder doubts {@code CORRUPT}, whatever was played of it before.
 */
@Public
public final class AudioReader {
    /** Where references lead. */
    @FunctionalInterface
    public interface Objects {
        /** A handle on the object of any reference but a derived one. */
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
     * @param objects for example {@code openStores::open}; stays the caller's to close
     */
    public static AudioReader open(Objects objects, Limits limits) {
        return new AudioReader(objects, limits);
    }

    /** What the head of a reference's source says, whatever its program. */
    public AudioHeader header(ObjectRef ref) throws IOException {
        try {
            return new AudioProbe().probe(objects.open(source(ref)));
        } catch (MediaException e) {
            throw Failures.of(ref, e);
        }
    }

    /** Plays a reference's sound, after its program, to a sink. */
    public void play(ObjectRef ref, SampleSink sink) throws IOException {
        try {
            play(objects.open(source(ref)), AudioProgram.of(ref).ops(), sink);
        } catch (MediaException e) {
            throw Failures.of(ref, e);
        }
    }

    /** Plays all of a reference's sound, after its program, and throws what is wrong. */
    public void check(ObjectRef ref) throws IOException {
        play(ref, new SampleCount());
    }

    /**
     * How long a reference's sound is, in seconds, after its program: by its head, or where that
     * does not say it by playing it.
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
     * The samples of a reference's sound, after its program. The caller closes them.
     *
     * @throws MediaException TOO_LARGE if they are more than {@link Limits#sampleBytes}
     */
    public AudioSamples read(ObjectRef ref) throws IOException {
        AudioSamples sound = new AudioSamples(limits.sampleBytes());
        boolean done = false;
        try {
            play(ref, sound);
            done = true;
            return sound;
        } finally {
            if (!done) {
                sound.close();
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
