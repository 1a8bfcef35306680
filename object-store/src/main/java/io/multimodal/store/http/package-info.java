// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * What every request to a web server obeys: the addresses that may be reached, and how many
 * requests a host gets at a time. Start at {@link io.multimodal.store.http.HostGates}. No parameter
 * or result is null unless its docstring says so.
 */
@Internal
package io.multimodal.store.http;

import io.multimodal.annotation.Internal;
