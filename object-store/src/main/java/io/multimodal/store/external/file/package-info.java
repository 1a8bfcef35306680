// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Files as objects that stay where they are. Start at {@link
 * io.multimodal.store.external.file.FileSource}. No parameter or result is null unless its
 * docstring says so.
 */
package io.multimodal.store.external.file;
