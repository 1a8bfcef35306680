// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * A page in one file that needs nothing else. Start at {@link io.multimodal.examples.page.Page}.
 */
package io.multimodal.examples.page;
