// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Tokenizers for models over text. Start at {@link
 * io.multimodal.tokenizers.HuggingFaceTokenizerFactory}; the option {@code tokenizer} of CREATE
 * MODEL names the file that it reads. No parameter or result is null unless its docstring says so.
 */
@Internal
package io.multimodal.tokenizers;

import io.multimodal.annotation.Internal;
