// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.tokenizers;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.multimodal.models.spi.TextTokenizer;
import java.io.IOException;

/**
 * A tokenizer of the library, which is thread-safe and frees its memory when nobody uses it any
 * more.
 */
final class LibraryTokenizer implements TextTokenizer {
    private final HuggingFaceTokenizer tokenizer;
    private final long padding;

    LibraryTokenizer(HuggingFaceTokenizer tokenizer, long padding) {
        this.tokenizer = tokenizer;
        this.padding = padding;
    }

    @Override
    public Tokens tokenize(String text) throws IOException {
        try {
            Encoding encoding = tokenizer.encode(text);
            return new Tokens(encoding.getIds(), encoding.getTypeIds());
        } catch (RuntimeException e) {
            throw new IOException("The text cannot be tokenized: " + e.getMessage(), e);
        }
    }

    @Override
    public long padding() {
        return padding;
    }
}
