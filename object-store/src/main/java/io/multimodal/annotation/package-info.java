// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Which types a program may build on: start at {@link io.multimodal.annotation.Public}. All modules
 * use these two annotations, so they lie in the lowest one.
 */
package io.multimodal.annotation;
