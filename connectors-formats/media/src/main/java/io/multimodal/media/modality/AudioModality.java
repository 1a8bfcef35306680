// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.modality;

import io.multimodal.annotation.Public;
import io.multimodal.media.MediaRuntime;
import io.multimodal.media.audio.AudioEncoder;
import io.multimodal.media.audio.AudioFormat;
import io.multimodal.media.content.AudioHeader;
import io.multimodal.media.content.Encoded;
import io.multimodal.media.probe.AudioProbe;
import io.multimodal.store.ObjectHandle;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.types.Audio;
import io.multimodal.types.AudioType;
import io.multimodal.types.MultimodalType;
import io.multimodal.types.program.AudioProgram;
import java.io.IOException;
import java.util.Map;

/** AUDIO values. A derived one is rendered as FLAC with 16 bits. Thread-safe. */
@Public
public final class AudioModality implements Modality<Audio> {
    @Override
    public MultimodalType<Audio> type() {
        return AudioType.TYPE;
    }

    @Override
    public Audio describe(MediaRuntime media, ObjectHandle object, Referred referred)
            throws IOException {
        AudioHeader header = new AudioProbe().probe(object);
        return header.of(referred.reference(), object.sizeBytes());
    }

    @Override
    public Encoded render(MediaRuntime media, Audio audio)
            throws IOException, InvalidReferenceException {
        return encode(media, audio, AudioFormat.FLAC);
    }

    /** Runs the program of a value and encodes the result. Blocks while it decodes. */
    public static Encoded encode(MediaRuntime media, Audio audio, AudioFormat format)
            throws IOException, InvalidReferenceException {
        try (AudioEncoder encoder = new AudioEncoder(format)) {
            media.audio().play(audio.reference(), encoder);
            return new Encoded(format.contentType(), encoder.file());
        }
    }

    @Override
    public void check(MediaRuntime media, Audio audio)
            throws IOException, InvalidReferenceException {
        media.audio().check(audio.reference());
    }

    @Override
    public Map<String, String> metadata(MediaRuntime media, Audio audio)
            throws IOException, InvalidReferenceException {
        AudioProgram program = AudioProgram.of(audio.reference());
        return program.isEmpty() ? Map.of() : Map.of("program", program.toString());
    }
}
