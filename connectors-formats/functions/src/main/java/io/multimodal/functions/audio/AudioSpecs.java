// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions.audio;

import static io.multimodal.types.failure.ErrorCode.REFUSED;
import static io.multimodal.types.failure.ErrorCode.TOO_LONG;
import static org.apache.flink.table.api.DataTypes.ARRAY;
import static org.apache.flink.table.api.DataTypes.DOUBLE;
import static org.apache.flink.table.api.DataTypes.FIELD;
import static org.apache.flink.table.api.DataTypes.INT;
import static org.apache.flink.table.api.DataTypes.ROW;
import static org.apache.flink.table.api.DataTypes.STRING;

import io.multimodal.functions.spec.Allowed;
import io.multimodal.functions.spec.Body;
import io.multimodal.functions.spec.Call;
import io.multimodal.functions.spec.FunctionSpec;
import io.multimodal.functions.spec.Rule;
import io.multimodal.functions.spec.Times;
import io.multimodal.functions.tensor.TensorFunctions;
import io.multimodal.media.audio.AudioFormat;
import io.multimodal.media.audio.spectrum.MelSpec;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.types.Audio;
import io.multimodal.types.AudioType;
import io.multimodal.types.MultimodalTypes;
import io.multimodal.types.Tensor;
import io.multimodal.types.program.AudioProgram;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.types.DataType;

/** The functions over audio. */
public final class AudioSpecs {
    private static final DataType AUDIO = MultimodalTypes.audio();
    private static final DataType TENSOR = MultimodalTypes.tensor();
    private static final DataType PARTS =
            ROW(
                    FIELD("part", INT()),
                    FIELD("from_seconds", DOUBLE()),
                    FIELD("to_seconds", DOUBLE()),
                    FIELD("audio", AUDIO));

    private AudioSpecs() {}

