// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.external;

import io.multimodal.annotation.Public;
import io.multimodal.store.ObjectHandle;
import io.multimodal.store.ref.ExternalRef;

/**
 * An object outside the stores, as it was when the reference was made.
 *
 * @param ref with its size and, where its place gives one, a validator
 * @param object whose first bytes came with the reference; what else is read of it is not kept in
 *     the cache, so that who looks at heads alone does not read whole objects
 */
@Public
public record ReferredObject(ExternalRef ref, ObjectHandle object) {}
