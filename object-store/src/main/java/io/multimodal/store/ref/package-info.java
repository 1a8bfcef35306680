// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * References to objects and their wire format. Start at {@link io.multimodal.store.ref.ObjectRef};
 * {@link io.multimodal.store.ref.ReferenceCodec} turns references into bytes and back. Depends on
 * no other package of the store except {@code store.error}. No parameter or result is null unless
 * its docstring says so.
 */
package io.multimodal.store.ref;
