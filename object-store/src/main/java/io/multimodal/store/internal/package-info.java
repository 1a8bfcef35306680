// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * What backends share and nobody outside this module imports: verification of what a backend
 * returns. Start at {@link io.multimodal.store.internal.VerifiedHandle}.
 */
@Internal
package io.multimodal.store.internal;

import io.multimodal.annotation.Internal;
