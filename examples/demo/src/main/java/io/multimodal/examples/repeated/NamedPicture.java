// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.examples.repeated;

import io.multimodal.types.Image;

/** An image and the name of its file: a POJO of Flink's that holds a medium. */
public final class NamedPicture {
    public String name;
    public Image picture;

    /** For Flink. */
    public NamedPicture() {}

    NamedPicture(String name, Image picture) {
        this.name = name;
        this.picture = picture;
    }
}
