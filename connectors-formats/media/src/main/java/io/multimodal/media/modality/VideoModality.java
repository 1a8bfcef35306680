// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.modality;

import io.multimodal.annotation.Public;
import io.multimodal.media.MediaRuntime;
import io.multimodal.media.content.AudioHeader;
import io.multimodal.media.content.Encoded;
import io.multimodal.media.content.VideoHeader;
import io.multimodal.media.probe.AudioProbe;
import io.multimodal.media.probe.VideoProbe;
import io.multimodal.store.ObjectHandle;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.ref.DerivedRef;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.MultimodalType;
import io.multimodal.types.Video;
import io.multimodal.types.VideoType;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.VideoProgram;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** VIDEO values. A clip is rendered as MP4 without encoding its frames again. Thread-safe. */
@Public
public final class VideoModality implements Modality<Video> {
    @Override
    public MultimodalType<Video> type() {
        return VideoType.TYPE;
    }

    @Override
    public Video describe(MediaRuntime media, ObjectHandle object, Referred referred)
            throws IOException {
        VideoHeader header = new VideoProbe(media.limits()).probe(object);
        return header.of(referred.reference(), object.sizeBytes());
    }

    @Override
    public Encoded render(MediaRuntime media, Video video)
            throws IOException, InvalidReferenceException {
        return media.videos().materialise(video.reference());
    }

    @Override
    public void check(MediaRuntime media, Video video)
            throws IOException, InvalidReferenceException {
        media.videos().check(video.reference());
    }

    /** How it is turned, what is said of its audio, and the program. */
    @Override
    public Map<String, String> metadata(MediaRuntime media, Video video)
            throws IOException, InvalidReferenceException {
        ObjectRef ref = video.reference();
        ObjectRef source = ref instanceof DerivedRef derived ? derived.source() : ref;
        Map<String, String> facts = new TreeMap<>();
        VideoHeader header = media.videos().header(ref);
        put(facts, "rotation", 90 * header.quarterTurns());
        put(facts, "mirrored", header.mirrored() ? true : null);
        try {
            AudioHeader audio = new AudioProbe().probe(media.stores().open(source));
            put(facts, "audio:codec", audio.codec());
            put(facts, "audio:sample_rate", audio.sampleRate());
            put(facts, "audio:channels", audio.channels());
        } catch (MediaException e) {
            if (e.code() != ErrorCode.UNSUPPORTED) {
                throw e;
            }
        }
        VideoProgram program = VideoProgram.of(ref);
        if (!program.isEmpty()) {
            facts.put("program", program.toString());
        }
        return facts;
    }

    private static void put(Map<String, String> facts, String name, Object value) {
        if (value != null) {
            facts.put(name, value.toString());
        }
    }
}
