// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.remote.openai;

/** The form of the answer of a chat. */
public enum ResponseFormat {
    TEXT("text"),
    JSON_OBJECT("json_object"),
    JSON_SCHEMA("json_schema");

    private final String word;

    ResponseFormat(String word) {
        this.word = word;
    }

    /** The word of the protocol, and of the option. */
    @Override
    public String toString() {
        return word;
    }
}
