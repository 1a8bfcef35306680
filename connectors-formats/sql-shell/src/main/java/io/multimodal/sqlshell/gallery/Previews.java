// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.sqlshell.gallery;

import io.multimodal.media.MediaRuntime;
import io.multimodal.media.ResultCache;
import io.multimodal.media.audio.spectrum.MelSpec;
import io.multimodal.media.audio.spectrum.MelSpectrogram;
import io.multimodal.media.content.Encoded;
import io.multimodal.media.tensor.HeatMap;
import io.multimodal.media.tensor.TensorData;
import io.multimodal.store.ObjectHandle;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.error.ObjectErasedException;
import io.multimodal.store.error.ObjectNotFoundException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.record.RecordStore;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.DerivedRef;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.Audio;
import io.multimodal.types.Image;
import io.multimodal.types.MediaValue;
import io.multimodal.types.Tensor;
import io.multimodal.types.Video;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.AudioProgram;
import io.multimodal.types.program.Clip;
import io.multimodal.types.program.VideoProgram;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Small images of media: an image scaled down, a frame of a video, the spectrogram of the first
 * half minute of an audio, a tensor in colours. Those of objects that cannot change are kept in the
 * store, under {@value #SPACE}, for the next time. Thread-safe; every call blocks.
 */
final class Previews {
    /** The space of the records. */
    static final String SPACE = "previews";

    /** Rises when previews change, so that no old one is shown. */
    private static final int VERSION = 1;

    private static final long HEARD_MICROS = 30_000_000;
    private static final long LATEST_FRAME_MICROS = 3_000_000;
    private static final MelSpec SPECTROGRAM = new MelSpec(2048, 1536, 96, 0, 0);
    private static final int SPECTROGRAM_SIDE = 1024;
    private static final byte PNG = (byte) 0x89;

    private final MediaRuntime media;

    /**
     * @param media stays the caller's to close
     */
    Previews(MediaRuntime media) {
        this.media = media;
    }

    /**
     * The preview of a value.
     *
     * @param side the most pixels of its longer side
     * @throws MediaException if it cannot be decoded, or is of no kind that can be seen
     */
    Encoded of(MediaValue value, int side) throws IOException, InvalidReferenceException {
        ObjectRef ref = value.reference();
        Optional<ContentId> key =
                ResultCache.Key.of("preview", ref, List.of())
                        .map(
                                named ->
                                        ContentId.hash(
                                                "%d %s %d %s"
                                                        .formatted(
                                                                VERSION,
                                                                value.type().word(),
                                                                side,
                                                                ref.toText())));
        RecordStore kept = media.stores().main().records();
        if (key.isPresent()) {
            Optional<byte[]> there = kept.get(SPACE, key.get());
            if (there.isPresent()) {
                requireObject(ref, kept, key.get());
                return encoded(there.get());
            }
        }
        byte[] made = make(value, ref, side);
        if (key.isPresent() && made.length <= RecordStore.MAX_RECORD_BYTES) {
            kept.putIfAbsent(SPACE, key.get(), made);
        }
        return encoded(made);
    }

    /** What was erased is not shown, and its preview goes. */
    private void requireObject(ObjectRef ref, RecordStore kept, ContentId key)
            throws StoreException {
        ObjectRef source = ref instanceof DerivedRef derived ? derived.source() : ref;
        try {
            ObjectHandle object = media.stores().open(source);
            object.read(0, (int) Math.min(1, object.sizeBytes()));
        } catch (ObjectErasedException | ObjectNotFoundException e) {
            kept.remove(SPACE, key);
            throw e;
        }
    }

    private static Encoded encoded(byte[] image) {
        return new Encoded(image[0] == PNG ? "image/png" : "image/jpeg", image);
    }

    private byte[] make(MediaValue value, ObjectRef ref, int side)
            throws IOException, InvalidReferenceException {
        if (value instanceof Image) {
            return media.images().encode(ref, "image/jpeg", side);
        }
        if (value instanceof Video) {
            long micros = Math.min(LATEST_FRAME_MICROS, media.videos().durationMicros(ref) / 10);
            ObjectRef frame = VideoProgram.of(ref).frame(micros).applyTo(ref);
            return media.images().encode(frame, "image/jpeg", side);
        }
        if (value instanceof Audio) {
            MelSpectrogram bands = new MelSpectrogram(SPECTROGRAM);
            media.audio()
                    .play(AudioProgram.of(ref).then(new Clip(0, HEARD_MICROS)).applyTo(ref), bands);
            return HeatMap.of(
                            TensorData.of(bands.values(), bands.mels(), bands.frames()),
                            SPECTROGRAM_SIDE)
                    .png();
        }
        if (value instanceof Tensor tensor) {
            return TensorImage.png(media.tensors().read(tensor));
        }
        throw new MediaException(ErrorCode.UNSUPPORTED, "A FILE has no preview");
    }
}
