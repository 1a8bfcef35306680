// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.modality;

import io.multimodal.annotation.Public;
import io.multimodal.media.MediaRuntime;
import io.multimodal.media.content.Encoded;
import io.multimodal.media.probe.ContentTypes;
import io.multimodal.store.ObjectHandle;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.types.FileType;
import io.multimodal.types.MediaFile;
import io.multimodal.types.MultimodalType;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/** FILE values: objects of any kind. Thread-safe. */
@Public
public final class FileModality implements Modality<MediaFile> {
    @Override
    public MultimodalType<MediaFile> type() {
        return FileType.TYPE;
    }

    @Override
    public MediaFile describe(MediaRuntime media, ObjectHandle object, Referred referred)
            throws IOException {
        int head = (int) Math.min(ContentTypes.HEAD_BYTES, object.sizeBytes());
        String contentType = ContentTypes.detect(object.read(0, head), media.formats());
        return MediaFile.of(referred.reference(), contentType, object.sizeBytes());
    }

    @Override
    public Encoded render(MediaRuntime media, MediaFile file) throws MediaException {
        throw new MediaException(
                ErrorCode.UNSUPPORTED, "A FILE with a program cannot be: nothing changes files");
    }

    /** Reads, and with that verifies, all bytes. */
    @Override
    public void check(MediaRuntime media, MediaFile file)
            throws IOException, InvalidReferenceException {
        try (InputStream in = media.stores().open(file.reference()).stream()) {
            in.transferTo(OutputStream.nullOutputStream());
        }
    }

    @Override
    public Map<String, String> metadata(MediaRuntime media, MediaFile file) {
        return Map.of();
    }
}