    /** In the order of the documentation. */
    public static List<FunctionSpec> all() {
        return List.of(
                steps("AUDIO_CLIP")
                        .description(
                                "A part of the audio, from the sample nearest to one time to the one nearest to another. What goes beyond the end ends there.")
                        .argument(
                                "from_seconds", DOUBLE(), "where it begins, in seconds", Times.TIME)
                        .argument("to_seconds", DOUBLE(), "where it ends, in seconds", Times.TIME)
                        .requires(Times.IN_ORDER)
                        .example("AUDIO_CLIP(snd, 0.5, 1.25).duration", "0.7500")
                        .implementation(
                                lazily(c -> AudioFunctions.clip(c.audio(0), c.real(1), c.real(2)))),
                steps("AUDIO_MIX_DOWN")
                        .description("The audio with one channel: the mean of all.")
                        .example("AUDIO_MIX_DOWN(snd).channels", "1")
                        .implementation(lazily(c -> AudioFunctions.mixDown(c.audio(0)))),
                steps("AUDIO_RESAMPLE")
                        .description("The audio at another sample rate, filtered against aliasing.")
                        .argument(
                                "sample_rate",
                                INT(),
                                "samples per second, 1 to 768,000",
                                Allowed.between(1, AudioProgram.MAX_RATE))
                        .example("AUDIO_RESAMPLE(snd, 16000).sample_rate", "16000")
                        .implementation(
                                lazily(c -> AudioFunctions.resample(c.audio(0), c.integer(1)))),
                steps("AUDIO_NORMALIZE")
                        .description(
                                "The audio brought to a loudness by one gain, measured over all of it as ITU-R BS.1770-4 defines it; of less than 400 ms, by the power of all there is. Silence stays silence.")
                        .optionalArgument(
                                "loudness",
                                DOUBLE(),
                                "in LUFS, -70 to 0; -23 if left out",
                                Allowed.between(-70, 0))
                        .example("AUDIO_NORMALIZE(snd, -16).duration", "2.0000")
                        .implementation(
                                lazily(c -> AudioFunctions.normalise(c.audio(0), c.real(1, -23)))),
                FunctionSpec.lazy("AUDIO_TO_TENSOR")
                        .description(
                                "The samples as float32 of shape [channels, samples], full scale is -1 to 1. The attribute `shape` is known of whole FLAC and WAV files; of others METADATA says it.")
                        .argument("audio", AUDIO, "the audio")
                        .returns(TENSOR)
                        .fails(REFUSED)
                        .example(
                                "METADATA(AUDIO_TO_TENSOR(AUDIO_CLIP(snd, 0, 0.5)))['shape']",
                                "[2, 4000]")
                        .implementation(tensor(c -> AudioTensors.toTensor(c.audio(0)))),
                FunctionSpec.lazy("AUDIO_MEL_SPECTROGRAM")
                        .description(
                                "The power in bands of the mel scale, as librosa.feature.melspectrogram defines it: float32 of shape [bands, windows]. Several channels are mixed down.")
                        .argument("audio", AUDIO, "the audio")
                        .optionalArgument(
                                "n_fft",
                                INT(),
                                "samples of a window; 2048 if left out",
                                Allowed.between(MelSpec.MIN_FFT, MelSpec.MAX_FFT))
                        .optionalArgument(
                                "hop",
                                INT(),
                                "samples between windows; 512 if left out",
                                Allowed.atLeast(1))
                        .optionalArgument(
                                "n_mels",
                                INT(),
                                "bands; 128 if left out",
                                Allowed.between(1, MelSpec.MAX_MELS))
                        .optionalArgument(
                                "min_hertz",
                                DOUBLE(),
                                "lower edge of the bands; 0 if left out",
                                Allowed.atLeast(0))
                        .optionalArgument(
                                "max_hertz",
                                DOUBLE(),
                                "upper edge of the bands; half the sample rate if left out",
                                Allowed.atLeast(0))
                        .requires(Rule.of(AudioSpecs::bands, 4, 5))
                        .returns(TENSOR)
                        .fails(REFUSED, TOO_LONG)
                        .example("AUDIO_MEL_SPECTROGRAM(snd, 400, 160, 80).shape", "[80, 101]")
                        .implementation(
                                tensor(c -> AudioTensors.melSpectrogram(c.audio(0), melSpec(c)))),
                FunctionSpec.reading("AUDIO_ENCODE")
                        .description("A new file with the audio, in 16 bits.")
                        .argument("audio", AUDIO, "the audio")
                        .argument(
                                "format",
                                STRING(),
                                "'wav', 'flac' or 'opus'",
                                Allowed.wordsInAnyCase("wav", "flac", "opus"))
                        .returns(AUDIO)
                        .fails(REFUSED)
                        .example("AUDIO_ENCODE(AUDIO_RESAMPLE(snd, 16000), 'opus').codec", "opus")
                        .implementation(
                                c ->
                                        AudioFunctions.encode(
                                                c.media(),
                                                c.audio(0),
                                                AudioFormat.named(c.text(1)))),
                FunctionSpec.reading("AUDIO_CONCAT")
                        .description(
                                "A new file, FLAC, with one audio after the other, at the sample rate of the first one. What has another number of channels than that comes mixed down, the same in each channel.")
                        .argument("sounds", ARRAY(AUDIO), "one or more")
                        .returns(AUDIO)
                        .fails(REFUSED)
                        .example(
                                "AUDIO_CONCAT(ARRAY[snd, AUDIO_RESAMPLE(AUDIO_MIX_DOWN(AUDIO_CLIP(snd, 0, 0.5)), 4000)]).duration",
                                "2.5000")
                        .implementation(
                                c -> AudioFunctions.concat(c.media(), c.list(0, AudioType.TYPE))),
                FunctionSpec.reading("AUDIO_SPLIT")
                        .description(
                                "Parts of the audio in a row, each of one length; the last one may be shorter. Reads the head, or all of an audio whose head does not say how long it is.")
                        .argument("audio", AUDIO, "the audio")
                        .argument("seconds", DOUBLE(), "how long a part is", Times.DISTANCE)
                        .returnsRows(PARTS)
                        .fails(REFUSED)
                        .example(
                                "AUDIO_SPLIT(snd, 1.5)",
                                "0, 0.0000, 1.5000, AUDIO[sample_rate=8000, channels=2, duration=1.5]\n1, 1.5000, 2.0000, AUDIO[sample_rate=8000, channels=2, duration=0.5]")
                        .implementation(
                                c -> AudioFunctions.split(c.media(), c.audio(0), c.real(1))),
                FunctionSpec.reading("AUDIO_SPLIT_BY_SILENCE")
                        .description(
                                "The parts of the audio between silences, from the first to the last sample that is heard. Silence is where no sample of any channel is louder than a threshold for some time. Decodes all of the audio.")
                        .argument("audio", AUDIO, "the audio")
                        .optionalArgument(
                                "threshold",
                                DOUBLE(),
                                "in decibels against full scale, -120 to 0; -40 if left out",
                                Allowed.between(-120, 0))
                        .optionalArgument(
                                "silence_seconds",
                                DOUBLE(),
                                "the shortest silence; 0.5 if left out",
                                Times.DISTANCE)
                        .returnsRows(PARTS)
                        .fails(REFUSED)
                        .example(
                                "AUDIO_SPLIT_BY_SILENCE(AUDIO_CLIP(snd, 0, 1.5), -80, 0.5)",
                                "0, 0.0001, 1.5000, AUDIO[sample_rate=8000, channels=2, duration=1.499875]")
                        .implementation(
                                c ->
                                        AudioFunctions.splitBySilence(
                                                c.media(),
                                                c.audio(0),
                                                c.real(1, -40),
                                                c.real(2, 0.5))));
    }

