// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Requests to servers that run models: how many at a time, how often they are repeated, with which
 * key, and what a failure means for the row or the job. Independent of a protocol. Start at {@link
 * io.multimodal.models.remote.RemoteClient}. No parameter or result is null unless its docstring
 * says so.
 */
@Internal
package io.multimodal.models.remote;

import io.multimodal.annotation.Internal;
