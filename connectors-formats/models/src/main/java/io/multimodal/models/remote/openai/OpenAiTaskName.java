// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.remote.openai;

import java.util.Arrays;
import java.util.Optional;

/** What a server is asked for. */
public enum OpenAiTaskName {
    CHAT("chat", "/chat/completions"),
    EMBEDDINGS("embeddings", "/embeddings"),
    TRANSCRIPTION("transcription", "/audio/transcriptions");

    private final String word;
    private final String path;

    OpenAiTaskName(String word, String path) {
        this.word = word;
        this.path = path;
    }

    /** The one whose path an endpoint has. */
    static Optional<OpenAiTaskName> of(String path) {
        return Arrays.stream(values()).filter(task -> path.endsWith(task.path)).findFirst();
    }

    /** The word that the option has. */
    @Override
    public String toString() {
        return word;
    }
}
