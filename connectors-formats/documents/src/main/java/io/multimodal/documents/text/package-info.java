// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/** Cuts texts into pieces and cleans them. No parameter or result is null. */
@Internal
package io.multimodal.documents.text;

import io.multimodal.annotation.Internal;
