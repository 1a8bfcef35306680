// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * What tests of several modules need. It knows Flink alone and nothing of ours, so that every
 * module can use it; the contract suites for third parties do without it.
 */
package io.multimodal.support;
