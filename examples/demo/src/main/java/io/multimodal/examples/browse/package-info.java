// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * A folder of media looked through with a script of SQL, and a page of what its queries give:
 * images, frames and spectrograms to be seen. Start at {@link
 * io.multimodal.examples.browse.Browse}.
 */
package io.multimodal.examples.browse;
