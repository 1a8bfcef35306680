// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.remote.openai;

/** How a medium gets to a server. */
public enum MediaTransfer {
    /** In the request. */
    BYTES("bytes"),
    /** By a URL that the store signs. */
    URL("url");

    private final String word;

    MediaTransfer(String word) {
        this.word = word;
    }

    /** The word that the option has. */
    @Override
    public String toString() {
        return word;
    }
}
