// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.modality;

import io.multimodal.annotation.Public;
import io.multimodal.media.MediaRuntime;
import io.multimodal.media.content.Encoded;
import io.multimodal.media.content.ImageHeader;
import io.multimodal.media.probe.ImageProbe;
import io.multimodal.store.ObjectHandle;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.types.Image;
import io.multimodal.types.ImageType;
import io.multimodal.types.MultimodalType;
import java.io.IOException;
import java.util.Map;

/** IMAGE values. Thread-safe. */
@Public
public final class ImageModality implements Modality<Image> {
    @Override
    public MultimodalType<Image> type() {
        return ImageType.TYPE;
    }

    @Override
    public Image describe(MediaRuntime media, ObjectHandle object, Referred referred)
            throws IOException {
        ImageHeader header = new ImageProbe(media.limits(), media.formats()).probe(object);
        return header.of(referred.reference(), object.sizeBytes());
    }

    @Override
    public Encoded render(MediaRuntime media, Image img)
            throws IOException, InvalidReferenceException {
        return media.images().materialise(img.reference());
    }

    @Override
    public void check(MediaRuntime media, Image img) throws IOException, InvalidReferenceException {
        media.images().check(img.reference());
    }

    @Override
    public Map<String, String> metadata(MediaRuntime media, Image img)
            throws IOException, InvalidReferenceException {
        return media.images().metadata(img.reference());
    }
}
