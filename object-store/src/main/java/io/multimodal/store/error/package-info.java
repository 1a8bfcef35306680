// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * The errors of the store: bad input and bad storage are different types. Start at {@link
 * io.multimodal.store.error.StoreException}.
 */
package io.multimodal.store.error;
