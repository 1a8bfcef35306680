// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.serializers;

import io.multimodal.types.MediaFile;

class MediaFileSerializerTest extends MediaSerializerContract<MediaFile> {
    MediaFileSerializerTest() {
        super(MediaFile.class);
    }

    @Override
    protected MediaFile[] getTestData() {
        return Samples.files();
    }
}
