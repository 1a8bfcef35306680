// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.serializers;

import io.multimodal.types.Audio;

class AudioSerializerTest extends MediaSerializerContract<Audio> {
    AudioSerializerTest() {
        super(Audio.class);
    }

    @Override
    protected Audio[] getTestData() {
        return Samples.audios();
    }
}
