// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions.audio;

import io.multimodal.functions.tensor.TensorFunctions;
import io.multimodal.media.audio.spectrum.MelSpec;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.types.Audio;
import io.multimodal.types.DType;
import io.multimodal.types.Tensor;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.AudioProgram;
import io.multimodal.types.program.TensorFacts;
import io.multimodal.types.program.TensorSource;
import java.util.OptionalLong;

/**
 * Audio as tensors: nothing is read. The shape is known of whole files whose header counts their
 * samples. Thread-safe.
 */
public final class AudioTensors {
    private AudioTensors() {}

    /** The samples as a tensor of float32, [channels, samples], full scale is -1 to 1. */
    public static Tensor toTensor(Audio audio) throws MediaException, InvalidReferenceException {
        OptionalLong samples = samples(audio);
        return TensorFunctions.of(
                audio,
                new TensorSource.Samples(AudioProgram.of(audio.reference())),
                samples.isPresent() && audio.channels() != null
                        ? TensorFacts.of(DType.FLOAT32, audio.channels(), samples.getAsLong())
                        : TensorFacts.of(DType.FLOAT32));
    }

    /** The power in bands of the mel scale, a tensor of float32, [bands, windows]. */
    public static Tensor melSpectrogram(Audio audio, MelSpec spec)
            throws MediaException, InvalidReferenceException {
        OptionalLong samples = samples(audio);
        return TensorFunctions.of(
                audio,
                new TensorSource.Mel(
                        AudioProgram.of(audio.reference()),
                        spec.fftSize(),
                        spec.hop(),
                        spec.mels(),
                        spec.minHertz(),
                        spec.maxHertz()),
                samples.isPresent()
                        ? TensorFacts.of(
                                DType.FLOAT32, spec.mels(), 1 + samples.getAsLong() / spec.hop())
                        : TensorFacts.of(DType.FLOAT32));
    }

    /** How many samples each channel has; other files say about how long they are. */
    private static OptionalLong samples(Audio audio) {
        boolean flac = "audio/flac".equals(audio.contentType()) && "flac".equals(audio.codec());
        boolean wav =
                "audio/wav".equals(audio.contentType())
                        && audio.codec() != null
                        && audio.codec().startsWith("pcm_");
        return (flac || wav) && audio.duration() != null && audio.sampleRate() != null
                ? OptionalLong.of(Math.round(audio.duration() * audio.sampleRate()))
                : OptionalLong.empty();
    }
}
