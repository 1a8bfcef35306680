// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.spi;

import io.multimodal.annotation.Public;
import java.io.IOException;

/**
 * Opens the file that the option {@code tokenizer} of CREATE MODEL names. It is found by the file
 * {@code META-INF/services/io.multimodal.models.spi.TextTokenizerFactory} of a jar; the module
 * {@code multimodal-tokenizers} has one for the {@code tokenizer.json} of Hugging Face.
 *
 * <p>An implementation is public, has a public constructor without parameters, and is thread-safe.
 */
@Public
public interface TextTokenizerFactory {
    /** What it reads, for messages, such as {@code tokenizer.json of Hugging Face}. */
    String format();

    /** Whether a file is of its format. Does not block. */
    boolean reads(byte[] file);

    /**
     * The tokenizer of a file. Blocks where native code is loaded.
     *
     * @param maxTokens the length to which texts are cut, with the tokens that mark their ends
     * @throws IOException if the file is damaged; the message says how
     */
    TextTokenizer open(byte[] file, int maxTokens) throws IOException;
}
