// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * The provider {@code multimodal-openai}: servers that speak OpenAI's protocol, for chats over
 * images, audio and text with answers as columns, for embeddings, and for transcription.
 *
 * <p>Start at {@link io.multimodal.models.remote.openai.OpenAiModelProviderFactory}; its options
 * are in {@link io.multimodal.models.remote.openai.OpenAiModelOptions}:
 *
 * <pre>{@code
 * CREATE MODEL captions INPUT (img IMAGE) OUTPUT (caption STRING, people INT)
 * WITH ('provider' = 'multimodal-openai', 'endpoint' = 'http://gpu:8000/v1/chat/completions',
 *       'model' = 'Qwen2.5-VL-7B', 'prompt' = 'Describe the image and count the people in it.');
 * }</pre>
 *
 * <p>No parameter or result is null unless its docstring says so.
 */
@Internal
package io.multimodal.models.remote.openai;

import io.multimodal.annotation.Internal;
