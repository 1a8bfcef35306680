// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Where references enter SQL and leave it: what enters is verified and becomes the canonical form
 * that rows carry, what leaves is signed. The planner puts both functions into plans where signing
 * keys are configured, and into compiled ones; start at {@link
 * io.multimodal.types.signature.VerifiedReferences}. Programs in Java do the same for single
 * values:
 *
 * <pre>{@code
 * Image given = SignedValues.signed(image, stores.referenceCodec()); // before fromDataStream
 * }</pre>
 *
 * <p>No parameter or result is null unless its docstring says so.
 */
@Internal
package io.multimodal.types.signature;

import io.multimodal.annotation.Internal;