    private static MelSpec melSpec(Call call) {
        MelSpec usual = MelSpec.DEFAULT;
        return new MelSpec(
                call.integer(1, usual.fftSize()),
                call.integer(2, usual.hop()),
                call.integer(3, usual.mels()),
                call.real(4, usual.minHertz()),
                call.real(5, usual.maxHertz()));
    }

    /** An upper edge of 0 is half the sample rate. */
    private static Optional<String> bands(List<Object> edges) {
        if (edges.get(0) == null || edges.get(1) == null) {
            return Optional.empty();
        }
        double upper = ((Number) edges.get(1)).doubleValue();
        return upper == 0 || ((Number) edges.get(0)).doubleValue() < upper
                ? Optional.empty()
                : Optional.of(
                        "min_hertz is %s and max_hertz is %s; the lower edge is below the upper"
                                .formatted(edges.get(0), edges.get(1)));
    }

    private static FunctionSpec.Builder steps(String name) {
        return FunctionSpec.lazy(name)
                .argument("audio", AUDIO, "the audio")
                .returns(AUDIO)
                .fails(REFUSED);
    }

    /** A step that a {@code TRY_} form marks. */
    private static Body lazily(Step step) {
        return call -> {
            Audio result = step.result(call);
            return call.nullOnError() ? AudioFunctions.orNull(result) : result;
        };
    }

    /** The same for a step that makes a tensor. */
    private static Body tensor(TensorStep step) {
        return call -> {
            Tensor result = step.result(call);
            return call.nullOnError() ? TensorFunctions.orNull(result) : result;
        };
    }

    /** Makes a tensor of the first argument. */
    @FunctionalInterface
    private interface TensorStep extends Serializable {
        Tensor result(Call call) throws IOException, InvalidReferenceException;
    }

    /** Appends to the program of the first argument. */
    @FunctionalInterface
    private interface Step extends Serializable {
        Audio result(Call call) throws IOException, InvalidReferenceException;
    }
}
