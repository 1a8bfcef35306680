// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.error;

import io.multimodal.annotation.Public;

/** An external place is under none of the configured prefixes. */
@Public
public final class PlaceNotAllowedException extends RefusedException {
    private static final long serialVersionUID = 1L;

    public PlaceNotAllowedException(String message) {
        super(message);
    }
}
