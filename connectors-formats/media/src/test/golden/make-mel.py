# SPDX-License-Identifier: Apache-2.0
# Makes src/test/resources/golden/mel-*.f32 with librosa 0.11: pip install librosa; python make-mel.py ../resources/golden
# The audio is a rising tone and noise of a linear congruential generator, as MelSpectrogramTest makes it.
import sys
import librosa
import numpy

RATE = 16000


def audio(samples):
    state = 12345
    values = numpy.zeros(samples, dtype=numpy.float32)
    for i in range(samples):
        state = (state * 1103515245 + 12345) % 2**31
        t = i / RATE
        values[i] = 0.5 * numpy.sin(2 * numpy.pi * (200 + 400 * t) * t) + 0.05 * (state / 2**30 - 1)
    return values


for name, n_fft, hop, n_mels, fmin, fmax in [
    ("default", 2048, 512, 128, 0, None),
    ("whisper", 400, 160, 80, 0, None),
    ("narrow", 512, 700, 20, 300, 4000),
]:
    mel = librosa.feature.melspectrogram(
        y=audio(RATE), sr=RATE, n_fft=n_fft, hop_length=hop, n_mels=n_mels, fmin=fmin, fmax=fmax)
    mel.astype("<f4").tofile(f"{sys.argv[1]}/mel-{name}.f32")
    print(name, mel.shape)
