// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * An example of a model task and of a model provider in a jar of their own: embeddings of images.
 * Start at {@link org.example.embedding.EmbeddingTask} and {@link
 * org.example.embedding.MeanColourFactory}.
 */
package org.example.embedding;
