// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.examples.repeated;

import io.multimodal.types.Image;

/** An image and the name of its file: a POJO of Flink's that holds a medium. */
public final class NamedImage {
    public String name;
    public Image image;

    /** For Flink. */
    public NamedImage() {}

    NamedImage(String name, Image image) {
        this.name = name;
        this.image = image;
    }
}
