// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.spi;

import io.multimodal.annotation.Public;
import java.io.IOException;

/** Makes the numbers of tokens of a text. Thread-safe; lives as long as the process. */
@Public
public interface TextTokenizer {
    /**
     * The tokens of a text with those that mark its beginning and end. A longer text is cut to the
     * maximum that the tokenizer was opened with. Does not block.
     *
     * @throws IOException if the text cannot be tokenized
     */
    Tokens tokenize(String text) throws IOException;

    /** The number of the token that fills up shorter texts; 0 if the tokenizer has none. */
    long padding();

    /**
     * The tokens of a text.
     *
     * @param ids their numbers, at least one
     * @param types for each token the number of the text it is of, as {@code token_type_ids}
     */
    @SuppressWarnings("ArrayRecordComponent") // Made once a row and read at once.
    record Tokens(long[] ids, long[] types) {}
}
