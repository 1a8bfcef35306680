// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * References as other systems write them, both ways and without copying a byte of the object. Start
 * at {@link io.multimodal.types.interop.PaimonBlob}; the others are alike.
 *
 * <pre>{@code
 * ExternalRef ref = PaimonBlob.read(descriptorBytes);
 * byte[] descriptor = PaimonBlob.write(ref);
 * }</pre>
 *
 * <p>None of these layouts holds a hash of the content: what comes from them is an {@link
 * io.multimodal.store.ref.ExternalRef}, which is verified when it is first read. What lies in a
 * store has no place that others could read, and is refused by name.
 *
 * <p>No parameter or result is null unless its docstring says so.
 */
package io.multimodal.types.interop;
