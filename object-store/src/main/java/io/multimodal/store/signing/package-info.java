// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Signatures of references, for stores that tenants share: who names an object has to have been
 * given its reference. Rows carry canonical references; a signature is added where a reference
 * leaves and taken off where it enters. Start at {@link
 * io.multimodal.store.signing.SignedReferenceCodec}.
 *
 * <pre>{@code
 * SignedReferenceCodec codec = SignedReferenceCodec.of(Signatures.required("/etc/multimodal/keys"));
 * String text = codec.toText(ref);
 * ObjectRef back = codec.fromText(text);
 * }</pre>
 *
 * <p>No parameter or result is null unless its docstring says so.
 */
package io.multimodal.store.signing;
