// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions.audio;

import io.multimodal.media.MediaRuntime;
import io.multimodal.media.audio.AudioEncoder;
import io.multimodal.media.audio.AudioFormat;
import io.multimodal.media.audio.SilenceDetector;
import io.multimodal.media.content.ArrayHandle;
import io.multimodal.media.modality.AudioModality;
import io.multimodal.store.Payload;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.Audio;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.AudioOp;
import io.multimodal.types.program.AudioProgram;
import io.multimodal.types.program.Clip;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Functions over audio. Those without stores are lazy: each appends a step to the reference's
 * program and reads nothing; of the result is known what can be worked out. Thread-safe.
 *
 * <pre>{@code
 * Audio speech = AudioFunctions.resample(AudioFunctions.mixDown(talk), 16_000);
 * }</pre>
 *
 * <p>Each throws {@link MediaException} REFUSED where an argument is out of range, and {@link
 * InvalidReferenceException} where the audio's reference cannot be read.
 */
public final class AudioFunctions {
    private static final int CENTIDECIBELS = 100;
    private static final int MAX_PARTS = 1_000_000;

    private AudioFunctions() {}

    /** The audio at another sample rate. */
    public static Audio resample(Audio audio, int sampleRate)
            throws MediaException, InvalidReferenceException {
        return append(
                audio,
                new AudioOp.Resample(sampleRate),
                sampleRate,
                audio.channels(),
                audio.duration());
    }

    /** The mean of all channels. */
    public static Audio mixDown(Audio audio) throws MediaException, InvalidReferenceException {
        return append(audio, new AudioOp.MixDown(), audio.sampleRate(), 1, audio.duration());
    }

    /** The audio brought to a loudness in LUFS. */
    public static Audio normalise(Audio audio, double loudness)
            throws MediaException, InvalidReferenceException {
        double scaled = loudness * CENTIDECIBELS;
        int centidecibels = Double.isNaN(scaled) ? 1 : (int) Math.round(scaled);
        return append(
                audio,
                new AudioOp.Normalise(centidecibels),
                audio.sampleRate(),
                audio.channels(),
                audio.duration());
    }

    /** A part of the audio, in seconds. */
    public static Audio clip(Audio audio, double from, double to)
            throws MediaException, InvalidReferenceException {
        Double known = audio.duration();
        if (known != null && from >= known) {
            throw new MediaException(
                    ErrorCode.REFUSED,
                    "The clip from %s s begins behind the end, which is at %s s"
                            .formatted(from, known));
        }
        Clip clip = Clip.ofSeconds(from, to);
        Double duration = known == null ? null : Double.valueOf(Math.min(to, known) - from);
        return append(audio, clip, audio.sampleRate(), audio.channels(), duration);
    }

    /** The same audio, marked to be NULL instead of an error where it fails later. */
    public static Audio orNull(Audio audio) throws MediaException, InvalidReferenceException {
        ObjectRef ref = audio.reference();
        AudioProgram program = AudioProgram.of(ref);
        return program.nullOnError()
                ? audio
                : Audio.of(
                        program.orNull().applyTo(ref),
                        audio.contentType(),
                        audio.size(),
                        audio.sampleRate(),
                        audio.channels(),
                        audio.duration(),
                        audio.codec());
    }

    private static Audio append(
            Audio audio, AudioOp op, Integer sampleRate, Integer channels, Double duration)
            throws MediaException, InvalidReferenceException {
        ObjectRef ref = audio.reference();
        AudioProgram program = AudioProgram.of(ref).then(op);
        return Audio.of(program.applyTo(ref), null, null, sampleRate, channels, duration, null);
    }

    /** A new file with the audio. */
    public static Audio encode(MediaRuntime media, Audio audio, AudioFormat format)
            throws IOException, InvalidReferenceException {
        return put(media, AudioModality.encode(media, audio, format).bytes());
    }

    /**
     * A new file, FLAC, with one audio after the other.
     *
     * @param audio at least one; all come at the rate of the first one, and those with another
     *     number of channels mixed down, the same in each channel
     */
    public static Audio concat(MediaRuntime media, List<Audio> audio)
            throws IOException, InvalidReferenceException {
        if (audio.isEmpty()) {
            throw new MediaException(ErrorCode.REFUSED, "There is no audio to concatenate");
        }
        try (AudioEncoder encoder = new AudioEncoder(AudioFormat.FLAC)) {
            Sequence sequence = new Sequence(encoder);
            for (Audio one : audio) {
                Audio alike =
                        sequence.sampleRate() == 0 ? one : resample(one, sequence.sampleRate());
                media.audio().play(alike.reference(), sequence);
            }
            encoder.end();
            return put(media, encoder.file());
        }
    }

    private static Audio put(MediaRuntime media, byte[] file) throws IOException {
        return new AudioModality()
                .describe(media, new ArrayHandle(file), () -> media.stores().put(Payload.of(file)));
    }

    /**
     * Parts of the audio in a row: for each its number from 0, where it begins and ends in seconds,
     * and the part. The last one may be shorter.
     */
    public static List<List<Object>> split(MediaRuntime media, Audio audio, double seconds)
            throws IOException, InvalidReferenceException {
        long step = Clip.micros(seconds);
        double whole = media.audio().duration(audio.reference());
        long end = Clip.micros(whole);
        if (step < 1 || end / step > MAX_PARTS) {
            throw new MediaException(
                    ErrorCode.REFUSED,
                    "An audio of %s s is not split every %s s: there are at most %d parts"
                            .formatted(whole, seconds, MAX_PARTS));
        }
        List<List<Object>> rows = new ArrayList<>();
        for (long from = 0; from < end; from += step) {
            double start = from / 1e6;
            double stop = Math.min(end, from + step) / 1e6;
            rows.add(List.of(rows.size(), start, stop, clip(audio, start, stop)));
        }
        return rows;
    }

    /**
     * The parts of the audio between silences: for each its number from 0, where it begins and ends
     * in seconds, and the part. Plays all of it.
     *
     * @param decibels what is not louder is silence, against full scale
     * @param silenceSeconds the shortest silence
     */
    public static List<List<Object>> splitBySilence(
            MediaRuntime media, Audio audio, double decibels, double silenceSeconds)
            throws IOException, InvalidReferenceException {
        SilenceDetector detector = new SilenceDetector(decibels, silenceSeconds);
        media.audio().play(audio.reference(), detector);
        List<List<Object>> rows = new ArrayList<>();
        for (SilenceDetector.Part part : detector.parts()) {
            Audio clip = clip(audio, part.from(), part.to());
            rows.add(List.of(rows.size(), part.from(), part.to(), clip));
        }
        return rows;
    }
}
