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
                                "Returns a part of the audio, between the samples that are nearest to two times. A part that extends beyond the end stops at the end.")
                        .argument(
                                "from_seconds", DOUBLE(), "where it begins, in seconds", Times.TIME)
                        .argument("to_seconds", DOUBLE(), "where it ends, in seconds", Times.TIME)
                        .requires(Times.IN_ORDER)
                        .example("AUDIO_CLIP(snd, 0.5, 1.25).duration", "0.7500")
                        .implementation(
                                lazily(c -> AudioFunctions.clip(c.audio(0), c.real(1), c.real(2)))),
                steps("AUDIO_MIX_DOWN")
                        .description(
                                "Mixes the audio down to one channel, the mean of all channels.")
                        .example("AUDIO_MIX_DOWN(snd).channels", "1")
                        .implementation(lazily(c -> AudioFunctions.mixDown(c.audio(0)))),
                steps("AUDIO_RESAMPLE")
                        .description(
                                "Converts the audio to another sample rate, with a filter against aliasing.")
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
                                "Multiplies the audio by one gain so that it has a loudness, which is measured over the whole audio as ITU-R BS.1770-4 defines it. The loudness of less than 400 ms is measured by the mean power. Silence is unchanged.")
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
                                "Returns the samples as a float32 tensor of shape [channels, samples], from -1 to 1. The attribute `shape` is known for whole FLAC and WAV files; for others, METADATA returns it.")
                        .argument("audio", AUDIO, "the audio")
                        .returns(TENSOR)
                        .fails(REFUSED)
                        .example(
                                "METADATA(AUDIO_TO_TENSOR(AUDIO_CLIP(snd, 0, 0.5)))['shape']",
                                "[2, 4000]")
                        .implementation(tensor(c -> AudioTensors.toTensor(c.audio(0)))),
                FunctionSpec.lazy("AUDIO_MEL_SPECTROGRAM")
                        .description(
                                "Returns the power in bands of the mel scale, as `librosa.feature.melspectrogram` defines it, as a float32 tensor of shape [bands, windows]. Several channels are mixed down.")
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
                        .description(
                                "Writes a new file with the audio, with 16 bits for each sample.")
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
                                "Writes a new FLAC file with the audios one after another, at the sample rate of the first one. An audio with another number of channels than the first one is mixed down, and the result is used for each channel.")
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
                                "Splits the audio into consecutive parts of the same length; the last part can be shorter. The function reads the header, or the whole file if the header does not contain the duration.")
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
                                "Returns the parts of the audio between silences. A silence is a time in which no sample of any channel is louder than a threshold. A part extends from its first to its last sample above the threshold. The function decodes the whole audio.")
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
